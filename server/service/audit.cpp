#include "service/audit.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ranges>
#include <unordered_map>

#include "evidence/seal.h"
#include "service/account.h"
#include "service/administration.h"
#include "service/case_row.h"
#include "service/installed_day.h"
#include "service/report_file.h"
#include "service/report_forms.h"
#include "store/trouble.h"

namespace hotline::service {
namespace {

// Of one page; what is left is looked at for the next.
constexpr std::uint32_t days_looked_through_max = 400;
constexpr std::uint32_t acts_looked_through_max = 2'000;
constexpr std::uint64_t acts_read_at_once = 200;

/// The child part of an entry of a shared stream, opened.
template <class Record>
Result<Record> open_record(const World& world, store::Reader& db, const store::Entry& entry) {
  auto keys = world.keys.open(db, entry.stream);
  if (!keys) return fail(keys.error());
  auto key = keys->key(evidence::Part::child);
  if (!key) return fail(key.error());
  std::string bytes;
  if (auto opened = evidence::open(*key, entry.stream, entry.stream_sequence, evidence::Part::child,
                                   entry.sealed[0], bytes);
      !opened)
    return fail(opened.error());
  Record record;
  HOTLINE_CHECK(record.ParseFromString(bytes));  // the seal says that we wrote it
  return record;
}

/// Whether the caller may know of something: of a case, who may have its rows in their lists; of an act that
/// is about no case, who has that person or unit in their scope or charge.
class Knowledge {
 public:
  static Result<Knowledge> of(Reading& reading) {
    auto scope = reading.scope({});
    if (!scope) return fail(scope.error());
    return Knowledge(reading, std::move(*scope));
  }

  Result<bool> of_case(const CaseId& id) {
    if (const auto it = cases_.find(id); it != cases_.end()) return it->second;
    auto file = CaseFile::load(reading_.world, reading_.db, id);
    if (!file && store::passes(file.error())) return fail(file.error());
    // Of a case that was erased, or whose entry is damaged, those who see all see who read it.
    const bool known = file ? in_scope(relations_of(file->state(), reading_.caller.viewer,
                                                    reading_.directory(), reading_.today))
                            : scope_->all;
    return cases_.emplace(id, known).first->second;
  }
  bool of_person(const PersonId& id) const {
    const auto* stored = reading_.people->find(id);
    return scope_->all || (stored && of_any(stored->person().memberships()));
  }
  bool of_act(const history::v1::AdministrationRecord& act) const {
    if (everything()) return true;
    if (of_any(act.memberships())) return true;
    for (const auto& id : {act.person_id(), act.subject_id()})
      if (const auto person = PersonId::parse(id); person && of_person(*person)) return true;
    return of_unit(act.subject_id());
  }

 private:
  Knowledge(Reading& reading, std::shared_ptr<const store::Scope> scope)
      : reading_(reading), scope_(std::move(scope)) {}

  bool everything() const { return scope_->all || administers_all(reading_.hats); }
  bool of_unit(const std::string& unit) const {
    const auto key = UnitKey::parse(unit);
    return key && (scope_->all || std::ranges::binary_search(scope_->units, unit) ||
                   administers(reading_.hats, reading_.directory(), *key, reading_.today));
  }
  bool of_any(const google::protobuf::RepeatedPtrField<record::v1::Membership>& memberships) const {
    return std::ranges::any_of(memberships, [&](const auto& m) { return of_unit(m.unit()); });
  }

  Reading& reading_;
  std::shared_ptr<const store::Scope> scope_;
  std::unordered_map<CaseId, bool> cases_;
};

}  // namespace

Result<AccessList> list_access(Reading& reading, const store::AccessFilter& filter, const store::Page& page) {
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  auto rows = reading.db.accesses(filter, page);
  if (!rows) return fail(rows.error());
  auto knowledge = Knowledge::of(reading);
  if (!knowledge) return fail(knowledge.error());
  AccessList out{{}, std::move(rows->after)};
  for (const auto& row : rows->rows) {
    // A look-up, or a contact without a case: told by who read.
    auto known =
        row.case_id ? knowledge->of_case(row.case_id) : Result<bool>(knowledge->of_person(row.person));
    if (!known) return fail(known.error());
    if (!*known) continue;
    std::optional<Error> failed;
    auto read =
        reading.db.entries(row.log_index, row.log_index + 1, [&](const store::Entry& entry) -> Result<> {
          auto record = open_record<history::v1::AccessRecord>(reading.world, reading.db, entry);
          if (!record) return fail(record.error());
          out.entries.push_back({row.log_index, row.case_id, std::move(*record)});
          return {};
        });
    if (!read) return fail(read.error());
  }
  return out;
}

namespace {

evidence::StreamId acts_of(std::chrono::sys_days day) {
  return {evidence::StreamKind::admin, evidence::day_stream(std::chrono::year_month_day{day}).id};
}

/// Where a page of acts goes on, going back: before act `below` of `day`.
struct ActCursor {
  std::chrono::sys_days day;
  std::uint64_t below = UINT64_MAX;

  static Result<ActCursor> parse(const std::string& text, Date today) {
    if (text.empty()) return ActCursor{std::chrono::sys_days{today}};
    const auto space = std::min(text.find(' '), text.size());
    const auto day = parse_date(text.substr(0, space));
    std::uint64_t below = 0;
    const auto* end = text.data() + text.size();
    if (!day || std::from_chars(text.data() + std::min(space + 1, text.size()), end, below).ptr != end)
      return fail(Code::invalid_argument, "page_token_invalid",
                  {"Không nối tiếp được từ chỗ này. Hãy tải lại danh sách.",
                   "This page token is of no use. Load the list again."});
    return ActCursor{std::chrono::sys_days{*day}, below};
  }
  std::string text() const {
    return date_text(std::chrono::year_month_day{day}) + " " + std::to_string(below);
  }
  void to_day_before() {
    day -= std::chrono::days{1};
    below = UINT64_MAX;
  }
};

/// Which acts a list holds: those that the caller may know of, and of these those that were asked for.
struct Wanted {
  const Knowledge& knowledge;
  bool sign_ins;

  bool operator()(const history::v1::AdministrationRecord& record) const {
    return (sign_ins || record.what() != act_of_signing_in) && knowledge.of_act(record);
  }
};

/// Acts of one day from the newest, until the page is full; how many were looked at.
Result<std::uint32_t> acts_of_day(Reading& reading, const Wanted& wanted, ActCursor& at,
                                  std::uint32_t size_max, std::uint32_t look_max, ActList& out) {
  const auto stream = acts_of(at.day);
  auto size = reading.db.stream_size(stream);
  if (!size) return fail(size.error());
  at.below = std::min(at.below, *size + 1);
  std::uint32_t looked = 0;
  while (at.below > 1 && looked < look_max) {
    const auto count = std::min<std::uint64_t>(acts_read_at_once, at.below - 1);
    auto entries = reading.db.entries_of(stream, at.below - count, static_cast<std::uint32_t>(count));
    if (!entries) return fail(entries.error());
    for (const auto& entry : *entries | std::views::reverse) {
      if (out.entries.size() == size_max || looked == look_max) return looked;
      auto record = open_record<history::v1::AdministrationRecord>(reading.world, reading.db, entry);
      if (!record) return fail(record.error());
      ++looked;
      at.below = entry.stream_sequence;
      if (wanted(*record)) out.entries.push_back({entry.log_index, std::move(*record)});
    }
  }
  return looked;
}

}  // namespace

Result<ActList> list_administration(Reading& reading, const store::Page& page, bool with_sign_ins) {
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  auto knowledge = Knowledge::of(reading);
  if (!knowledge) return fail(knowledge.error());
  auto at = ActCursor::parse(page.after, reading.today);
  if (!at) return fail(at.error());
  const auto installed = installed_day(reading.db, reading.today);
  if (!installed) return fail(installed.error());
  const std::chrono::sys_days first{*installed};
  ActList out;
  std::uint32_t looked = 0;
  for (std::uint32_t days = 0; at->day >= first; ++days, at->to_day_before()) {
    auto acts = acts_of_day(reading, {*knowledge, with_sign_ins}, *at, page.size_max,
                            acts_looked_through_max - looked, out);
    if (!acts) return fail(acts.error());
    looked += *acts;
    const bool enough = out.entries.size() == page.size_max || looked == acts_looked_through_max;
    if (!enough && days < days_looked_through_max) continue;
    if (at->below > 1 || at->day > first) out.after = at->text();
    return out;
  }
  return out;
}

std::string checkpoint_now(const World& world, Time now) {
  const auto head = world.ledger.newest();
  return world.signer.sign(head.size, head.root, now);
}

namespace {

/// Which sealed parts leave with an export.
struct Release {
  std::array<bool, evidence::part_count> parts{};
  const evidence::SubjectKeys* keys = nullptr;  // to be read by whoever has the export; null: sealed alone
  std::vector<std::uint64_t> withheld = {};     // places in the stream of entries of which none leaves
};

/// Whether all that is there was handed over. What was erased is not there: no key opens it.
Result<bool> hand_over(const Release& release, const store::Entry& entry, evidence::ExportedEntry& out) {
  bool all = true;
  const bool withheld = std::ranges::find(release.withheld, entry.stream_sequence) != release.withheld.end();
  for (const auto part : evidence::all_parts) {
    const auto i = static_cast<std::size_t>(part);
    if (entry.sealed[i].empty() || (release.keys && !release.keys->has(part))) continue;
    if (withheld || !release.parts[i]) {
      all = false;
      continue;
    }
    out.sealed[i] = entry.sealed[i];
    if (!release.keys) continue;
    auto key = evidence::key_of_one(*release.keys->key(part), entry.sealed[i]);
    if (!key) return fail(key.error());
    out.keys[i] = *key;
  }
  return all;
}

/// A stream from its beginning, without a gap, as at an instant.
Result<Exported> export_stream(Writing& writing, const evidence::StreamId& stream, std::optional<Time> as_of,
                               const Release& release) {
  auto& world = writing.world;
  evidence::Export out;
  out.stream = stream;
  const auto head = world.ledger.newest();  // the committed log: what is signed has been made durable
  StoredHashes hashes(writing.db);
  bool over = false, redacted = false;
  auto read = writing.db.each_of(stream, 1, [&](const store::Entry& entry) -> Result<> {
    auto header = evidence::parse_header(entry.header);
    if (!header) return fail(header.error());
    over = over || entry.log_index >= head.size || (as_of && header->recorded_at > *as_of);
    if (over) return {};
    evidence::ExportedEntry exported{.header = *header, .sealed = {}, .proof = {}};
    auto proof = evidence::inclusion_proof(entry.log_index, head.size, hashes);
    if (!proof) return fail(proof.error());
    exported.proof = std::move(*proof);
    const auto all = hand_over(release, entry, exported);
    if (!all) return fail(all.error());
    redacted = redacted || !*all;
    out.entries.push_back(std::move(exported));
    return {};
  });
  if (!read) return fail(read.error());
  if (out.entries.empty())
    return fail(Code::failed_precondition, "nothing_to_export",
                {"Chưa có gì để xuất tại thời điểm này.", "There was nothing of it at that time."});
  out.checkpoint = world.signer.sign(head.size, head.root, writing.now);
  return Exported{evidence::write_export(out), out.checkpoint, redacted};
}

/// With a legal basis, what the exporting person may see of a case.
Result<Release> release_of(const Writing& writing, const CaseFile& file, const Visibility& sees) {
  Release release{.parts = {sees.child, sees.informant, sees.allegation}, .keys = &file.keys()};
  const auto unseen = file.unseen_links(writing);
  if (!unseen) return fail(unseen.error());
  for (const auto& happened : file.child_events()) {
    const auto other = CaseId::parse(happened.event.linked().other_case_id());
    if (other && std::ranges::find(*unseen, *other) != unseen->end())
      release.withheld.push_back(happened.version);
  }
  return release;
}

}  // namespace

Result<Exported> export_case(Writing& writing, const CaseId& id, std::optional<Time> as_of,
                             const std::string& legal_basis) {
  auto file = CaseFile::open(writing, id);
  if (!file) return fail(file.error());
  auto& world = writing.world;
  const auto& access = *writing.demand.access;
  const auto sees = visibility(file->state(), file->standings(), access);
  auto release = legal_basis.empty() ? Result<Release>(Release{}) : release_of(writing, *file, sees);
  if (!release) return fail(release.error());
  // The export is itself an entry, made before the content leaves, and signed over.
  Depth depth;
  for (const auto& hat : file->standings())
    if (permit(access, {&hat, 1}) && visibility(file->state(), hat) == sees) {
      depth = {.parts = 0, .acting = hat.acting, .relations = hat.relations};
      break;
    }
  for (const auto part : evidence::all_parts)
    if (release->parts[static_cast<std::size_t>(part)]) depth.parts |= part_bit(part);
  const Shown shown{.what = history::v1::ACCESS_WHAT_EXPORTED,
                    .cases = {{.id = id, .raises = {}, .depth = depth}},
                    .contact = {},
                    .legal_basis = legal_basis};
  if (auto noted = record_access(world, writing.out, writing.now, writing.caller, shown); !noted)
    return fail(noted.error());
  return export_stream(writing, {evidence::StreamKind::case_, id.bytes}, as_of, *release);
}

Result<Exported> export_report(Writing& writing, const OwedReport& report) {
  auto hat = writing.hat();
  if (!hat) return fail(hat.error());
  history::v1::ReportExport what;
  what.set_form("proof." + report.duty->code());
  what.set_unit(report.unit.text());
  what.set_first_day(date_text(report.span.first));
  what.set_last_day(date_text(report.span.last));
  if (auto noted = record_report_export(writing.world, writing.out, writing.now, writing.caller, *hat, what);
      !noted)
    return fail(noted.error());
  return export_stream(writing, report_stream(report), std::nullopt, {.parts = {true, true, true}});
}

}  // namespace hotline::service
