#include "service/drafts.h"

#include <algorithm>

#include "hotline/record/v1/stored.pb.h"

namespace hotline::service {
namespace {

std::unexpected<Error> draft_unknown() {
  return fail(Code::not_found, "draft_unknown",
              {"Bản nháp không còn: đã gửi, đã bỏ, hoặc đồng nghiệp đang giữ.",
               "This draft is gone: submitted, discarded, or with a colleague."});
}

std::string sealed(const World& world, const IdBytes& id, const record::v1::StoredDraft& stored) {
  return world.keys.seal(evidence::VaultKey::answers, id, stored.SerializeAsString());
}

Result<record::v1::StoredDraft> stored_draft(const World& world, const store::DraftRow& row) {
  auto bytes = world.keys.unseal(evidence::VaultKey::answers, row.id, row.sealed);
  if (!bytes) return fail(bytes.error());
  record::v1::StoredDraft stored;
  HOTLINE_CHECK(stored.ParseFromString(*bytes));  // the seal says that we wrote it
  return stored;
}

/// What the owner sees: what was typed, and of the call what was not.
Result<Typed> opened(const World& world, const store::DraftRow& row) {
  auto stored = stored_draft(world, row);
  if (!stored) return fail(stored.error());
  auto whole = std::move(*stored->mutable_call());
  whole.MergeFrom(stored->contact());
  return Typed{std::move(whole), std::move(*stored->mutable_routing())};
}

store::Hash16 done_key(const World& world, const store::Hash16& call) {
  return world.keys.lookup("call_done", id_text(call));
}

/// The draft goes. The call that made it is done: a later report of it makes no other one.
Result<> close(Writing& writing, const store::DraftRow& row) {
  if (row.call) {
    const auto key = done_key(writing.world, *row.call);
    store::AnswerRow done{.key = key, .digest = {}, .at = writing.now, .sealed = {}};
    done.sealed = writing.world.keys.seal(evidence::VaultKey::answers, key, id_text(row.id));
    if (auto kept = writing.out.insert(done); !kept) return kept;
  }
  return writing.out.erase_draft(row.id);
}

bool same_unit(const Writing& writing, const store::DraftRow& row) {
  return std::ranges::any_of(writing.hats,
                             [&](const Standing& hat) { return hat.acting.unit.text() == row.unit; });
}

}  // namespace

Result<store::DraftRow> save_draft(Writing& writing, const IdBytes& id, std::uint32_t expected_version,
                                   const Typed& typed) {
  auto hat = writing.hat();
  if (!hat) return fail(hat.error());
  store::DraftRow row;
  if (id == IdBytes{}) {
    auto mine =
        writing.db.drafts(writing.caller.viewer.person, {}, {.size_max = drafts_of_person_max, .after = {}});
    if (!mine) return fail(mine.error());
    if (mine->rows.size() >= drafts_of_person_max)
      return fail(Code::resource_exhausted, "too_many_drafts",
                  {"Bạn đang giữ 100 bản nháp. Hãy gửi hoặc bỏ bớt.",
                   "You hold 100 drafts. Submit or discard some."});
    row = {.id = writing.world.ids.next(),
           .owner = writing.caller.viewer.person,
           .unit = hat->unit.text(),
           .updated_at = {},
           .version = 0,
           .call = {},
           .sealed = {}};
  } else {
    auto stored = writing.db.draft(id);
    if (!stored) return fail(stored.error());
    if (!*stored || (*stored)->owner != writing.caller.viewer.person) return draft_unknown();
    row = std::move(**stored);
    if (expected_version != row.version)
      return fail(Code::aborted, "draft_changed",
                  {"Bản nháp này vừa được lưu từ một cửa sổ khác. Hãy xem bản đó trước.",
                   "This draft was saved from another window. Look at that one first."});
  }
  record::v1::StoredDraft stored;
  if (!row.sealed.empty()) {
    auto before = stored_draft(writing.world, row);
    if (!before) return fail(before.error());
    stored = std::move(*before);
  }
  *stored.mutable_contact() = typed.contact;
  *stored.mutable_routing() = typed.routing;
  row.updated_at = writing.now;
  ++row.version;
  row.sealed = sealed(writing.world, row.id, stored);
  if (auto put = writing.out.put(row); !put) return fail(put.error());
  return row;
}

Result<KeptDraft> take_over_draft(Writing& writing, const IdBytes& id) {
  auto stored = writing.db.draft(id);
  if (!stored) return fail(stored.error());
  if (!*stored || !same_unit(writing, **stored)) return draft_unknown();
  auto row = std::move(**stored);
  auto content = stored_draft(writing.world, row);
  if (!content) return fail(content.error());
  content->set_taken_over(true);
  row.owner = writing.caller.viewer.person;
  row.updated_at = writing.now;
  ++row.version;
  row.sealed = sealed(writing.world, row.id, *content);
  if (auto put = writing.out.put(row); !put) return fail(put.error());
  if (auto noted = record_administration(writing.world, writing.out, writing.now, &writing.caller,
                                         "draft_taken_over", id_text(id));
      !noted)
    return fail(noted.error());
  auto typed = opened(writing.world, row);
  if (!typed) return fail(typed.error());
  return KeptDraft{std::move(row), std::move(*typed)};
}

Result<> discard_draft(Writing& writing, const IdBytes& id) {
  auto stored = writing.db.draft(id);
  if (!stored) return fail(stored.error());
  if (!*stored) return {};
  if ((*stored)->owner != writing.caller.viewer.person) return draft_unknown();
  return close(writing, **stored);
}

Result<> submit_draft(Writing& writing, const IdBytes& id) {
  auto stored = writing.db.draft(id);
  if (!stored) return fail(stored.error());
  // A colleague who took it over goes on with it.
  if (!*stored || (*stored)->owner != writing.caller.viewer.person) return {};
  return close(writing, **stored);
}

Result<DraftList> list_drafts(Reading& reading, bool of_unit, const store::Page& page) {
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  const auto me = reading.caller.viewer.person;
  auto rows =
      of_unit ? reading.db.drafts(std::nullopt, hat->unit.text(), page) : reading.db.drafts(me, {}, page);
  if (!rows) return fail(rows.error());
  DraftList out{{}, std::move(rows->after)};
  for (auto& row : rows->rows) {
    KeptDraft kept{std::move(row), std::nullopt};
    if (kept.row.owner == me) {
      auto typed = opened(reading.world, kept.row);
      if (!typed) return fail(typed.error());
      kept.typed = std::move(*typed);
    }
    out.drafts.push_back(std::move(kept));
  }
  return out;
}

Result<IdBytes> report_call(Writing& writing, std::string_view call_id, const record::v1::Contact& contact,
                            std::string_view operator_login) {
  auto hat = writing.hat();
  if (!hat) return fail(hat.error());
  const auto call = writing.world.keys.lookup("call", call_id);
  auto known = writing.db.draft_of_call(call);
  if (!known) return fail(known.error());
  store::DraftRow row;
  record::v1::StoredDraft stored;
  if (*known) {
    row = std::move(**known);
    auto before = stored_draft(writing.world, row);
    if (!before) return fail(before.error());
    stored = std::move(*before);
  } else {
    const auto key = done_key(writing.world, call);
    auto done = writing.db.answer(key);
    if (!done) return fail(done.error());
    if (*done) {  // submitted or discarded while the call went on
      auto id = writing.world.keys.unseal(evidence::VaultKey::answers, key, (*done)->sealed);
      if (!id) return fail(id.error());
      return id_bytes(*id).value_or(IdBytes{});
    }
    row = {.id = writing.world.ids.next(),
           .owner = {},
           .unit = hat->unit.text(),
           .updated_at = {},
           .version = 1,
           .call = call,
           .sealed = {}};
  }
  // Its version is that of what was typed: word of the call's end makes no autosave stale.
  stored.mutable_call()->MergeFrom(contact);
  const bool in_hands = row.owner && (stored.has_contact() || stored.taken_over());
  if (const auto* person = in_hands ? nullptr : writing.people->find_login(operator_login))
    row.owner = PersonId::parse(person->person().person_id()).value_or(PersonId{});
  row.updated_at = writing.now;
  row.sealed = sealed(writing.world, row.id, stored);
  if (auto put = writing.out.put(row); !put) return fail(put.error());
  return row.id;
}

}  // namespace hotline::service
