#include "service/intake.h"

#include <algorithm>

#include "domain/case_contact.h"
#include "domain/case_time.h"
#include "domain/case_triage.h"
#include "domain/evolve.h"
#include "domain/sensitivity.h"
#include "evidence/seal.h"
#include "hotline/history/v1/event.pb.h"
#include "service/drafts.h"
#include "service/figures.h"
#include "service/sight.h"

namespace hotline::service {
namespace {

std::unexpected<Error> unknown_contact() {
  return fail(Code::not_found, "contact_unknown",
              {"Không tìm thấy cuộc tiếp nhận này, hoặc không thuộc phạm vi của bạn.",
               "No such contact, or none that is yours to see."});
}

/// `unit` is that of the hat which recorded it, as the event has it.
store::ContactRow row_of(const Writing& writing, const UnitKey& unit, const ContactId& id,
                         const record::v1::Contact& contact, const evidence::StreamId& stream,
                         const CaseId& case_id) {
  const store::ContactRow row{.contact_id = id,
                              .case_id = case_id,
                              .stream = stream,
                              .received_at = {},
                              .recorded_by = writing.caller.viewer.person,
                              .unit = unit.text(),
                              .number = std::nullopt};
  return amended_row(writing.world.keys, row, contact);
}

/// A contact that opens no case: in a stream of its own, or, without a form, in that of its day.
Result<> store_contact(Writing& writing, const Acting& hat, const ContactId& id,
                       history::v1::ContactEvent event, const evidence::StreamId& stream) {
  auto& world = writing.world;
  std::optional<store::ContactRow> row;
  std::optional<CountedContact> counted;
  if (event.has_received()) {
    const auto& contact = event.received().contact();
    row = row_of(writing, hat.unit, id, contact, stream, {});
    counted = counted_as(row->unit, contact);
  }
  auto keys = world.keys.open_or_make(writing.out, stream);
  if (!keys) return fail(keys.error());
  auto sequence = world.ledger.next_sequence(writing.db, stream);
  if (!sequence) return fail(sequence.error());
  Draft draft{.stream = stream,
              .kind = EntryKind::contact_event,
              .actor = writing.caller.viewer.person,
              .session = writing.caller.viewer.session,
              .recorded_at = writing.now,
              .parts = {}};
  const auto parts = split(std::move(event));
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i]) draft.parts[i] = parts[i]->SerializeAsString();
  if (auto at = world.ledger.append(writing.out, *keys, draft, *sequence); !at) return fail(at.error());
  if (!row) return {};
  if (auto put = writing.out.put(*row); !put) return put;
  return count(world.keys, writing.out, *counted, 1);
}

history::v1::ContactEvent event_of(const Writing& writing, const Acting& hat, const ContactId& id) {
  history::v1::ContactEvent event;
  *event.mutable_recorded_at() = timestamp_of(writing.now);
  *event.mutable_actor() = actor_of(writing.caller.viewer.person, hat);
  event.set_contact_id(id.text());
  return event;
}

/// What the contact says is read before it is given away: a form is large, and every copy of it costs.
Result<Submitted::Case> open_case(Writing& writing, const ContactId& id, record::v1::Contact contact,
                                  Submission& submission) {
  const auto danger = triage(contact.intake());
  auto row = row_of(writing, {}, id, contact, {}, {});
  auto counted = counted_as({}, contact);
  auto file = open_new_case(writing,
                            OpenCase{id, std::move(contact), std::move(submission.refer_to),
                                     submission.restricted, std::move(submission.barred)},
                            permits(*writing.demand.access, writing.hats));
  if (!file) return fail(file.error());
  row.case_id = file->id();
  row.stream = {evidence::StreamKind::case_, file->id().bytes};
  row.unit = file->state().authors.front().unit.text();
  if (auto put = writing.out.put(row); !put) return fail(put.error());
  counted.kind.unit = counted_at(file->child_events(), 0);
  if (auto noted = count(writing.world.keys, writing.out, counted, 1); !noted) return fail(noted.error());
  Submitted::Case out{row.case_id, std::move(*file).state(), file->readings(), {}, std::nullopt};
  out.nobody_answers = nobody_answers(writing, out.state);
  for (const auto reason : danger.reasons) out.emergency_because.emplace_back(reason);
  return out;
}

}  // namespace

store::Hash16 number_hash(const Keyring& keys, std::string_view number) {
  std::string digits;
  for (const char c : number)
    if (c >= '0' && c <= '9') digits += c;
  if (digits.starts_with("84") && digits.size() >= 11) digits = "0" + digits.substr(2);  // +84 98… is 098…
  return keys.lookup("caller_number", digits);
}

store::ContactRow amended_row(const Keyring& keys, store::ContactRow row,
                              const record::v1::Contact& contact) {
  row.received_at = time_of(contact.received_at());
  row.channel = static_cast<std::uint32_t>(contact.channel());
  row.call_type = static_cast<std::uint32_t>(contact.call_type());
  row.contact_class = static_cast<std::uint32_t>(contact.contact_class());
  row.number.reset();
  if (!contact.caller_number().empty()) row.number = number_hash(keys, contact.caller_number());
  return row;
}

Result<ContactId> add_contact(Writing& writing, CaseFile& file, const record::v1::Contact& contact) {
  auto whole = admit(contact, writing.now, writing.world.rules);
  if (!whole) return fail(whole.error());
  const auto id = writing.world.ids.make<ContactId>();
  if (auto acted = file.act(writing, AddContact{id, *whole}); !acted) return fail(acted.error());
  const evidence::StreamId stream{evidence::StreamKind::case_, file.id().bytes};
  const auto row = row_of(writing, file.state().authors.back().unit, id, *whole, stream, file.id());
  if (auto put = writing.out.put(row); !put) return fail(put.error());
  if (auto noted = count(writing.world.keys, writing.out, counted_as(row.unit, *whole), 1); !noted)
    return fail(noted.error());
  return id;
}

Result<Submitted> submit_contact(Writing& writing, Submission submission) {
  auto contact = admit(std::move(submission.contact), writing.now, writing.world.rules);
  if (!contact) return fail(contact.error());
  auto hat = writing.hat();
  if (!hat) return fail(hat.error());
  Submitted out{.contact = writing.world.ids.make<ContactId>(), .recorded_at = writing.now, .opened = {}};

  if (const auto place = unit_of(contact->intake().incident())) writing.world.recent_places.add(*place);

  if (contact->contact_class() == record::v1::CONTACT_CLASS_INTERVENTION) {
    auto opened = open_case(writing, out.contact, std::move(*contact), submission);
    if (!opened) return fail(opened.error());
    out.opened = std::move(*opened);
  } else {
    const auto stream = is_non_counselling(contact->call_type())
                            ? evidence::day_stream(writing.today)
                            : evidence::StreamId{evidence::StreamKind::contact, out.contact.bytes};
    auto event = event_of(writing, *hat, out.contact);
    *event.mutable_received()->mutable_contact() = std::move(*contact);
    if (auto stored = store_contact(writing, *hat, out.contact, std::move(event), stream); !stored)
      return fail(stored.error());
  }
  if (submission.draft == IdBytes{}) return out;
  if (auto gone = submit_draft(writing, submission.draft); !gone) return fail(gone.error());
  return out;
}

Result<Foreseen> foresee_contact(Reading& reading, Submission submission) {
  auto& contact = submission.contact;
  contact.set_call_type(record::v1::CALL_TYPE_ABOUT_A_CHILD);
  contact.set_contact_class(record::v1::CONTACT_CLASS_INTERVENTION);
  contact.mutable_intake();
  auto whole = admit(std::move(contact), reading.now, reading.world.rules);
  if (!whole) return fail(whole.error());
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  const auto hats = permits(*reading.demand.access, reading.hats);
  const Context context{.now = reading.now,
                        .case_id = {},
                        .person = reading.caller.viewer.person,
                        .acting = *hat,
                        .directory = reading.directory(),
                        .rules = reading.world.rules,
                        .new_referral = {},
                        .new_number = {}};
  const CaseCommand command =
      OpenCase{{}, std::move(*whole), std::move(submission.refer_to), submission.restricted, {}};
  auto decision = decide_as(CaseState{}, command, context, hats);
  if (!decision) return fail(decision.error());
  const auto state = fold_case(*decision);
  return Foreseen{state.pending ? state.pending->to : state.responsible, state.emergency,
                  clocks(state, reading.world.rules, reading.world.calendar), nobody_answers(reading, state)};
}

namespace {

/// The row of a contact, if it is the caller's to see.
Result<store::ContactRow> visible_contact(Reading& reading, const ContactId& id) {
  auto row = reading.db.contact(id);
  if (!row) return fail(row.error());
  if (!*row) return unknown_contact();
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  auto scope = reading.scope({});
  if (!scope) return fail(scope.error());
  auto known = knows_contact(reading, **row, **scope);
  if (!known) return fail(known.error());
  if (!*known) return unknown_contact();
  return **row;
}

/// The hat of a supervisor of the unit that recorded it, or of one above; null without.
const Standing* supervising(const Reading& reading, const store::ContactRow& row) {
  const auto key = UnitKey::parse(row.unit);
  const Unit* unit = key ? holder(reading.directory(), *key, reading.today) : nullptr;
  const auto found = std::ranges::find_if(reading.hats, [&](const Standing& hat) {
    const Unit* own = reading.directory().find(hat.acting.unit);
    return hat.acting.role == record::v1::ROLE_SUPERVISOR && own && unit &&
           reading.directory().is_same_or_above(*own, *unit, reading.today);
  });
  return found == reading.hats.end() ? nullptr : &*found;
}

/// Who recorded it reads it as that, a supervisor as such, a colleague under the hat that the method asks
/// for.
Result<Depth> basis_of(const Reading& reading, const store::ContactRow& row) {
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  Depth depth{.parts = 0, .acting = *hat, .relations = {}};
  if (row.recorded_by == reading.caller.viewer.person)
    depth.relations.add(record::v1::RELATION_AUTHOR);
  else if (const auto* supervisor = supervising(reading, row))
    depth.acting = supervisor->acting;
  return depth;
}

struct OpenedEvent {
  history::v1::ContactEvent event;
  std::uint8_t parts = 0;  // Depth::parts
};

/// An entry of a contact's stream, as far as the viewer may open it.
Result<OpenedEvent> open_event(const evidence::SubjectKeys& keys, const store::Entry& entry,
                               const Visibility& sees) {
  OpenedEvent out;
  for (const auto part : evidence::all_parts) {
    const auto& sealed = entry.sealed[static_cast<std::size_t>(part)];
    const bool wanted = part == evidence::Part::child ||
                        (part == evidence::Part::informant ? sees.informant : sees.allegation);
    if (sealed.empty() || !wanted || !keys.has(part)) continue;
    std::string bytes;
    auto key = keys.key(part);
    if (!key) return fail(key.error());
    if (auto opened = evidence::open(*key, entry.stream, entry.stream_sequence, part, sealed, bytes); !opened)
      return fail(opened.error());
    history::v1::ContactEvent piece;
    HOTLINE_CHECK(piece.ParseFromString(bytes));  // the seal says that we wrote it
    out.event.MergeFrom(piece);
    out.parts |= part_bit(part);
  }
  return out;
}

void add_version(ContactHistory& history, const history::v1::ContactEvent& event) {
  if (event.has_legal_hold_set()) {
    history.legal_hold = event.legal_hold_set().held();
    return;
  }
  auto contact = history.versions.empty() ? record::v1::Contact{} : history.versions.back().contact;
  amend(contact, event.has_amended() ? event.amended().contact() : event.received().contact());
  history.versions.push_back({time_of(event.recorded_at()),
                              PersonId::parse(event.actor().person_id()).value_or(PersonId{}),
                              std::move(contact), event.amended().reason()});
}

/// The calls of one day share a stream, and a day may have thousands.
Result<ContactHistory> read_history(Reading& reading, const store::ContactRow& row, const Visibility& sees) {
  ContactHistory out{row, {}, false};
  auto keys = reading.world.keys.open(reading.db, row.stream);
  if (!keys) return fail(keys.error());
  auto read = reading.db.each_of(row.stream, 1, [&](const store::Entry& entry) -> Result<> {
    auto opened = open_event(*keys, entry, sees);
    if (!opened) return fail(opened.error());
    if (opened->event.contact_id() != row.contact_id.text()) return {};
    add_version(out, opened->event);
    out.parts |= opened->parts;
    return {};
  });
  if (!read) return fail(read.error());
  return out;
}

constexpr Visibility everything{
    .child = true, .informant = true, .allegation = true, .own = true, .up_to_version = Visibility::newest};

}  // namespace

Result<ContactHistory> read_contact(Reading& reading, const ContactId& id) {
  auto row = visible_contact(reading, id);
  if (!row) return fail(row.error());
  auto basis = basis_of(reading, *row);
  if (!basis) return fail(basis.error());
  reading.shown.what = history::v1::ACCESS_WHAT_CONTACT_READ;
  reading.shown.contact = id;
  reading.shown.depth = *basis;
  if (row->case_id) return ContactHistory{*row, {}, false};  // its content is the case's, and read there
  const bool all = row->recorded_by == reading.caller.viewer.person || supervising(reading, *row) != nullptr;
  const Visibility sees{
      .child = true, .informant = all, .allegation = all, .own = true, .up_to_version = Visibility::newest};
  reading.released = sees;
  auto history = read_history(reading, *row, sees);
  if (history) reading.shown.depth.parts = history->parts;
  return history;
}

Result<> amend_contact(Writing& writing, const ContactId& id, const record::v1::Contact& contact,
                       const std::string& reason) {
  auto row = visible_contact(writing, id);
  if (!row) return fail(row.error());
  if (row->case_id)
    return fail(Code::failed_precondition, "contact_has_case",
                {"Cuộc tiếp nhận này thuộc một ca. Hãy bổ sung ngay trong ca đó.",
                 "This contact belongs to a case. Amend the case."});
  auto hat = writing.hat();
  if (!hat) return fail(hat.error());
  auto history = read_history(writing, *row, everything);
  if (!history) return fail(history.error());
  HOTLINE_CHECK(!history->versions.empty());  // its row was made from the first
  auto whole = history->versions.back().contact;
  const auto counted_before = counted_as(row->unit, whole);
  const bool had_form = !is_non_counselling(whole.call_type());
  amend(whole, contact);
  if (whole.contact_class() == record::v1::CONTACT_CLASS_INTERVENTION)
    return fail(Code::failed_precondition, "amendment_opens_case",
                {"Bổ sung không mở ca được. Hãy lập một cuộc tiếp nhận mới đề nghị can thiệp.",
                 "An amendment opens no case. Record a new contact that asks for intervention."});
  if (!had_form && !is_non_counselling(whole.call_type()))  // its key is that of the day, and soon erased
    return fail(Code::failed_precondition, "amendment_needs_form",
                {"Cuộc gọi này được ghi không có nội dung. Hãy lập một cuộc tiếp nhận mới.",
                 "This call was recorded without a form. Record a new contact."});
  // It is held to what was true when it was recorded.
  auto admitted = admit(whole, history->versions.front().recorded_at, writing.world.rules);
  if (!admitted) return fail(admitted.error());
  auto event = event_of(writing, *hat, id);
  *event.mutable_amended()->mutable_contact() = contact;
  event.mutable_amended()->set_reason(reason);
  if (auto stored = store_contact(writing, *hat, id, std::move(event), row->stream); !stored) return stored;
  if (auto put = writing.out.put(amended_row(writing.world.keys, *row, *admitted)); !put) return put;
  if (auto gone = count(writing.world.keys, writing.out, counted_before, -1); !gone) return gone;
  return count(writing.world.keys, writing.out, counted_as(row->unit, *admitted), 1);
}

Result<> set_contact_hold(Writing& writing, const ContactId& id, bool held, const std::string& reason) {
  auto row = visible_contact(writing, id);
  if (!row) return fail(row.error());
  if (row->case_id)
    return fail(Code::failed_precondition, "contact_has_case",
                {"Cuộc tiếp nhận này thuộc một ca. Hãy đặt lệnh lưu giữ cho ca đó.",
                 "This contact belongs to a case. Put the hold on the case."});
  auto hat = writing.hat();
  if (!hat) return fail(hat.error());
  auto history = read_history(writing, *row, everything);
  if (!history) return fail(history.error());
  if (history->legal_hold == held)
    return fail(Code::failed_precondition, "hold_unchanged",
                {"Lệnh lưu giữ đã như vậy. Hãy tải lại.", "The hold is so already. Load it again."});
  auto event = event_of(writing, *hat, id);
  event.mutable_legal_hold_set()->set_held(held);
  event.mutable_legal_hold_set()->set_reason(reason);
  return store_contact(writing, *hat, id, std::move(event), row->stream);
}

}  // namespace hotline::service
