// A case as it is lived in the tests: the people and units of Lục Nam in 2015, a clock that the test turns,
// and one history. Whoever acts goes through permission and decision, as in the service; after every act the
// state must be the fold of the history.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "domain/calendar.h"
#include "domain/case_command.h"
#include "domain/clocks.h"
#include "domain/decide.h"
#include "domain/duty_answer.h"
#include "domain/evolve.h"
#include "domain/permission.h"
#include "domain/unit_change.h"

namespace hotline::test {

/// 26 March 2015, 08:00 in Vietnam: the day of the letter.
inline const Time letter_day = start_of(parse_date("2015-03-26").value()) + std::chrono::hours{8};

inline constexpr std::string_view helpline = "TD111@2004-01-01", province = "24@2004-07-08",
                                  district = "218@2004-07-08", tam_di = "07456@2004-07-08",
                                  bao_son = "07459@2004-07-08", dong_phu = "07453@2004-07-08",
                                  phuong_son = "07477@2004-07-08";

const Directory& directory();
const Calendar& calendar();
/// The same file with more below it, as whoever keeps it edits it: another notice of a year, hours of an
/// office.
Calendar calendar_with(std::string_view toml);
inline UnitKey key(std::string_view text) { return UnitKey::parse(text).value(); }

/// An id that is the same in every run.
template <class IdType>
IdType id(std::uint64_t n) {
  IdType made;
  for (int i = 0; i < 8; ++i)
    made.bytes[static_cast<std::size_t>(15 - i)] = static_cast<std::uint8_t>(n >> (8 * i));
  made.bytes[6] = 0x70;
  made.bytes[8] = 0x80;
  return made;
}

/// That a refusal says what it is in both languages, and to programs; also each of its fields.
void expect_both_languages(const Error& error);

struct Somebody {
  Viewer viewer;

  Somebody(std::uint64_t n, std::initializer_list<std::pair<std::string_view, record::v1::Role>> hats);
  PersonId id() const { return viewer.person; }
};

/// Who is who. Each has one hat, except the deputy, who wears the chairman's for a time.
struct Cast {
  Somebody caller_taker{1, {{helpline, record::v1::ROLE_OPERATOR}}};
  Somebody other_operator{2, {{helpline, record::v1::ROLE_OPERATOR}}};
  Somebody officer{3, {{tam_di, record::v1::ROLE_OFFICER}}};
  Somebody chairman{4, {{tam_di, record::v1::ROLE_CHAIRMAN}}};
  Somebody deputy{5, {{tam_di, record::v1::ROLE_OFFICER}}};
  Somebody neighbour_officer{6, {{bao_son, record::v1::ROLE_OFFICER}}};
  Somebody neighbour_chairman{7, {{bao_son, record::v1::ROLE_CHAIRMAN}}};
  Somebody district_officer{8, {{district, record::v1::ROLE_OFFICER}}};
  Somebody district_chairman{9, {{district, record::v1::ROLE_CHAIRMAN}}};
  Somebody district_supervisor{10, {{district, record::v1::ROLE_SUPERVISOR}}};
  Somebody province_supervisor{11, {{province, record::v1::ROLE_SUPERVISOR}}};
  Somebody helpline_supervisor{12, {{helpline, record::v1::ROLE_SUPERVISOR}}};
  Somebody administrator{13, {{helpline, record::v1::ROLE_ADMINISTRATOR}}};
  Somebody telephone_system{14, {{helpline, record::v1::ROLE_INTEGRATION}}};
  Somebody commune_supervisor{15, {{tam_di, record::v1::ROLE_SUPERVISOR}}};

  Cast();
};

record::v1::Contact intervention(std::string_view incident = tam_di);
record::v1::Assessment assessment(record::v1::AssessmentKind kind, record::v1::Risk conclusion);
record::v1::Plan plan();
record::v1::Review review(bool no_risk, bool stable);
OpenCase open_case(std::string_view incident = tam_di);
/// Whoever looks after the child harms it.
OpenCase emergency_case();
record::v1::EmergencyMeasures measures(record::v1::Measure measure);

const record::v1::Access& access_to(std::string_view full_method_name);

class Story {
 public:
  Time now = letter_day;
  Cast cast;
  Rules rules;
  const Calendar* days = &calendar();
  CaseState state;
  std::vector<history::v1::CaseEvent> history;

  /// Permission, decision, fold. permission_denied not_permitted where no hat is granted the method.
  Result<Decision> act(const Somebody& who, const CaseCommand& command);
  /// The act must be possible.
  void must(const Somebody& who, const CaseCommand& command);
  /// The reason of the refusal, which must speak both languages; "" where it was done.
  std::string refusal(const Somebody& who, const CaseCommand& command);
  /// By the link of the office that the referral waits for; the reason of the refusal, "" where it was taken.
  std::string telephone_says(record::v1::DutyAnswer answer);
  void pass(Duration time) { now += time; }
  /// To the first instant of a day in Vietnam.
  void turn_to(std::string_view day) { now = start_of(parse_date(day).value()); }
  /// What the service does when a day has begun: the case follows its units. The events are those that it
  /// made.
  Decision follow_units(const Directory& units = directory(), std::span<const RevivedUnit> revived = {});
  /// Of the decision that was folded last: its events are one act, and no part of the one before it, even of
  /// one person at one instant. Who folds the history finds them again.
  void expect_apart(const Decision& decision) const;

  std::vector<Standing> standings(const Somebody& who) const;
  std::vector<std::string_view> possible(const Somebody& who) const;
  Context context(const Somebody& who) const;
  ReferralId waiting() const { return state.pending.value().id; }

  // Short ways to a status, from an empty story.
  void referred() { must(cast.caller_taker, open_case()); }
  void accepted();
  void assessing();
  void planning();
  void awaiting_approval();
  void in_progress();
  void reviewing();
  void closed();

 private:
  std::uint64_t next_id_ = 1000;
};

/// The clocks of that kind, as the story's rules and calendar have them.
std::vector<ClockReading> of_kind(const Story& s, v1::ClockKind kind);

}  // namespace hotline::test
