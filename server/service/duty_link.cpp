#include "service/duty_link.h"

#include "domain/case_time.h"
#include "domain/duty_answer.h"
#include "domain/sensitivity.h"
#include "evidence/lookup.h"
#include "service/case_file.h"
#include "service/case_row.h"
#include "service/outbox.h"

namespace hotline::service {
namespace {

constexpr std::string_view link_path = "/duty.html#";

v1::DutyReferral shown(const World& world, const CaseState& state, const store::DutyLinkRow& link) {
  v1::DutyReferral out;
  out.set_case_number(state.number);
  *out.mutable_referred_at() = timestamp_of(state.pending->at);
  if (const auto next = next_due(clocks(state, world.rules, world.calendar))) {
    *out.mutable_due_at() = timestamp_of(next->due);
    out.set_due_kind(next->kind);
  }
  if (state.pending->acknowledged)
    *out.mutable_acknowledged_at() = timestamp_of(*state.pending->acknowledged);
  for (const auto& claim : state.pending->duty_claims) {
    auto* one = out.add_claims();
    one->set_answer(claim.answer);
    *one->mutable_claimed_at() = timestamp_of(claim.at);
  }
  *out.mutable_expires_at() = timestamp_of(link.expires);
  return out;
}

/// Says of the referral that its links are revoked, also where there is none today: it is of a token that
/// nobody knows.
Result<> put_mark_of_revoked(Writing& writing, const CaseId& id, const PendingReferral& pending) {
  const store::DutyLinkRow row{.token = evidence::token_hash(evidence::fresh_token()),
                               .case_id = id,
                               .referral = pending.id,
                               .unit = pending.to.text(),
                               .made = writing.now,
                               .expires = writing.now,
                               .revoked = true};
  return writing.out.put(row);
}

/// A link that is of use now, with its case.
struct Open {
  store::DutyLinkRow link;
  UnitKey office;
  CaseFile file;
};
Result<Open> open(const World& world, store::Reader& db, std::string_view token, Time now) {
  auto link = db.duty_link(evidence::token_hash(token));
  if (!link) return fail(link.error());
  if (!*link || (*link)->revoked || (*link)->expires <= now) return duty_link_unknown();
  auto file = CaseFile::load(world, db, (*link)->case_id);
  if (!file && file.error().code == Code::not_found) return duty_link_unknown();  // erased
  if (!file) return fail(file.error());
  const auto office = UnitKey::parse((*link)->unit);
  HOTLINE_CHECK(office.has_value());  // we wrote it
  if (!waits_for(file->state(), (*link)->referral, *office)) return duty_link_unknown();
  return Open{std::move(**link), *office, std::move(*file)};
}

}  // namespace

bool is_duty_link(std::string_view link) { return link.starts_with(link_path); }

Result<std::string> make_duty_link(const World& world, store::Writer& db, Time now, const CaseId& case_id,
                                   const ReferralId& referral, const UnitKey& office) {
  const auto token = evidence::fresh_token();
  const store::DutyLinkRow row{.token = evidence::token_hash(token),
                               .case_id = case_id,
                               .referral = referral,
                               .unit = office.text(),
                               .made = now,
                               .expires = now + world.outbox.reach().duty_link_life};
  if (auto put = db.put(row); !put) return fail(put.error());
  return std::string(link_path) + token;
}

Result<> check_duty_link_made(store::Reader& db, std::string_view token) {
  auto link = db.duty_link(evidence::token_hash(token));
  if (!link) return fail(link.error());
  if (!*link) return duty_link_unknown();
  return {};
}

Result<v1::DutyReferral> look_up_duty_link(const World& world, store::Reader& db, std::string_view token,
                                           Time now) {
  auto opened = open(world, db, token, now);
  if (!opened) return fail(opened.error());
  return shown(world, opened->file.state(), opened->link);
}

Result<v1::DutyReferral> answer_duty_link(Writing& writing, std::string_view token,
                                          record::v1::DutyAnswer answer) {
  auto opened = open(writing.world, writing.db, token, writing.now);
  if (!opened) return fail(opened.error());
  auto event =
      decide_duty_answer(opened->file.state(), opened->link.referral, opened->office, answer, writing.now);
  if (!event) return fail(event.error());
  if (*event)
    if (auto kept = opened->file.record(writing, {std::move(**event)}); !kept) return fail(kept.error());
  return shown(writing.world, opened->file.state(), opened->link);
}

Result<bool> may_revoke_duty_links(Reading& reading, const CaseState& state,
                                   std::span<const Standing> standings) {
  if (!state.pending || state.restricted || !reaches(reading.world, state.pending->to)) return false;
  const auto* service = v1::DutyReferral::descriptor()->file()->FindServiceByName("DutyLinkService");
  if (!permit(access_of(*service->FindMethodByName("RevokeDutyLinks")), standings)) return false;
  auto revoked = reading.db.revoked_duty_links(state.pending->id);
  if (!revoked) return fail(revoked.error());
  return !*revoked;
}

Result<> revoke_duty_links(Writing& writing, const CaseId& id, std::uint32_t expected_version) {
  auto file = CaseFile::open(writing, id, expected_version);
  if (!file) return fail(file.error());
  const auto& pending = file->state().pending;
  if (!pending)
    return fail(Code::failed_precondition, "nothing_waits",
                {"Không còn lần chuyển nào đang chờ, nên không còn liên kết nào dùng được.",
                 "No referral waits any more, so there is no link that could be used."});
  if (auto revoked = writing.out.revoke_duty_links(pending->id); !revoked) return revoked;
  if (auto put = put_mark_of_revoked(writing, id, *pending); !put) return put;
  auto row = writing.db.case_row(id);
  if (!row) return fail(row.error());
  if (*row) writing.touched.push_back(touched_by(&**row, **row));  // whoever watches is offered it no more
  return record_administration(writing.world, writing.out, writing.now, &writing.caller, "duty_links_revoked",
                               pending->to.text());
}

}  // namespace hotline::service
