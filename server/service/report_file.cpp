#include "service/report_file.h"

#include <algorithm>
#include <string>
#include <utility>

#include "domain/sensitivity.h"
#include "evidence/seal.h"
#include "evidence/sha256.h"
#include "service/report_call_index.h"
#include "service/report_rows.h"

namespace hotline::service {

namespace {

/// What can be repeated at will must leave room for what ends it.
std::size_t room_for(const history::v1::ReportEvent& event, const ReportState& state) {
  if (event.has_draft_saved() && state.state == v1::REPORT_STATE_DRAFTED) return ReportFile::drafts_max;
  return event.has_call_attempted() ? ReportFile::calls_max : ReportFile::entries_max;
}

std::unexpected<Error> too_long(const history::v1::ReportEvent& event) {
  if (event.has_draft_saved())
    return fail(
        Code::failed_precondition, "report_too_long",
        {"Bản soạn này đã được lưu quá nhiều lần. Hãy ký bản đang có; cần sửa thì nhờ nơi nhận trả lại.",
         "This draft was saved too often. Sign it as it is; to change it, ask who gets it to return "
         "it."});
  return fail(Code::failed_precondition, "report_too_long",
              {"Báo cáo này đã có quá nhiều dòng lịch sử, không ghi thêm được. Hãy báo quản trị viên.",
               "This report has too long a history, nothing more can be recorded. Tell an administrator."});
}

}  // namespace

evidence::StreamId report_stream(const OwedReport& report) {
  const auto hash = evidence::sha256("hotline report\n" + report.duty->code() + "\n" + report.unit.text() +
                                     "\n" + date_text(report.span.first));
  evidence::StreamId stream{evidence::StreamKind::report, {}};
  std::copy_n(hash.begin(), stream.id.size(), stream.id.begin());
  return stream;
}

Result<ReportFile> ReportFile::load(const World& world, store::Reader& db, const OwedReport& report) {
  ReportFile file(report);
  const auto stream = report_stream(report);
  auto size = db.stream_size(stream);
  if (!size) return fail(size.error());
  if (*size == 0) return file;
  auto keys = world.keys.open(db, stream);
  if (!keys) return fail(keys.error());
  auto key = keys->key(evidence::Part::child);
  if (!key) return fail(key.error());
  auto read = db.each_of(stream, 1, [&](const store::Entry& entry) -> Result<> {
    std::string bytes;
    auto opened = evidence::open(*key, entry.stream, entry.stream_sequence, evidence::Part::child,
                                 entry.sealed[0], bytes);
    if (!opened) return opened;
    Entry one{.event = {}, .log_index = entry.log_index};
    HOTLINE_CHECK(one.event.ParseFromString(bytes));  // the seal says that we wrote it
    evolve(file.state_, one.event);
    file.entries_.push_back(std::move(one));
    return {};
  });
  if (!read) return fail(read.error());
  return file;
}

Result<> ReportFile::record(Writing& writing, history::v1::ReportEvent event) {
  if (entries_.size() >= room_for(event, state_)) return too_long(event);
  const auto stream = report_stream(report_);
  auto keys = entries_.empty() ? writing.world.keys.make(writing.out, stream)
                               : writing.world.keys.open(writing.out, stream);
  if (!keys) return fail(keys.error());
  const bool by_a_person = event.has_actor();
  Draft draft{.stream = stream,
              .kind = EntryKind::report_event,
              .actor = by_a_person ? writing.caller.viewer.person : PersonId{},
              .session = by_a_person ? writing.caller.viewer.session : SessionId{},
              .recorded_at = writing.now,
              .parts = {}};
  const auto parts = split(event);
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i]) draft.parts[i] = parts[i]->SerializeAsString();
  auto at = writing.world.ledger.append(writing.out, *keys, draft, entries_.size() + 1);
  if (!at) return fail(at.error());
  if (auto indexed = index_report_call(writing.out, event); !indexed) return indexed;
  evolve(state_, event);
  if (auto put = writing.out.put(stored_row(event.report(), state_)); !put) return put;
  entries_.push_back({.event = std::move(event), .log_index = *at});
  return {};
}

}  // namespace hotline::service
