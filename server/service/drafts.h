// Drafts: what is typed before it is submitted, so that nothing is ever lost. A draft belongs to one person;
// a colleague of the same unit takes it over openly. Kept sealed, gone once it is submitted or discarded.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hotline/record/v1/contact.pb.h"
#include "hotline/record/v1/draft.pb.h"
#include "service/act.h"

namespace hotline::service {

inline constexpr std::uint32_t drafts_of_person_max = 100;

/// What a person typed: the contact, and where it is to go.
struct Typed {
  record::v1::Contact contact;
  record::v1::Routing routing;
};

struct KeptDraft {
  store::DraftRow row;
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
/// adds to the draft that it made, and does not touch what was typed there; once that was submitted or
/// discarded, it makes no other one.
Result<IdBytes> report_call(Writing& writing, std::string_view call_id, const record::v1::Contact& contact,
                            std::string_view operator_login);

}  // namespace hotline::service
