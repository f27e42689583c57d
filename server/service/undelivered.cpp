#include "service/undelivered.h"

#include <algorithm>

#include "domain/case_time.h"
#include "service/fill_page.h"
#include "service/outbox.h"
#include "service/referral_notice.h"
#include "service/sight.h"

namespace hotline::service {
namespace {

/// Whether the office is in the scope, and the case, where the message is about one, in the caller's lists.
Result<bool> is_theirs(const Reading& reading, const store::Scope& scope, const store::MessageRow& row,
                       const v1::Notice& notice) {
  if (!scope.all && !std::ranges::binary_search(scope.units, row.unit)) return false;
  const auto id = CaseId::parse(notice.case_id());
  if (!id) return true;
  auto about = reading.db.case_row(*id);
  if (!about) return fail(about.error());
  if (!*about) return false;  // erased
  return is_listed(reading, **about);
}

v1::UndeliveredMessage shown(const store::MessageRow& row, v1::Notice notice) {
  v1::UndeliveredMessage out;
  out.set_message_id(row.id.text());
  out.set_message_channel(static_cast<v1::MessageChannel>(row.channel));
  notice.clear_cause();
  *out.mutable_notice() = std::move(notice);
  *out.mutable_created_at() = timestamp_of(row.created);
  if (row.ended) *out.mutable_given_up_at() = timestamp_of(*row.ended);
  out.set_attempts(row.attempts);
  out.set_failure(static_cast<v1::MessageFailure>(row.failure));
  return out;
}

}  // namespace

Result<UndeliveredList> list_undelivered(Reading& reading, std::string_view unit, const store::Page& page) {
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  auto scope = reading.scope(unit);
  if (!scope) return fail(scope.error());
  reading.shown.what = history::v1::ACCESS_WHAT_LISTED;
  UndeliveredList out;
  const auto keep = [&](const store::MessageRow& row) -> Result<bool> {
    auto stored = open_message(reading.world, row);
    if (!stored) return fail(stored.error());
    auto theirs = is_theirs(reading, **scope, row, stored->notice());
    if (!theirs || !*theirs) return theirs;
    if (const auto id = CaseId::parse(stored->notice().case_id()))
      reading.shown.cases.push_back({.id = *id, .raises = {}, .depth = {}});
    out.messages.push_back(shown(row, std::move(*stored->mutable_notice())));
    return true;
  };
  const auto may = [&](const store::MessageRow& row) -> Result<bool> {
    auto stored = open_message(reading.world, row);
    if (!stored) return fail(stored.error());
    return is_theirs(reading, **scope, row, stored->notice());
  };
  auto after =
      fill_page(page, [&](const store::Page& part) { return reading.db.dead_messages(part); }, keep, may);
  if (!after) return fail(after.error());
  out.after = std::move(*after);
  return out;
}

Result<> retry_undelivered(Writing& writing, const store::MessageId& id) {
  const auto unknown = [] {
    return fail(Code::not_found, "message_unknown",
                {"Tin này không còn trong danh sách chưa chuyển được.",
                 "This message is not among the undelivered any more."});
  };
  auto hat = writing.hat();
  if (!hat) return fail(hat.error());
  auto scope = writing.scope({});
  if (!scope) return fail(scope.error());
  auto row = writing.db.message(id);
  if (!row) return fail(row.error());
  if (!*row || (*row)->state != store::MessageState::dead) return unknown();
  auto stored = open_message(writing.world, **row);
  if (!stored) return fail(stored.error());
  auto theirs = is_theirs(writing, **scope, **row, stored->notice());
  if (!theirs) return fail(theirs.error());
  if (!*theirs) return unknown();
  auto link = link_again(writing, *stored);
  if (!link) return fail(link.error());
  if (auto put = put_message_again(writing.world, writing.out, std::move(**row), *link, writing.now); !put)
    return put;
  return record_administration(writing.world, writing.out, writing.now, &writing.caller, "message_retried",
                               id.text());
}

}  // namespace hotline::service
