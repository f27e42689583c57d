// One case as it is opened inside a transaction: its history, what the caller is to it, and what the caller
// may see.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "domain/case_command.h"
#include "domain/clocks.h"
#include "domain/decide.h"
#include "domain/ladder.h"
#include "domain/unit_change.h"
#include "hotline/history/v1/event.pb.h"
#include "hotline/history/v1/statistics.pb.h"
#include "service/act.h"
#include "service/duty.h"
#include "service/prominent_notice.h"

namespace hotline::service {

/// An event with its place in the case and in the log.
struct Happened {
  std::uint32_t version = 0;
  std::uint64_t log_index = 0;
  history::v1::CaseEvent event;
};

/// A case as one viewer may see it.
struct CaseView {
  CaseId id;
  CaseState state;  // folded from what the viewer may open
  store::CaseRow row;
  std::vector<Happened> history;  // redacted
  std::vector<ClockReading> clocks;
  std::vector<NextStep> next_steps;
  std::vector<std::string_view> possible;
  Visibility sees;
  Depth depth;
  bool former = false;  // only what was there in the viewer's time
  Prominent prominent;
  std::vector<UnitKey> candidates;  // of a referral that is to be sorted: where it may belong
  std::optional<NobodyAnswers> nobody_answers;
};

/// A case that the caller may act on or read, as it is now.
class CaseFile {
 public:
  /// not_found case_unknown also for a case that the caller may not see under this method: whoever guesses an
  /// id learns nothing. aborted case_version_changed where somebody has acted since `expected_version` (not
  /// 0), or it never was.
  static Result<CaseFile> open(Reading& reading, const CaseId& id, std::uint32_t expected_version = 0);
  /// The same for one who only reads it, whatever the method at hand demands.
  static Result<CaseFile> open_to_read(Reading& reading, const CaseId& id);
  /// Whole, whoever asks: for the service's own work (rebuild, restricted rows of lists), never for an
  /// answer.
  static Result<CaseFile> load(const World& world, store::Reader& db, const CaseId& id);

  const CaseId& id() const { return id_; }
  /// Of the child part alone: enough to know who is what to the case.
  const CaseState& state() const& { return state_; }
  CaseState state() && { return std::move(state_); }
  /// Every event, the child part alone.
  const std::vector<Happened>& child_events() const { return child_parts_; }
  /// The same as it was when the log went up to this index.
  CaseState state_at(std::uint64_t log_index) const;
  const std::vector<Standing>& standings() const { return standings_; }
  /// Its clocks as the last act left them; none before one.
  const std::vector<ClockReading>& readings() const { return readings_; }
  const evidence::SubjectKeys& keys() const { return keys_; }
  /// The cases that it is linked with and that the caller may not read: that they exist is not told either.
  Result<std::vector<CaseId>> unseen_links(const Reading& reading) const;

  /// What the caller may see, as access that the caller makes durable. After an act, the case as it is then;
  /// not_found where the act took the right to see it.
  Result<CaseView> view(Reading& reading);
  /// Whether its row says of its clocks what the rules have now; `fact`, as it is stored, too.
  Result<bool> is_indexed(const World& world, store::Reader& db, const std::string& fact) const;
  /// The row once more, as the rules have it now.
  Result<> renew_row(const World& world, store::Writer& db) const;
  /// Decides as the first hat of the caller that may, and writes events and projections. What the act leaves
  /// with a unit that is no more (a case that was closed under the old name and is reopened) follows that
  /// unit at once.
  Result<> act(Writing& writing, const CaseCommand& command);
  /// Moves the case to where its units are today (domain/unit_change.h); whether anything moved. Levels that
  /// a prominent case has come under are told of it. Nothing under a clock that is not believed
  /// (trusted_day.h): whoever looks next does it. No person's act, whoever is the caller.
  Result<bool> follow_units(Writing& writing, std::span<const RevivedUnit> revived = {});
  /// The second half of that alone, for a case that is closed: it moves no more. False.
  Result<bool> tell_news_above(Writing& writing);
  /// Events that no person makes: steps of the ladder, and what was said over a duty link.
  Result<> record(Writing& writing, const Decision& events) { return append(writing, events); }
  /// Every event in full, for decisions and exports.
  Result<std::vector<Happened>> whole();

 private:
  CaseFile(CaseId id, evidence::SubjectKeys keys) : id_(id), keys_(std::move(keys)) {}
  static Result<CaseFile> open_under(Reading& reading, const CaseId& id, const record::v1::Access& access);
  friend Result<CaseFile> open_new_case(Writing&, OpenCase, std::span<const Acting>);

  Result<> read_entries(store::Reader& db);
  Result<> hide_links(const Reading& reading, CaseView& view) const;
  Result<> open_part(const store::Entry& entry, evidence::Part part, history::v1::CaseEvent& into) const;
  Result<CaseState> whole_state() const;
  Result<> append(Writing& writing, Decision events);
  Result<std::uint64_t> write(Writing& writing, history::v1::CaseEvent event);
  Result<> tell_at_once(Writing& writing, const ClocksOfAct& of_act);
  Result<> tell_above(Writing& writing);
  Result<> put_fact(const World& world, store::Writer& db, std::span<const ClockReading> readings) const;

  CaseId id_;
  evidence::SubjectKeys keys_;
  std::vector<store::Entry> entries_;
  std::vector<Happened> child_parts_;
  CaseState state_;
  std::vector<ClockReading> readings_;
  std::vector<Standing> standings_;
};

/// What a fact says of the clocks, as bytes that can be compared.
std::string counted_clocks(const history::v1::CaseFact& fact);

/// Opens a case with its referral, under the first of the hats that may.
Result<CaseFile> open_new_case(Writing& writing, OpenCase opening, std::span<const Acting> hats);

}  // namespace hotline::service
