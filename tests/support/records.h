// Records as they are sent to the service: made up, and so distinctive that a test can look for them where
// they must not be.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/intake.pb.h"
#include "support/running_service.h"

namespace hotline::test {

/// Words of `intervention()` by what they are: told of the child, who told, and who is suspected.
inline constexpr const char *child_name = "Nguyễn Thị Bống Bang",
                            *narrative = "cháu khóc thét nhiều đêm liền", *informant_name = "Trịnh Văn Mách",
                            *caller_number = "0987 650 321", *informant_notes = "gọi từ quán nước đầu làng",
                            *suspect_name = "Lý Quốc Cụt", *hamlet = "xóm Trại Găng";

/// Every word that is somebody's.
std::vector<std::string> personal_words();

record::v1::Contact intervention(const std::string& incident = tam_di);
record::v1::Contact counselling();
record::v1::Contact silent_call();
v1::SubmitContactRequest submission(const record::v1::Contact& contact);

/// A request about a case at its present version, as the sender sees it: `about<AddNoteRequest>(opened)`.
template <class Request>
Request about(const std::string& case_id, std::uint32_t version) {
  Request request;
  request.set_case_id(case_id);
  request.set_expected_version(version);
  return request;
}

record::v1::Assessment assessment(record::v1::AssessmentKind kind, record::v1::Risk conclusion);
record::v1::Plan plan();
record::v1::Review review(bool no_risk, bool stable);

/// One case that everybody acts on in turn; keeps its version.
class CaseStory {
 public:
  explicit CaseStory(RunningService& service, const std::string& incident = tam_di);

  const v1::SubmitContactResponse& opened() const { return opened_; }
  const std::string& id() const { return opened_.case_id(); }
  std::uint32_t version = 0;

  template <class Request>
  Request about() const {
    return test::about<Request>(id(), version);
  }
  /// The act must be possible; the version follows.
  template <class Response>
  v1::CaseDetail act(const std::string& login, const google::protobuf::Message& request) {
    const auto detail = service_.as(login).must<Response>(request).case_();
    version = service_.as("operator.hoa").must<v1::GetCaseResponse>(get()).case_().row().version();
    return detail;
  }
  v1::GetCaseRequest get() const;
  v1::CaseDetail seen_by(const std::string& login) {
    return service_.as(login).must<v1::GetCaseResponse>(get()).case_();
  }

  v1::CaseDetail accept(const std::string& login = "officer.tamdi");
  v1::CaseDetail assess(const std::string& login = "officer.tamdi");
  /// Accepted and assessed as of low risk by Tam Dị, and closed by its chairman: there was nothing.
  void close_as_unfounded();
  v1::CaseDetail submit_plan(const std::string& login = "officer.tamdi");
  v1::CaseDetail note(const std::string& login, const std::string& text);
  v1::CaseDetail transfer(const std::string& to_unit, const std::string& login = "officer.tamdi");
  /// Accepted by Tam Dị, then moved to Bảo Sơn, which accepts.
  void move_to_bao_son();
  /// Restricted by who recorded it; these are barred.
  v1::CaseDetail restrict(std::initializer_list<const char*> barred);

 private:
  RunningService& service_;
  v1::SubmitContactResponse opened_;
};

}  // namespace hotline::test
