#include "service/report_replay.h"

#include <algorithm>
#include <optional>

#include "domain/report_ladder.h"
#include "evidence/seal.h"
#include "service/report_file.h"
#include "service/report_rows.h"

namespace hotline::service {
namespace {

constexpr std::uint64_t entries_a_read = 1'000;

/// Nothing where its keys are gone.
Result<std::optional<history::v1::ReportEvent>> event_of(const World& world, store::Reader& db,
                                                         const store::Entry& entry) {
  auto keys = world.keys.open(db, entry.stream);
  if (!keys && keys.error().reason == "content_erased") return std::nullopt;
  if (!keys) return fail(keys.error());
  const auto& sealed = entry.sealed[static_cast<std::size_t>(evidence::Part::child)];
  auto key = keys->key(evidence::Part::child);
  if (!key || sealed.empty()) return std::nullopt;
  std::string bytes;
  auto opened =
      evidence::open(*key, entry.stream, entry.stream_sequence, evidence::Part::child, sealed, bytes);
  if (!opened) return fail(opened.error());
  history::v1::ReportEvent event;
  HOTLINE_CHECK(event.ParseFromString(bytes));  // the seal says that we wrote it
  return event;
}

}  // namespace

Result<> ReportReplay::take(const store::Entry& entry) {
  if (entry.stream_sequence == 1) streams_.push_back(entry.stream);
  auto event = event_of(world_, db_, entry);
  if (!event) return fail(event.error());
  if (*event) evolve(calls_, **event);
  return {};
}

Result<> ReportReplay::finish(RowSink& sink) {
  for (const auto& stream : streams_) {
    auto entries = db_.entries_of(stream, 1, ReportFile::entries_max);
    if (!entries) return fail(entries.error());
    ReportState state;
    std::optional<history::v1::ReportOwed> report;
    for (const auto& entry : *entries) {
      auto event = event_of(world_, db_, entry);
      if (!event) return fail(event.error());
      if (!*event) continue;
      evolve(state, **event);
      if (!report) report = (*event)->report();
    }
    if (!report) continue;
    if (auto taken = sink.take(stored_row(*report, state)); !taken) return taken;
  }
  return sink.take(calls_);
}

Result<> replay_reports(const World& world, store::Reader& db, RowSink& sink) {
  auto size = db.log_size();
  if (!size) return fail(size.error());
  ReportReplay replay(world, db);
  for (std::uint64_t from = 0; from < *size; from += entries_a_read) {
    std::vector<store::Entry> entries;  // first read, then worked on: no statement stays open meanwhile
    auto read =
        db.entries(from, std::min(*size, from + entries_a_read), [&](const store::Entry& entry) -> Result<> {
          if (entry.stream.kind == evidence::StreamKind::report) entries.push_back(entry);
          return {};
        });
    if (!read) return read;
    for (const auto& entry : entries)
      if (auto done = replay.take(entry); !done) return done;
  }
  return replay.finish(sink);
}

}  // namespace hotline::service
