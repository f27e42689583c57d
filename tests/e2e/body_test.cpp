// How much of a request is taken in before it is known who sends it: on real sockets, byte by byte.
#include <gmock/gmock.h>

#include "net/testing/raw_connection.h"
#include "support/running_service.h"

namespace hotline::test {
namespace {
using net::testing::body_of;
using net::testing::RawConnection;
using net::testing::status_of;
using ::testing::HasSubstr;

class Bodies : public ::testing::Test {
 protected:
  std::string head(const std::string& method, const std::string& type, std::size_t length,
                   const std::string& fields) {
    return "POST /hotline.v1." + method + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + type +
           "\r\nContent-Length: " + std::to_string(length) + "\r\n" + fields + "\r\n";
  }
  std::string bearer(const std::string& login) {
    return "Authorization: Bearer " + service.as(login).token() + "\r\n";
  }
  /// The answer to a header alone; nothing of the body is ever sent.
  std::string answer_to(const std::string& header) {
    RawConnection client(service.port());
    client.send(header);
    return client.read_answer();
  }

  static constexpr const char* sign_in_first = "Sign in first.";
  static constexpr std::size_t large = 15 << 20;
  RunningService service;
};

TEST_F(Bodies, OfAnImportAreNotReadBeforeItsSenderIsKnown) {
  const auto import = [&](const std::string& fields) {
    return answer_to(head("DirectoryService/ImportUnits", "application/connect+json", large, fields));
  };
  EXPECT_THAT(import(""), HasSubstr(sign_in_first));
  EXPECT_THAT(import("Authorization: Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"),
              HasSubstr("Your session has ended."));
  EXPECT_THAT(import(bearer("officer.tamdi")), HasSubstr("Your role may not do this."));
}

TEST_F(Bodies, OfAnImportByAnAdministratorAreRead) {
  RawConnection client(service.port());
  client.send(head("DirectoryService/ImportUnits", "application/connect+json", large, bearer("admin")));
  EXPECT_FALSE(client.is_readable_within(0));
  client.send(std::string(large, ' '));  // an envelope of spaces: read to its end, and then refused
  EXPECT_THAT(client.read_answer(), HasSubstr("The message is too large."));
}

TEST_F(Bodies, OfAStrangerAreSmallAndThoseOfAPersonAreWhatTheConfigurationSays) {
  constexpr std::size_t some = 64 << 10;
  EXPECT_THAT(answer_to(head("IntakeService/SubmitContact", "application/json", some, "")),
              HasSubstr(sign_in_first));
  EXPECT_THAT(answer_to(head("SessionService/SignIn", "application/json", some, "")),
              HasSubstr("The message is too large."));
  RawConnection officer(service.port());
  officer.send(head("IntakeService/SubmitContact", "application/json", some, bearer("officer.tamdi")) +
               std::string(some - 2, ' ') + "{}");
  EXPECT_THAT(officer.read_answer(), HasSubstr("Some fields are not right."));
}

TEST_F(Bodies, OfAStrangerAreNotDecompressed) {
  RawConnection client(service.port());
  client.send(head("IntakeService/SubmitContact", "application/json", 7, "Content-Encoding: gzip\r\n") +
              "no gzip");
  EXPECT_THAT(client.read_answer(), HasSubstr(sign_in_first));
}

}  // namespace
}  // namespace hotline::test
