// Links for duty telephones.
#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {
namespace {

using store::DutyLinkRow;

constexpr Query select_duty_link = {
    "select_duty_link",
    "SELECT token, case_id, referral_id, unit, made, expires, revoked FROM duty_link WHERE token = ?"};
constexpr Query insert_duty_link = {
    "insert_duty_link",
    "INSERT INTO duty_link VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (token) DO UPDATE SET "
    "case_id = excluded.case_id, referral_id = excluded.referral_id, unit = excluded.unit, "
    "made = excluded.made, expires = excluded.expires, revoked = excluded.revoked"};
constexpr Query revoke_links = {"revoke_duty_links",
                                "UPDATE duty_link SET revoked = 1 WHERE referral_id = ?"};
constexpr Query select_revoked = {
    "select_revoked_duty_link",
    "SELECT EXISTS (SELECT 1 FROM duty_link WHERE referral_id = ? AND revoked = 1)"};
constexpr Query delete_duty_links = {
    "delete_duty_links",
    "DELETE FROM duty_link WHERE token IN (SELECT token FROM duty_link AS link INDEXED BY duty_link_expires "
    "WHERE expires < ? AND NOT (revoked = 1 AND EXISTS (SELECT 1 FROM case_row AS waits "
    "WHERE waits.case_id = link.case_id AND waits.referral_id = link.referral_id)) "
    "ORDER BY expires, token LIMIT ?)"};

DutyLinkRow read_duty_link(const Columns& row) {
  DutyLinkRow out;
  out.token = row.bytes<32>(0);
  out.case_id = row.id<CaseId>(1);
  out.referral = row.id<ReferralId>(2);
  out.unit = row.text(3);
  out.made = row.time(4);
  out.expires = row.time(5);
  out.revoked = row.flag(6);
  return out;
}

}  // namespace

Result<std::optional<DutyLinkRow>> Transaction::duty_link(const store::Hash32& token) {
  return connection_.one(select_duty_link, read_duty_link, token);
}

Result<bool> Transaction::revoked_duty_links(const ReferralId& referral) {
  auto found = connection_.one(select_revoked, [](const Columns& row) { return row.flag(0); }, referral);
  if (!found) return fail(found.error());
  return found->value_or(false);
}

Result<> Transaction::put(const DutyLinkRow& row) {
  return change(insert_duty_link, row.token, row.case_id, row.referral, std::string_view(row.unit), row.made,
                row.expires, row.revoked);
}

Result<> Transaction::revoke_duty_links(const ReferralId& referral) { return change(revoke_links, referral); }

Result<> Transaction::erase_duty_links_expired_before(Time at, std::uint32_t count_max) {
  return change(delete_duty_links, at, count_max);
}

}  // namespace hotline::store_sqlite
