// One invented case, step by step in time: who does what, and when. Steps that would lie after the story's
// present are left out, so that a case begun late enough is still open.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/case_file.h"
#include "service/demo_story.h"
#include "service/demo_story_words.h"
#include "service/intake.h"

namespace hotline::service {

/// How far the course of a case goes at most.
enum class Until : std::uint8_t {
  referred,
  accepted,
  assessed,
  planning,
  submitted,
  approved,
  acted,
  carried_out,
  reviewed,
  closed
};

class Course {
 public:
  Course(std::vector<DemoStep>& steps, const DemoCast& cast, const DemoOffice& office, Dice& dice, Time begin,
         Time now)
      : steps_(steps), cast_(cast), office_(office), dice_(dice), at_(begin), now_(now) {}

  /// The intake, by an operator.
  void open(Submission submission);
  /// From the acceptance on: measures where there is danger, assessments, plan, actions, review, closing.
  void work(Until until, bool danger);
  /// Accepted, and found not to be so.
  void unfounded();
  void return_wrong_place();
  void reroute(const UnitKey& to);
  void transfer(const DemoOffice& to);
  /// Another office works on from here.
  void hand_to(const DemoOffice& office) { office_ = office; }
  void second_contact(const record::v1::Contact& first);
  /// The helpline telephones an office that does not answer.
  void call_office();
  void inform_police();

 private:
  using Make = std::function<Result<CaseCommand>(const CaseState&)>;
  void act(Duration after, PersonId who, CaseCommand command);
  void act(Duration after, PersonId who, std::string_view method, Make make);
  /// The case on somebody's screen: an access entry, and the proof that it was opened.
  void read(Duration after, PersonId who);
  /// The next moment of an office's hours, but for an emergency.
  void office_hours();
  void push(PersonId who, std::string_view method, std::function<Result<>(Writing&)> run);

  void accept(bool danger);
  void assess(record::v1::AssessmentKind kind, record::v1::Risk conclusion, bool danger);
  void measures();
  void plan();
  void actions(Until until);
  void close(bool danger);

  std::vector<DemoStep>& steps_;
  const DemoCast& cast_;
  DemoOffice office_;
  Dice& dice_;
  Time at_;
  const Time now_;
  std::shared_ptr<CaseId> id_ = std::make_shared<CaseId>();
};

}  // namespace hotline::service
