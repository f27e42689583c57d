// Drafts: what is typed before it is submitted, so that nothing is lost. A draft belongs to one person; a
// colleague takes it over openly, of the unit that wrote it or that holds that unit's place today. Kept
// sealed, gone once it is submitted or discarded, or when nobody went on with it for as long as
// rules.retention says.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hotline/record/v1/contact.pb.h"
#include "hotline/record/v1/draft.pb.h"
#include "service/act.h"

namespace hotline::service {

/// Of drafts that somebody typed in: calls that a telephone system reported keep nobody from a new report.
inline constexpr std::uint32_t drafts_of_person_max = 100;
/// Drafts of each kind that are erased in one transaction.
inline constexpr std::uint32_t left_drafts_at_once_max = 500;

/// What a person typed: the contact, and where it is to go.
struct Typed {
  record::v1::Contact contact;
  record::v1::Routing routing;
};

struct KeptDraft {
  store::DraftRow row;
  Time kept_until{};           // nobody goes on with it until then: it is erased
  std::optional<Typed> typed;  // of one's own drafts alone
};

/// Zero id: a new draft. aborted draft_changed where it was saved elsewhere in between; not_found
/// draft_unknown.
Result<store::DraftRow> save_draft(Writing& writing, const IdBytes& id, std::uint32_t expected_version,
                                   const Typed& typed);
Result<KeptDraft> take_over_draft(Writing& writing, const IdBytes& id);
Result<> discard_draft(Writing& writing, const IdBytes& id);
/// The caller's own draft goes with what it became; nothing happens to somebody else's.
Result<> submit_draft(Writing& writing, const IdBytes& id);
struct DraftList {
  std::vector<KeptDraft> drafts;
  std::string after;
};
Result<DraftList> list_drafts(Reading& reading, bool of_unit, const store::Page& page);

/// A telephone system reports a call: a draft at the desk of who took it, or of the unit. The same call again
/// adds to the draft that it made, and does not touch what was typed there; once that was submitted,
/// discarded or erased, it makes no other one.
Result<IdBytes> report_call(Writing& writing, std::string_view call_id, const record::v1::Contact& contact,
                            std::string_view operator_login);

struct LeftDrafts {
  std::uint64_t typed = 0;
  std::uint64_t untouched_calls = 0;
  bool empty() const { return typed == 0 && untouched_calls == 0; }
};
/// What is past its kept_until.
Result<LeftDrafts> count_left_drafts(World& world, store::Reader& db, Time now);
/// Erases it, in the caller's transaction: of each kind left_drafts_at_once_max, the longest left first. Each
/// one that somebody typed in is an entry of the log ("draft_erased"). Calls that nobody touched are none: no
/// person wrote them, and a telephone system may leave hundreds a day.
Result<LeftDrafts> erase_left_drafts(World& world, store::Writer& db, Time now);

}  // namespace hotline::service
