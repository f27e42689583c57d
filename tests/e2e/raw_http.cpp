#include "e2e/raw_http.h"

#include "net/testing/raw_connection.h"
#include "rpc/wire_error.h"

namespace hotline::test {
namespace {

RawAnswer ask(const RunningService& service, const std::string& request) {
  net::testing::RawConnection connection(service.port());
  connection.send(request);
  const auto answer = connection.read_answer();
  const auto end = answer.find("\r\n\r\n");
  return {net::testing::status_of(answer), answer.substr(0, end), std::string(net::testing::body_of(answer))};
}

std::string host(const RunningService& service) {
  return "Host: 127.0.0.1:" + std::to_string(service.port()) + "\r\n";
}

}  // namespace

v1::Failure RawAnswer::failure() const {
  constexpr std::string_view mark = "\"hotline.v1.Failure\",\"value\":\"";
  v1::Failure out;
  const auto at = body.find(mark);
  if (at == std::string::npos) return out;
  const auto begin = at + mark.size();
  out.ParseFromString(rpc::base64_decoded(body.substr(begin, body.find('"', begin) - begin)).value_or(""));
  return out;
}

RawAnswer post_json(const RunningService& service, const std::string& path, const std::string& json,
                    const std::string& fields) {
  return ask(service, "POST /hotline.v1." + path + " HTTP/1.1\r\n" + host(service) +
                          "Content-Type: application/json\r\n" + fields +
                          "Content-Length: " + std::to_string(json.size()) + "\r\n\r\n" + json);
}

RawAnswer get(const RunningService& service, const std::string& path) {
  return ask(service, "GET " + path + " HTTP/1.1\r\n" + host(service) + "\r\n");
}

}  // namespace hotline::test
