// What is refused before anything is done: too large, unknown, missing; named by field, in both languages,
// without a word of what was sent.
#include <gmock/gmock.h>

#include "e2e/raw_http.h"
#include "hotline/v1/directory.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
using ::testing::HasSubstr;
using ::testing::Not;

class Refusals : public ::testing::Test {
 protected:
  RawAnswer submit(const std::string& json) {
    return post_json(service, "IntakeService/SubmitContact", json,
                     "Authorization: Bearer " + service.as("operator.hoa").token() + "\r\n");
  }
  RunningService service;
};

TEST_F(Refusals, ABodyOverTheLimitIsCutAndTheServiceLives) {
  const auto answer = submit(R"({"requestId":"x","contact":{"asked":")" + std::string(2 << 20, 'a') + "\"}}");
  EXPECT_THAT(answer.body, HasSubstr("resource_exhausted")) << answer.status << answer.head;
  EXPECT_EQ(service.as("operator.hoa").refusal(v1::ListContactsRequest{}), "");
}

TEST_F(Refusals, AnUnknownFieldIsRefusedWhereItStandsAndNotQuoted) {
  const auto answer = submit(R"({"requestId":")" + new_id() +
                             R"(","contact":{"channel":"CHANNEL_PHONE","tenCuaToi":"Nguyễn Bí Mật"}})");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.failure().reason(), "unknown_field") << answer.body;
  ASSERT_EQ(answer.failure().fields_size(), 1);
  EXPECT_EQ(answer.failure().fields(0).path(), "contact");
  EXPECT_THAT(answer.body + answer.failure().SerializeAsString(), Not(HasSubstr("tenCuaToi")));
  EXPECT_THAT(answer.body, Not(HasSubstr("Bí Mật")));
}

TEST_F(Refusals, AnUnknownEnumIsRefusedByNameAndByNumber) {
  for (const auto* value : {"\"CHANNEL_PIGEON\"", "99"}) {
    const auto answer =
        submit(R"({"requestId":")" + new_id() + R"(","contact":{"callType":"CALL_TYPE_SILENT","channel":)" +
               std::string(value) + "}}");
    EXPECT_EQ(answer.status, 400) << value;
    ASSERT_EQ(answer.failure().fields_size(), 1) << answer.body;
    EXPECT_EQ(answer.failure().fields(0).path(), "contact.channel");
    EXPECT_THAT(answer.body, Not(HasSubstr("PIGEON")));
  }
}

TEST_F(Refusals, AMissingRequestIdIsAFieldWithASentenceInBothLanguages) {
  const auto answer = submit(R"({"contact":{"channel":"CHANNEL_PHONE","callType":"CALL_TYPE_SILENT"}})");
  EXPECT_EQ(answer.status, 400);
  v1::SubmitContactRequest request;
  request.set_request_id("no id");
  auto refused = service.as("operator.hoa").send(request);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().text(), "invalid_argument fields_invalid");
  bool named = false;
  for (const auto& field : refused.error().failure.fields()) {
    named = named || field.path() == "request_id";
    EXPECT_NE(field.text_vi(), "") << field.path();
    EXPECT_NE(field.text_en(), "") << field.path();
    EXPECT_NE(field.text_vi(), field.text_en());
  }
  EXPECT_TRUE(named);
  ASSERT_EQ(answer.failure().fields_size(), 1);
  EXPECT_EQ(answer.failure().fields(0).path(), "request_id");
  EXPECT_EQ(answer.failure().fields(0).reason(), "required");
}

TEST_F(Refusals, NoErrorRepeatsWhatWasSent) {
  auto contact = intervention("99999@1999-01-01");
  contact.mutable_intake()->mutable_child()->set_birth_date("Nguyễn Thị Bống Bang");
  contact.set_caller_number("số của Trịnh Văn Mách");
  for (int i = 0; i < 2; ++i) {
    auto refused = service.as("operator.hoa").send(submission(contact));
    ASSERT_FALSE(refused);
    const auto bytes = refused.error().failure.SerializeAsString() + refused.error().message;
    for (const auto& word : personal_words()) EXPECT_THAT(bytes, Not(HasSubstr(word)));
    EXPECT_THAT(bytes, Not(HasSubstr("99999")));
    contact = intervention("99999@1999-01-01");  // then refused by the place, deeper inside
  }
}

TEST_F(Refusals, APathThatIsNoMethodIsNotFoundAndAnswersAsConnectDoes) {
  EXPECT_EQ(post_json(service, "IntakeService/Nothing", "{}").status, 404);
  EXPECT_EQ(post_json(service, "NoService/Nothing", "{}").status, 404);
}

}  // namespace
}  // namespace hotline::test
