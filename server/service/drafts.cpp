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

/// The call that made the draft is done: a later report of it makes no other one.
Result<> note_call_done(const World& world, store::Writer& db, Time now, const store::DraftRow& row) {
  if (!row.call) return {};
  const auto key = done_key(world, *row.call);
  store::AnswerRow done{.key = key, .digest = {}, .at = now, .sealed = {}};
  done.sealed = world.keys.seal(evidence::VaultKey::answers, key, id_text(row.id));
  return db.insert(done);
}

Result<> close(Writing& writing, const store::DraftRow& row) {
  if (auto noted = note_call_done(writing.world, writing.out, writing.now, row); !noted) return noted;
  return writing.out.erase_draft(row.id);
}

/// Whether the place of the unit that wrote it is this one's today.
bool lies_at(const Reading& reading, std::string_view written_by, const UnitKey& unit) {
  const auto key = UnitKey::parse(written_by);
  const Unit* now = key ? holder(reading.directory(), *key, reading.today) : nullptr;
  return now && now->key == unit;
}

bool same_unit(const Writing& writing, const store::DraftRow& row) {
  return std::ranges::any_of(
      writing.hats, [&](const Standing& hat) { return lies_at(writing, row.unit, hat.acting.unit); });
}

/// The units whose place this one holds today, itself among them: as the lists of an officer who has nobody
/// below them.
std::shared_ptr<const store::Scope> writers_for(const Reading& reading, const UnitKey& unit) {
  Standing only;
  only.acting.unit = unit;
  only.acting.role = record::v1::ROLE_OFFICER;
  return reading.world.scopes.of(std::span(&only, 1), reading.places, reading.today);
}

std::chrono::days kept(const Rules& rules, store::DraftKind kind) {
  return kind == store::DraftKind::untouched_call ? rules.retention.untouched_call : rules.retention.draft;
}

KeptDraft kept_draft(const World& world, store::DraftRow row) {
  const Time until = row.updated_at + kept(world.rules, row.kind());
  return {std::move(row), until, std::nullopt};
}

}  // namespace

Result<store::DraftRow> save_draft(Writing& writing, const IdBytes& id, std::uint32_t expected_version,
                                   const Typed& typed) {
  auto hat = writing.hat();
  if (!hat) return fail(hat.error());
  store::DraftRow row;
  if (id == IdBytes{}) {
    auto mine = writing.db.typed_drafts(writing.caller.viewer.person);
    if (!mine) return fail(mine.error());
    if (*mine >= drafts_of_person_max)
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
  auto taken = kept_draft(writing.world, std::move(row));
  taken.typed = std::move(*typed);
  return taken;
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
  auto rows = of_unit ? reading.db.drafts(std::nullopt, writers_for(reading, hat->unit)->units, page)
                      : reading.db.drafts(me, {}, page);
  if (!rows) return fail(rows.error());
  DraftList out{{}, std::move(rows->after)};
  for (auto& row : rows->rows) {
    auto draft = kept_draft(reading.world, std::move(row));
    if (draft.row.owner == me) {
      auto typed = opened(reading.world, draft.row);
      if (!typed) return fail(typed.error());
      draft.typed = std::move(*typed);
    }
    out.drafts.push_back(std::move(draft));
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
    if (*done) {  // submitted or discarded while the call went on, or erased
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

Result<LeftDrafts> count_left_drafts(World& world, store::Reader& db, Time now) {
  const auto count = [&](store::DraftKind kind) {
    return db.count_drafts_left_before(kind, now - kept(world.rules, kind));
  };
  auto typed = count(store::DraftKind::typed), untouched = count(store::DraftKind::untouched_call);
  if (!typed) return fail(typed.error());
  if (!untouched) return fail(untouched.error());
  return LeftDrafts{*typed, *untouched};
}

Result<LeftDrafts> erase_left_drafts(World& world, store::Writer& db, Time now) {
  LeftDrafts erased;
  for (const auto kind : {store::DraftKind::typed, store::DraftKind::untouched_call}) {
    auto rows = db.drafts_left_before(kind, now - kept(world.rules, kind), left_drafts_at_once_max);
    if (!rows) return fail(rows.error());
    for (const auto& row : *rows) {
      if (auto noted = note_call_done(world, db, now, row); !noted) return fail(noted.error());
      if (auto gone = db.erase_left_draft(row.id); !gone) return fail(gone.error());
      if (kind != store::DraftKind::typed) continue;
      if (auto told = record_administration(world, db, now, nullptr, "draft_erased", id_text(row.id)); !told)
        return fail(told.error());
    }
    (kind == store::DraftKind::typed ? erased.typed : erased.untouched_calls) += rows->size();
  }
  return erased;
}

}  // namespace hotline::service
