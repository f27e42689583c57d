#include "service/act.h"

#include <algorithm>

#include "domain/case_time.h"
#include "hotline/record/v1/case.pb.h"
#include "service/case_row.h"
#include "service/report_forms.h"

namespace hotline::service {

namespace {
std::unexpected<Error> role_missing() {
  return fail(Code::permission_denied, "role_missing",
              {"Vai trò của bạn không được làm việc này. Nếu cần, hãy hỏi quản trị viên.",
               "Your role may not do this. Ask an administrator if you need to."});
}

std::unexpected<Error> unit_ended() {
  return fail(Code::permission_denied, "unit_ended",
              {"Đơn vị của bạn đã kết thúc. Hãy nhờ người giám sát cấp trên xác nhận đơn vị mới của bạn.",
               "Your unit is no more. Ask the supervisor of the level above to confirm your new unit."});
}
}  // namespace

Result<> check_role(const record::v1::Access& access, const Viewer& viewer) {
  if (access.audience() != record::v1::AUDIENCE_GRANTED) return {};
  const bool has = std::ranges::any_of(access.grants(), [&](const record::v1::Grant& grant) {
    return std::ranges::any_of(viewer.memberships,
                               [&](const Membership& m) { return m.role == grant.role(); }) ||
           (grant.role() == record::v1::ROLE_CHAIRMAN && !viewer.delegations.empty());
  });
  return has ? Result<>{} : role_missing();
}

Result<Acting> Reading::hat() const {
  if (auto acting = permit(*demand.access, hats)) return *acting;
  if (std::ranges::any_of(hats, &Standing::ended)) return unit_ended();
  return role_missing();
}

Result<std::shared_ptr<const store::Scope>> Reading::scope(std::string_view narrowed_to) const {
  const auto granted = granted_hats(*demand.access, hats);
  if (granted.empty() && std::ranges::any_of(hats, &Standing::ended)) return unit_ended();
  auto whole = world.scopes.of(granted, places, today);
  if (narrowed_to.empty()) return whole;
  const auto key = UnitKey::parse(narrowed_to);
  const Unit* unit = key ? holder(directory(), *key, today) : nullptr;
  if (!unit)
    return fail(Code::invalid_argument, "unit_unknown", {"Không có đơn vị này.", "There is no such unit."});
  auto narrowed = std::make_shared<store::Scope>();
  for (const auto& other : directory().units()) {
    const auto* now_unit = holder(directory(), other.key, today);
    if (!now_unit || !directory().is_same_or_above(*unit, *now_unit, today)) continue;
    auto text = other.key.text();
    if (whole->all || std::ranges::binary_search(whole->units, text))
      narrowed->units.push_back(std::move(text));
  }
  std::ranges::sort(narrowed->units);
  return narrowed;
}

namespace {

Result<std::uint64_t> append_shared(World& world, store::Writer& db, const evidence::StreamId& stream,
                                    EntryKind kind, Time now, PersonId person, SessionId session,
                                    const google::protobuf::Message& record) {
  auto keys = world.keys.open_or_make(db, stream);
  if (!keys) return fail(keys.error());
  auto sequence = world.ledger.next_sequence(db, stream);
  if (!sequence) return fail(sequence.error());
  Draft draft{
      .stream = stream, .kind = kind, .actor = person, .session = session, .recorded_at = now, .parts = {}};
  draft.parts[0] = record.SerializeAsString();
  return world.ledger.append(db, *keys, draft, *sequence);
}

constexpr std::size_t cases_of_access_max = 200;  // AccessRecord.case_ids

std::string unit_text(const Standing& standing) { return standing.acting.unit.text(); }

Result<std::uint64_t> append_admin(World& world, store::Writer& db, Time now, const Caller* caller,
                                   const history::v1::AdministrationRecord& record) {
  const evidence::StreamId stream{evidence::StreamKind::admin, evidence::day_stream(local_date(now)).id};
  return append_shared(world, db, stream, EntryKind::administration, now,
                       caller ? caller->viewer.person : PersonId{},
                       caller ? caller->viewer.session : SessionId{}, record);
}

Result<> append_act(World& world, store::Writer& db, Time now, const Caller* caller,
                    const history::v1::AdministrationRecord& record) {
  auto index = append_admin(world, db, now, caller, record);
  if (!index) return fail(index.error());
  return {};
}

}  // namespace

Result<> record_administration(World& world, store::Writer& db, Time now, const Caller* caller,
                               std::string_view what, std::string_view subject_id,
                               std::span<const record::v1::Membership> memberships) {
  history::v1::AdministrationRecord record;
  *record.mutable_at() = timestamp_of(now);
  if (caller) {
    record.set_person_id(caller->viewer.person.text());
    record.set_from_address(caller->address);
  }
  record.set_what(std::string(what));
  record.set_subject_id(std::string(subject_id));
  for (const auto& membership : memberships) *record.add_memberships() = membership;
  return append_act(world, db, now, caller, record);
}

Result<> record_rules(World& world, store::Writer& db, Time now, std::string_view what,
                      std::string_view changed, std::string text) {
  history::v1::AdministrationRecord record;
  *record.mutable_at() = timestamp_of(now);
  record.set_what(std::string(what));
  record.set_subject_id(std::string(changed));
  record.set_rules(std::move(text));
  return append_act(world, db, now, nullptr, record);
}

Result<std::uint64_t> record_kept_figures(World& world, store::Writer& db, Time now,
                                          const history::v1::KeptFigures& kept) {
  history::v1::AdministrationRecord record;
  *record.mutable_at() = timestamp_of(now);
  record.set_what("figures_kept");
  *record.mutable_kept() = kept;
  return append_admin(world, db, now, nullptr, record);
}

Result<> record_act_of_machine(World& world, store::Writer& db, Time now,
                               const history::v1::AdministrationRecord& act) {
  return append_act(world, db, now, nullptr, act);
}

std::uint8_t Shown::grasp(const Case& item) const {
  if (what == history::v1::ACCESS_WHAT_EXPORTED) return RecentReads::exported | item.depth.parts;
  // Whoever reads a case sees what its line in a list holds.
  if (what == history::v1::ACCESS_WHAT_READ)
    return RecentReads::read | RecentReads::listed | item.depth.parts;
  return RecentReads::listed | item.depth.parts;
}

namespace {

void set_depth(const Depth& depth, history::v1::AccessRecord& record) {
  record.clear_parts();
  for (int part = 0; part < 3; ++part)
    if (depth.parts & 1 << part) record.add_parts(static_cast<history::v1::AccessPart>(part + 1));
  record.clear_relations();
  for (int relation = record::v1::RELATION_AUTHOR; relation <= record::v1::Relation_MAX; ++relation)
    if (depth.relations.has(static_cast<record::v1::Relation>(relation)))
      record.add_relations(static_cast<record::v1::Relation>(relation));
  record.set_role(depth.acting.role);
  record.set_for_person_id(depth.acting.for_person ? depth.acting.for_person.text() : "");
}

/// Who, when, in which offices and from where.
history::v1::AccessRecord access_record(const World& world, Time now, const Caller& caller,
                                        history::v1::AccessWhat what) {
  const auto places = world.places.get();
  history::v1::AccessRecord record;
  *record.mutable_at() = timestamp_of(now);
  record.set_person_id(caller.viewer.person.text());
  for (const auto& hat : standings_of(caller.viewer, *places->directory, local_date(now)))
    record.add_units(unit_text(hat));
  record.set_what(what);
  record.set_from_address(caller.address);
  return record;
}

evidence::StreamId access_stream(Time now) {
  return {evidence::StreamKind::access, evidence::day_stream(local_date(now)).id};
}

/// Moves those that were read as deeply as the first behind it; how many of them an entry takes.
std::size_t gather_as_deep(std::span<Shown::Case> cases) {
  if (cases.empty()) return 0;
  const auto others = std::ranges::partition(
      cases, [depth = cases.front().depth](const auto& item) { return item.depth == depth; });
  return std::min(cases.size() - others.size(), cases_of_access_max);
}

/// What an entry about some of the cases does to the projections.
Result<> project_access(store::Writer& db, Time now, const Caller& caller, const Shown& shown,
                        std::span<const Shown::Case> cases, std::uint64_t index,
                        std::vector<Touched>& touched) {
  if (cases.empty()) return db.put(store::AccessRow{index, 0, {}, caller.viewer.person, now});
  std::uint8_t position = 0;
  for (const auto& item : cases) {
    if (auto put = db.put(store::AccessRow{index, position++, item.id, caller.viewer.person, now}); !put)
      return put;
    if (!item.raises) continue;
    auto raised = raise_proof(db, item.id, item.raises, proof_level(shown.what), index);
    if (!raised) return fail(raised.error());
    if (*raised) touched.push_back(**raised);
  }
  return {};
}

}  // namespace

Result<std::vector<Touched>> record_access(World& world, store::Writer& db, Time now, const Caller& caller,
                                           const Shown& shown) {
  auto record = access_record(world, now, caller, shown.what);
  record.set_legal_basis(shown.legal_basis);
  if (shown.contact) record.set_contact_id(shown.contact.text());
  const auto stream = access_stream(now);

  std::vector<Touched> touched;
  auto cases = shown.cases;
  std::span<Shown::Case> rest = cases;
  do {  // an entry takes only so many cases, all of one depth
    const auto some = rest.first(gather_as_deep(rest));
    set_depth(some.empty() ? shown.depth : some.front().depth, record);
    rest = rest.subspan(some.size());
    record.clear_case_ids();
    record.clear_referral_ids();
    for (const auto& item : some) {
      record.add_case_ids(item.id.text());
      if (item.raises) record.add_referral_ids(item.raises.text());
    }
    auto index = append_shared(world, db, stream, EntryKind::access, now, caller.viewer.person,
                               caller.viewer.session, record);
    if (!index) return fail(index.error());
    if (auto projected = project_access(db, now, caller, shown, some, *index, touched); !projected)
      return fail(projected.error());
  } while (!rest.empty());
  return touched;
}

Result<> record_report_export(World& world, store::Writer& db, Time now, const Caller& caller,
                              const Acting& acting, const history::v1::ReportExport& what) {
  auto record = access_record(world, now, caller, history::v1::ACCESS_WHAT_EXPORTED);
  record.set_role(acting.role);
  record.set_for_person_id(acting.for_person ? acting.for_person.text() : "");
  *record.mutable_report() = what;
  auto index = append_shared(world, db, access_stream(now), EntryKind::access, now, caller.viewer.person,
                             caller.viewer.session, record);
  if (!index) return fail(index.error());
  return db.put(store::AccessRow{*index, 0, {}, caller.viewer.person, now});
}

}  // namespace hotline::service
