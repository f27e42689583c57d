#include "service/audit.h"

#include <algorithm>
#include <ranges>

#include "evidence/seal.h"
#include "service/case_row.h"

namespace hotline::service {
namespace {

constexpr std::uint32_t days_looked_through_max = 400;
constexpr std::uint32_t acts_of_a_day_max = 100'000;

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

/// Whether the caller may know that the case exists.
Result<bool> may_know(Reading& reading, const CaseId& id) {
  if (!id) return true;
  auto file = CaseFile::load(reading.world, reading.db, id);
  if (!file)
    return file.error().code == Code::not_found ? Result<bool>(false) : Result<bool>(fail(file.error()));
  return in_scope(relations_of(file->state(), reading.caller.viewer, reading.directory(), reading.today));
}

}  // namespace

Result<AccessList> list_access(Reading& reading, const store::AccessFilter& filter, const store::Page& page) {
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  auto rows = reading.db.accesses(filter, page);
  if (!rows) return fail(rows.error());
  AccessList out{{}, std::move(rows->after)};
  for (const auto& row : rows->rows) {
    auto known = may_know(reading, row.case_id);
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

Result<ActList> list_administration(Reading& reading, const store::Page& page) {
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  // A page key is "day sequence": where the next page begins, going back.
  auto day = std::chrono::sys_days{reading.today};
  std::uint64_t below = UINT64_MAX;
  if (const auto space = page.after.find(' '); space != std::string::npos) {
    day = std::chrono::sys_days{parse_date(page.after.substr(0, space)).value_or(reading.today)};
    below = std::stoull(page.after.substr(space + 1));
  }
  ActList out;
  for (std::uint32_t looked = 0; looked < days_looked_through_max;
       ++looked, day -= std::chrono::days{1}, below = UINT64_MAX) {
    const evidence::StreamId stream{evidence::StreamKind::admin,
                                    evidence::day_stream(std::chrono::year_month_day{day}).id};
    auto entries = reading.db.entries_of(stream, 1, acts_of_a_day_max);
    if (!entries) return fail(entries.error());
    for (const auto& entry : *entries | std::views::reverse) {
      if (entry.stream_sequence >= below) continue;
      if (out.entries.size() == page.size_max) {
        out.after =
            date_text(std::chrono::year_month_day{day}) + " " + std::to_string(entry.stream_sequence + 1);
        return out;
      }
      auto record = open_record<history::v1::AdministrationRecord>(reading.world, reading.db, entry);
      if (!record) return fail(record.error());
      out.entries.push_back({entry.log_index, std::move(*record)});
    }
  }
  return out;
}

std::string checkpoint_now(const World& world, Time now) {
  const auto head = world.ledger.newest();
  return world.signer.sign(head.size, head.root, now);
}

Result<Exported> export_case(Writing& writing, const CaseId& id, std::optional<Time> as_of,
                             const std::string& legal_basis) {
  auto file = CaseFile::open(writing, id);
  if (!file) return fail(file.error());
  auto& world = writing.world;
  // The export is itself an entry, made before the content leaves, and signed over.
  Shown shown{.what = history::v1::ACCESS_WHAT_EXPORTED, .cases = {{id, {}}}, .contact = {}};
  if (auto noted = record_access(world, writing.out, writing.now, writing.caller, shown); !noted)
    return fail(noted.error());

  evidence::Export out;
  out.stream = {evidence::StreamKind::case_, id.bytes};
  const auto head = world.ledger.newest();  // the committed log: what is signed has been made durable
  StoredHashes hashes(writing.db);
  auto entries = writing.db.entries_of(out.stream, 1, 10'000);
  if (!entries) return fail(entries.error());
  for (auto& entry : *entries) {
    auto header = evidence::parse_header(entry.header);
    if (!header) return fail(header.error());
    if (entry.log_index >= head.size || (as_of && header->recorded_at > *as_of)) break;
    evidence::ExportedEntry exported{.header = *header, .sealed = {}, .proof = {}};
    auto proof = evidence::inclusion_proof(entry.log_index, head.size, hashes);
    if (!proof) return fail(proof.error());
    exported.proof = std::move(*proof);
    if (!legal_basis.empty())
      for (std::size_t i = 0; i < evidence::part_count; ++i)
        if (!entry.sealed[i].empty()) exported.sealed[i] = std::move(entry.sealed[i]);
    out.entries.push_back(std::move(exported));
  }
  if (out.entries.empty())
    return fail(Code::failed_precondition, "nothing_to_export",
                {"Chưa có gì để xuất tại thời điểm này.", "There was nothing of this case at that time."});
  out.checkpoint = world.signer.sign(head.size, head.root, writing.now);
  return Exported{evidence::write_export(out), out.checkpoint, legal_basis.empty()};
}

Result<std::optional<evidence::Finding>> verify_range(store::Reader& db, evidence::LogVerifier& verifier,
                                                      std::uint64_t from, std::uint64_t to) {
  std::optional<evidence::Finding> finding;
  std::uint64_t expected = from;
  const auto stop =
      fail(Code::data_loss, "log_wrong", {"Nhật ký có mục sai.", "An entry of the log is wrong."});
  auto read = db.entries(from, to, [&](const store::Entry& entry) -> Result<> {
    evidence::FoundEntry found{.header = entry.header, .leaf = entry.leaf_hash, .parts = {}};
    const auto header = evidence::parse_header(entry.header);
    for (std::size_t i = 0; i < evidence::part_count; ++i) {
      if (!entry.sealed[i].empty())
        found.parts[i] = {evidence::FoundPart::State::given, entry.sealed[i]};
      else if (header && header->parts[i] != evidence::no_part)
        found.parts[i] = {evidence::FoundPart::State::withheld, {}};
    }
    ++expected;
    finding = verifier.add(found);
    return finding ? Result<>(stop) : Result<>{};
  });
  if (!read && !finding) return fail(read.error());
  return finding;
}

}  // namespace hotline::service
