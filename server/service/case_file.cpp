#include "service/case_file.h"

#include <algorithm>

#include "domain/evolve.h"
#include "domain/sensitivity.h"
#include "evidence/seal.h"
#include "service/case_row.h"
#include "service/duty_link.h"
#include "service/figures.h"
#include "service/referral_notice.h"
#include "store/trouble.h"

namespace hotline::service {
namespace {

evidence::StreamId stream_of(const CaseId& id) { return {evidence::StreamKind::case_, id.bytes}; }

std::unexpected<Error> unknown() {
  return fail(Code::not_found, "case_unknown",
              {"Không tìm thấy ca này, hoặc ca không thuộc phạm vi của bạn.",
               "No such case, or none that is yours to see."});
}

/// Where a referral that is to be sorted may belong: what became of the unit that it was meant for.
std::vector<UnitKey> candidates_of(const CaseState& state, const Directory& directory, Date today) {
  constexpr std::size_t shown_max = 64;
  std::vector<UnitKey> out;
  if (!state.pending || !state.pending->to_sort) return out;
  const auto key = state.pending->ended ? state.pending->ended : unit_of(state.intake.incident());
  const Unit* unit = key ? directory.find(*key) : nullptr;
  if (unit == nullptr) return out;
  for (const Unit* candidate : directory.succession(*unit, today).candidates)
    if (out.size() < shown_max) out.push_back(candidate->key);
  return out;
}

/// The parts of an entry that are there and may be opened.
std::uint8_t depth_of(const store::Entry& entry, const Visibility& sees) {
  const bool open[] = {sees.child, sees.informant, sees.allegation};
  std::uint8_t parts = 0;
  for (std::size_t i = 0; i < evidence::part_count; ++i)
    if (open[i] && !entry.sealed[i].empty()) parts |= part_bit(evidence::all_parts[i]);
  return parts;
}

}  // namespace

Result<CaseFile> CaseFile::load(const World& world, store::Reader& db, const CaseId& id) {
  auto wrapped = db.subject_key(stream_of(id));
  if (!wrapped) return fail(wrapped.error());
  if (!*wrapped) return unknown();
  auto keys = evidence::SubjectKeys::unwrap(world.keys.master(), stream_of(id), **wrapped);
  if (!keys) return fail(keys.error());
  CaseFile file(id, std::move(*keys));
  if (auto read = file.read_entries(db); !read) return fail(read.error());
  return file;
}

Result<CaseFile> CaseFile::open_under(Reading& reading, const CaseId& id, const record::v1::Access& access) {
  auto file = load(reading.world, reading.db, id);
  if (!file) return file;
  file->standings_ = relations_of(file->state_, reading.caller.viewer, reading.directory(), reading.today);
  if (!permit(access, file->standings_)) return unknown();
  reading.settled = true;
  return file;
}

Result<CaseFile> CaseFile::open_to_read(Reading& reading, const CaseId& id) {
  return open_under(reading, id, *reading.demand.to_read);
}

Result<CaseFile> CaseFile::open(Reading& reading, const CaseId& id, std::uint32_t expected_version) {
  auto file = open_under(reading, id, *reading.demand.access);
  if (!file) return file;
  const auto& state = file->state_;
  if (expected_version != 0 && (expected_version < state.acted_version || expected_version > state.version))
    return fail(Code::aborted, "case_version_changed",
                {"Người khác vừa cập nhật ca này. Hãy xem thay đổi rồi gửi lại.",
                 "Somebody else has just changed this case. Look at the change, then send again."});
  return file;
}

Result<> CaseFile::read_entries(store::Reader& db) {
  auto read = db.each_of(stream_of(id_), 1, [&](const store::Entry& entry) -> Result<> {
    entries_.push_back(entry);
    return {};
  });
  if (!read) return fail(read.error());
  if (entries_.empty()) return unknown();
  child_parts_.reserve(entries_.size());
  for (const auto& entry : entries_) {
    Happened happened{static_cast<std::uint32_t>(entry.stream_sequence), entry.log_index, {}};
    if (auto opened = open_part(entry, evidence::Part::child, happened.event); !opened) return opened;
    evolve(state_, happened.event);
    child_parts_.push_back(std::move(happened));
  }
  return {};
}

Result<> CaseFile::open_part(const store::Entry& entry, evidence::Part part,
                             history::v1::CaseEvent& into) const {
  const auto& sealed = entry.sealed[static_cast<std::size_t>(part)];
  if (sealed.empty()) return {};
  auto key = keys_.key(part);
  if (!key)
    return part == evidence::Part::child ? Result<>(fail(key.error())) : Result<>{};  // erased: not there
  std::string bytes;
  if (auto opened = evidence::open(*key, entry.stream, entry.stream_sequence, part, sealed, bytes); !opened)
    return opened;
  history::v1::CaseEvent piece;
  if (!piece.ParseFromString(bytes))
    return fail(Code::data_loss, "event_damaged",
                {"Một mục lịch sử không đọc được. Hãy chạy lệnh kiểm tra.",
                 "An entry of the history cannot be read. Run verify."});
  into.MergeFrom(piece);
  return {};
}

CaseState CaseFile::state_at(std::uint64_t log_index) const {
  CaseState state;
  for (const auto& happened : child_parts_) {
    if (happened.log_index > log_index) break;
    evolve(state, happened.event);
  }
  return state;
}

Result<std::vector<Happened>> CaseFile::whole() {
  auto all = child_parts_;
  for (std::size_t i = 0; i < all.size(); ++i)
    for (const auto part : {evidence::Part::informant, evidence::Part::allegation})
      if (auto opened = open_part(entries_[i], part, all[i].event); !opened) return fail(opened.error());
  return all;
}

Result<CaseState> CaseFile::whole_state() const {
  CaseState state;
  for (std::size_t i = 0; i < child_parts_.size(); ++i) {
    auto event = child_parts_[i].event;
    for (const auto part : {evidence::Part::informant, evidence::Part::allegation})
      if (auto opened = open_part(entries_[i], part, event); !opened) return fail(opened.error());
    evolve(state, event);
  }
  return state;
}

Result<std::vector<CaseId>> CaseFile::unseen_links(const Reading& reading) const {
  std::vector<CaseId> unseen;
  for (const auto& link : state_.links) {
    auto other = load(reading.world, reading.db, link.other);
    if (!other && store::passes(other.error())) return fail(other.error());
    if (other && permit(*reading.demand.to_read, relations_of(other->state_, reading.caller.viewer,
                                                              reading.directory(), reading.today)))
      continue;
    unseen.push_back(link.other);
  }
  return unseen;
}

/// A link says that there is another case: only to those who may read that one as well. Others see no entry,
/// nor who made it: the chairman from whom a case is kept would learn of it.
Result<> CaseFile::hide_links(const Reading& reading, CaseView& view) const {
  const auto hidden = unseen_links(reading);
  if (!hidden) return fail(hidden.error());
  const auto is_hidden = [&](const CaseId& id) { return std::ranges::find(*hidden, id) != hidden->end(); };
  std::erase_if(view.state.links, [&](const LinkedCase& link) { return is_hidden(link.other); });
  std::erase_if(view.history, [&](const auto& happened) {
    return happened.event.has_linked() &&
           is_hidden(CaseId::parse(happened.event.linked().other_case_id()).value_or(CaseId{}));
  });
  return {};
}

Result<CaseView> CaseFile::view(Reading& reading) {
  if (entries_.size() < child_parts_.size()) {  // written in this transaction
    auto fresh =
        reading.db.each_of(stream_of(id_), entries_.size() + 1, [&](const store::Entry& entry) -> Result<> {
          entries_.push_back(entry);
          return {};
        });
    if (!fresh) return fail(fresh.error());
  }
  CaseView view;
  view.id = id_;
  view.sees = visibility(state_, standings_, *reading.demand.to_read);
  if (view.sees.none()) return unknown();
  for (std::size_t i = 0; i < child_parts_.size(); ++i) {
    if (child_parts_[i].version > view.sees.up_to_version) {
      view.former = true;
      break;
    }
    auto happened = child_parts_[i];
    const bool own = happened.event.actor().person_id() == reading.caller.viewer.person.text();
    const auto sees = view.sees.of_event(own);
    view.depth.parts |= depth_of(entries_[i], sees);
    if (sees.informant)
      if (auto opened = open_part(entries_[i], evidence::Part::informant, happened.event); !opened)
        return fail(opened.error());
    if (sees.allegation)
      if (auto opened = open_part(entries_[i], evidence::Part::allegation, happened.event); !opened)
        return fail(opened.error());
    redact(happened.event, sees);
    evolve(view.state, happened.event);
    view.history.push_back(std::move(happened));
  }
  if (auto links = hide_links(reading, view); !links) return fail(links.error());
  reading.released = view.sees.of_state();
  for (const auto& hat : standings_)
    if (permit(*reading.demand.to_read, {&hat, 1}) && visibility(state_, hat) == view.sees) {
      view.depth.acting = hat.acting;
      view.depth.relations = hat.relations;
      break;
    }
  auto row = reading.db.case_row(id_);
  if (!row) return fail(row.error());
  if (!*row) return unknown();
  view.row = std::move(**row);
  view.clocks = clocks(view.state, reading.world.rules, reading.world.calendar);
  view.next_steps = next_steps(view.state, view.clocks, reading.world.rules);
  if (!view.former)
    view.possible = possible_acts(state_, standings_,
                                  Context{.now = reading.now,
                                          .case_id = id_,
                                          .person = reading.caller.viewer.person,
                                          .acting = {},
                                          .directory = reading.directory(),
                                          .rules = reading.world.rules,
                                          .new_referral = {},
                                          .new_number = {}});
  auto revocable = view.former ? Result<bool>{false} : may_revoke_duty_links(reading, state_, standings_);
  if (!revocable) return fail(revocable.error());
  if (*revocable) view.possible.emplace_back("RevokeDutyLinks");
  if (!view.former) view.prominent = prominent_of(view.state, reading.directory(), reading.today);
  view.candidates = candidates_of(view.state, reading.directory(), reading.today);
  // What an office is like now is nothing of the time of one that had the case before; of a restricted case
  // it could tell who is barred from it.
  if (view.sees.up_to_version == Visibility::newest && (!state_.restricted || view.sees.allegation))
    view.nobody_answers = nobody_answers(reading, state_);

  Shown::Case shown{.id = id_, .raises = {}, .depth = view.depth};
  const bool receiving = std::ranges::any_of(standings_, [](const Standing& s) {
    return s.relations.has(record::v1::RELATION_RECEIVING) &&
           (s.acting.role == record::v1::ROLE_OFFICER || s.acting.role == record::v1::ROLE_CHAIRMAN);
  });
  if (receiving && state_.pending && view.row.proof_level < record::v1::PROOF_LEVEL_OPENED)
    shown.raises = state_.pending->id;
  reading.shown.what = history::v1::ACCESS_WHAT_READ;
  reading.shown.cases.push_back(shown);
  return view;
}

Result<> CaseFile::act(Writing& writing, const CaseCommand& command) {
  const auto hats = permits(*writing.demand.access, standings_);
  if (hats.empty()) return unknown();
  auto state = whole_state();
  if (!state) return fail(state.error());
  const Context context{.now = writing.now,
                        .case_id = id_,
                        .person = writing.caller.viewer.person,
                        .acting = hats.front(),
                        .directory = writing.directory(),
                        .rules = writing.world.rules,
                        .new_referral = writing.world.ids.make<ReferralId>(),
                        .new_number = {}};
  auto decision = decide_as(*state, command, context, hats);
  if (!decision) return fail(decision.error());
  if (auto appended = append(writing, std::move(*decision)); !appended) return appended;
  if (auto followed = follow_units(writing); !followed) return fail(followed.error());
  standings_ = relations_of(state_, writing.caller.viewer, writing.directory(), writing.today);
  return {};
}

Result<> CaseFile::append(Writing& writing, Decision events) {
  auto& world = writing.world;
  std::optional<store::CaseRow> before;
  if (state_.version != 0) {
    auto row = writing.db.case_row(id_);
    if (!row) return fail(row.error());
    before = std::move(*row);
  }
  const auto past_before = state_.past_units;
  const auto clocks_before = clocks(state_, world.rules, world.calendar);
  ReferralNews news(state_);
  // What the service notes is no change that a queue or a list would show.
  std::uint64_t index = before ? before->changed : 0;
  bool acted = false;
  for (auto& event : events) {
    news.note(event);
    const bool note = is_note_of_service(event);
    auto at = write(writing, std::move(event));
    if (!at) return fail(at.error());
    if (note) continue;
    index = *at;
    acted = true;
  }
  readings_ = clocks(state_, world.rules, world.calendar);  // no word of the ladder changes them
  if (const ClocksOfAct of_act{clocks_before, readings_};
      acted && speaks_at_start(state_, of_act, world.rules))
    if (auto told = tell_at_once(writing, of_act); !told) return told;
  if (auto told = news.tell(writing, id_, state_, readings_); !told) return told;  // who has to act first
  if (auto told = tell_above(writing); !told) return told;
  auto row = project(world, {writing.directory(), writing.today}, id_, state_, readings_, keys_, index,
                     before ? &*before : nullptr);
  if (!row) return fail(row.error());
  if (auto put = writing.out.put(*row); !put) return put;
  if (auto put = put_fact(world, writing.out, readings_); !put) return put;
  for (const auto& past : units_that_left(past_before, state_, before ? &*before : nullptr, *row))
    if (auto put = writing.out.put(past); !put) return put;
  writing.touched.push_back(touched_by(before ? &*before : nullptr, *row));
  return {};
}

/// Into the log, and onto the state. Its place in the log.
Result<std::uint64_t> CaseFile::write(Writing& writing, history::v1::CaseEvent event) {
  const bool by_a_person = !event.actor().person_id().empty();
  Draft draft{.stream = stream_of(id_),
              .kind = EntryKind::case_event,
              .actor = by_a_person ? writing.caller.viewer.person : PersonId{},
              .session = by_a_person ? writing.caller.viewer.session : SessionId{},
              .recorded_at = writing.now,
              .parts = {}};
  const auto parts = split(std::move(event));
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i]) draft.parts[i] = parts[i]->SerializeAsString();
  auto at = writing.world.ledger.append(writing.out, keys_, draft, state_.version + 1);
  if (!at) return at;
  Happened happened{state_.version + 1, *at, {}};
  happened.event.Swap(static_cast<history::v1::CaseEvent*>(parts[0].get()));
  evolve(state_, happened.event);
  child_parts_.push_back(std::move(happened));
  return at;
}

Result<CaseFile> open_new_case(Writing& writing, OpenCase opening, std::span<const Acting> hats) {
  auto& world = writing.world;
  const auto id = world.ids.make<CaseId>();
  auto number = world.ledger.next_case_number(writing.db, static_cast<int>(writing.today.year()));
  if (!number) return fail(number.error());
  const Context context{.now = writing.now,
                        .case_id = id,
                        .person = writing.caller.viewer.person,
                        .acting = hats.front(),
                        .directory = writing.directory(),
                        .rules = world.rules,
                        .new_referral = world.ids.make<ReferralId>(),
                        .new_number = std::move(*number)};
  const CaseCommand command = std::move(opening);
  auto decision = decide_as(CaseState{}, command, context, hats);
  if (!decision) return fail(decision.error());
  auto keys = world.keys.make(writing.out, stream_of(id));
  if (!keys) return fail(keys.error());
  CaseFile file(id, std::move(*keys));
  if (auto appended = file.append(writing, std::move(*decision)); !appended) return fail(appended.error());
  return file;
}

}  // namespace hotline::service
