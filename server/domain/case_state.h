// What a case is at this instant: the fold of its history (history.v1.CaseEvent) from the first event on.
//
// Promises: `evolve` (evolve.h) is the only thing that changes a CaseState. A state can be folded from whole
// events, or from the parts that a viewer may open: where the informant's or the allegation part is absent,
// their fields stay empty and everything else is the same. Decisions are made only on whole states.
//
// Times are instants in UTC. Units are named by the key of their own era; who answers for them today is the
// Directory's to say. Plain values: no thread rules.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/date.h"
#include "base/id.h"
#include "domain/unit.h"
#include "hotline/record/v1/case.pb.h"
#include "hotline/record/v1/contact.pb.h"
#include "hotline/v1/case_detail.pb.h"

namespace hotline {

enum class ReferralKind : std::uint8_t {
  first,        // from the intake
  transfer,     // from the responsible unit to another
  reroute,      // in the place of one that waited or was returned
  restriction,  // to the level above, because an official is suspected
  succession,   // the responsible unit ended without a certain successor: the level above sorts it
};

/// Something that was said at the duty telephone of the office, without an account.
struct DutyClaim {
  record::v1::DutyAnswer answer = record::v1::DUTY_ANSWER_UNSPECIFIED;
  Time at{};
  std::optional<Time> confirmed = std::nullopt;  // said again to somebody who telephoned

  bool operator==(const DutyClaim&) const = default;
};

/// A referral that an office has not yet accepted or returned. There is at most one.
struct PendingReferral {
  ReferralId id;
  ReferralKind kind = ReferralKind::first;
  UnitKey from;
  UnitKey to;
  Time at{};
  bool to_sort = false;
  std::optional<UnitKey> ended = std::nullopt;      // the unit at which it waited before, or whose case it is
  std::optional<Time> acknowledged = std::nullopt;  // at the duty telephone
  std::vector<DutyClaim> duty_claims = {};          // each answer once

  bool operator==(const PendingReferral&) const = default;
};

/// A unit of the case that ended, and what followed it: so that a list which is taken back takes that back.
struct FollowedUnit {
  UnitKey from;
  UnitKey to;
  bool responsible = false;
  bool made_to_sort = false;  // what waits had not to be sorted before

  bool operator==(const FollowedUnit&) const = default;
};

/// Who recorded a contact of this case, for which office, and in which version.
struct Authorship {
  PersonId person;
  UnitKey unit;
  std::uint32_t version = 0;

  bool operator==(const Authorship&) const = default;
};

/// A unit that was responsible, or that returned the case, and the last version that it may still see.
struct PastUnit {
  UnitKey unit;
  std::uint32_t last_version = 0;

  bool operator==(const PastUnit&) const = default;
};

/// All that decides who is what to a case. Says nothing about any person of the case: only ids and units.
struct CaseTies {
  std::vector<Authorship> authors;  // the first recorded the intake; never empty in a case
  UnitKey responsible;              // exactly one, at every instant
  std::optional<UnitKey> receiving;
  std::vector<PastUnit> past_units;
  std::vector<UnitKey> informant_released_to;
  bool restricted = false;
  std::vector<PersonId> barred;

  bool operator==(const CaseTies&) const = default;
};

/// A span of a clock: when it began and, once it has, how it ended.
struct ClockMark {
  Time started{};
  std::optional<Time> met;
  std::optional<Time> dropped;  // ended without being met: replaced by another referral, or another plan

  bool runs() const { return !met && !dropped; }
  bool operator==(const ClockMark&) const = default;
};

/// A separation from the carer, and until the end of which day an authority requires it, where one does (art.
/// 32).
struct SeparationMark {
  ClockMark mark;
  std::optional<Date> required_until;

  bool operator==(const SeparationMark&) const = default;
};

/// One referral that asked for an acknowledgement, and the gravest risk known while it waited.
struct AcknowledgeMark {
  ClockMark mark;
  UnitKey unit;      // at which it waits, or last did
  UnitKey hours_of;  // to which it came: its working hours count to the end, also for a successor
  record::v1::Risk risk = record::v1::RISK_UNSPECIFIED;

  bool operator==(const AcknowledgeMark&) const = default;
};

/// A time in which an office had to send a case on or keep it, and the gravest risk known while it ran.
struct ForwardMark {
  ClockMark mark;
  UnitKey unit;      // whose case it was, or is: also the successor of that office
  UnitKey hours_of;  // at which it began: its working hours count to the end
  record::v1::Risk risk = record::v1::RISK_UNSPECIFIED;

  bool operator==(const ForwardMark&) const = default;
};

/// Word of danger that nobody had answered before.
struct EmergencyMark {
  ClockMark mark;
  std::optional<Time> found_none;  // an initial assessment that saw the child and found no emergency

  bool operator==(const EmergencyMark&) const = default;
};

/// An approved plan that names the day of its review; dropped where another plan was approved in its place.
struct ReviewMark {
  ClockMark mark;
  Date day;  // in Vietnam

  bool operator==(const ReviewMark&) const = default;
};

/// What the deadline rules (clocks.h) are computed from.
struct ClockMarks {
  std::vector<AcknowledgeMark> acknowledge;
  std::vector<EmergencyMark> emergencies;
  std::optional<Time> first_accepted;
  std::optional<Time> first_assessment;  // the first that was recorded, of either kind: when it was made
  std::optional<Time> first_specific_assessment;
  std::optional<Time> first_plan;      // when a plan was first submitted
  std::vector<ClockMark> later_plans;  // rounds after a review that failed (art. 30.1) or a reopening
  std::vector<SeparationMark> separations;
  std::vector<ReviewMark> reviews;
  std::vector<ForwardMark> forwards;  // none but the last may run

  bool operator==(const ClockMarks&) const = default;
};

/// A step of the ladder (ladder.h) that was taken.
struct LadderStep {
  v1::ClockKind clock = v1::CLOCK_KIND_UNSPECIFIED;
  std::uint32_t ordinal = 0;
  bool notice = false;
  record::v1::LadderRung rung = record::v1::LADDER_RUNG_UNSPECIFIED;
  UnitKey unit;  // that was told
  Time at{};
  std::optional<Time> delivered;  // a message arrived, by whatever channel first

  bool operator==(const LadderStep&) const = default;
};

struct RunningMeasure {
  record::v1::Measure measure = record::v1::MEASURE_UNSPECIFIED;
  Time since{};

  bool operator==(const RunningMeasure&) const = default;
};

struct PlanState {
  std::uint32_t number = 0;
  PersonId submitter;
  PersonId submitted_for;  // the chairman for whom a deputy submitted it
  Time submitted_at{};
  std::optional<Time> approved_at;
  record::v1::Plan plan;
};

/// Why a case is prominent, since when, and which levels above were told of it and took note of it since.
struct Prominence {
  struct Note {
    UnitKey unit;
    PersonId person;
    Time at{};

    bool operator==(const Note&) const = default;
  };
  struct Told {
    UnitKey unit;
    Time at{};
    std::optional<Time> delivered;  // by whatever channel first

    bool operator==(const Told&) const = default;
  };
  Time since{};  // a person, or a new reason, last said so
  std::vector<record::v1::ProminentReason> reasons;
  std::vector<Note> notes;  // since then, as what follows
  std::vector<Told> told;
  std::vector<Told> reminded;      // for want of a note
  std::vector<Told> on_call_list;  // for want of one still; nobody writes to them

  bool operator==(const Prominence&) const = default;
};

struct LinkedCase {
  CaseId other;
  record::v1::Link link = record::v1::LINK_UNSPECIFIED;

  bool operator==(const LinkedCase&) const = default;
};

struct CaseState : CaseTies {
  std::uint32_t version = 0;  // the number of events; 0: there is no such case
  /// The version that the last act made. What the service noted since (steps of the ladder) is nothing that
  /// somebody who looked at this version could have overlooked.
  std::uint32_t acted_version = 0;
  std::string number;
  record::v1::CaseStatus status = record::v1::CASE_STATUS_UNSPECIFIED;
  Time received_at{};  // when it was learned: the clocks of the law count from here
  Time recorded_at{};  // when it was entered
  Time changed_at{};   // the last act

  std::optional<PendingReferral> pending;
  std::vector<FollowedUnit> followed;
  record::v1::ProofLevel proof =
      record::v1::PROOF_LEVEL_UNSPECIFIED;  // of the last referral, from its history

  bool emergency = false;
  record::v1::Risk risk = record::v1::RISK_UNSPECIFIED;  // the officer's conclusion, where there is one
  bool prominent = false;
  bool police_informed = false;
  bool contact_unanswered = false;  // a further contact, and no act since of the unit that has the case
  bool legal_hold = false;          // nothing of it is erased

  record::v1::Intake intake;  // Form 01 as it holds now: amendments and places applied
  record::v1::Informant informant;
  std::string caller_number;

  std::optional<record::v1::Assessment> initial_assessment;
  std::optional<record::v1::Assessment> specific_assessment;
  std::optional<record::v1::Assessment> last_assessment;
  std::optional<PlanState> plan;
  std::vector<RunningMeasure> measures;
  std::optional<record::v1::Review> last_review;
  bool review_holds = false;  // nothing has happened since that would ask for another review
  Time told_at{};  // when danger, or a further contact, was last recorded: later than what was found before
  record::v1::Closing closing = record::v1::CLOSING_UNSPECIFIED;
  std::optional<Time> closed_at;

  Prominence prominence;
  std::vector<LinkedCase> links;
  ClockMarks marks;
  std::vector<LadderStep> ladder;  // in the order in which they were taken

  bool is_open() const { return version != 0 && status != record::v1::CASE_STATUS_CLOSED; }
  /// Some unit has accepted it at some time.
  bool was_accepted() const { return marks.first_accepted.has_value(); }
};

/// The unit in a place, or nothing where none is known.
std::optional<UnitKey> unit_of(const record::v1::Place& place);

/// Full years on that day: from the birth date, where only its year or month is known from the last day of it
/// (the youngest that the child can be); else the estimate; else nothing. 0 to 25.
std::optional<int> age_of(const record::v1::Child& child, Date on);

}  // namespace hotline
