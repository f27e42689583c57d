#include "service/sight.h"

#include <algorithm>

#include "base/log.h"
#include "service/case_file.h"
#include "service/case_row.h"
#include "store/trouble.h"

namespace hotline::service {
namespace {

std::vector<Standing> standings_to(const Reading& reading, const CaseTies& ties) {
  return granted_hats(*reading.demand.access,
                      relations_of(ties, reading.caller.viewer, reading.directory(), reading.today));
}

bool recorded(const Reading& reading, const store::ContactRow& row) {
  return row.recorded_by == reading.caller.viewer.person;
}

bool is_operator(const Reading& reading) {
  return std::ranges::any_of(granted_hats(*reading.demand.access, reading.hats), [](const Standing& hat) {
    return hat.acting.role == record::v1::ROLE_OPERATOR;
  });
}

}  // namespace

Result<Sight> sight_of(const Reading& reading, const store::CaseRow& row, bool with_past) {
  Sight sight;
  if (row.restricted) {  // only the history knows who is barred
    auto file = CaseFile::load(reading.world, reading.db, row.case_id);
    if (!file && file.error().code == Code::not_found) return sight;  // erased: nobody can tell any more
    if (!file && !store::passes(file.error())) {
      // Nobody can tell either, and one damaged case must not take the list from everybody.
      log::error("case_not_listed", {{"case", row.case_id}, {"reason", file.error()}});
      return sight;
    }
    if (!file) return fail(file.error());
    sight.ties = file->state();
  } else {
    std::vector<store::PastUnitRow> past;
    if (with_past) {
      auto read = reading.db.past_units(row.case_id);
      if (!read) return fail(read.error());
      past = std::move(*read);
    }
    sight.ties = ties_of(row, past);
  }
  sight.standings = standings_to(reading, sight.ties);
  return sight;
}

Result<bool> is_listed(const Reading& reading, const store::CaseRow& row) {
  auto sight = sight_of(reading, row);
  if (!sight && sight.error().code == Code::not_found) return false;  // erased
  if (!sight) return fail(sight.error());
  return in_scope(sight->standings);
}

Result<bool> was_listed(const Reading& reading, const CaseId& id, std::uint64_t up_to) {
  auto file = CaseFile::load(reading.world, reading.db, id);
  if (!file && file.error().code == Code::not_found) return false;
  if (!file) return fail(file.error());
  const auto then = file->state_at(up_to);
  return then.version != 0 && in_scope(standings_to(reading, then));
}

Result<bool> knows_contact(const Reading& reading, const store::ContactRow& row, const store::Scope& scope) {
  if (!row.case_id)
    return recorded(reading, row) || scope.all || std::ranges::binary_search(scope.units, row.unit);
  auto case_row = reading.db.case_row(row.case_id);
  if (!case_row) return fail(case_row.error());
  if (!*case_row) return false;
  auto sight = sight_of(reading, **case_row, true);
  if (!sight) return fail(sight.error());
  return knows_of(sight->standings) || (recorded(reading, row) && !(*case_row)->restricted);
}

Result<bool> may_match_number(const Reading& reading, const store::ContactRow& row,
                              const store::Scope& scope) {
  auto known = knows_contact(reading, row, scope);
  if (!known || !*known || recorded(reading, row) || is_operator(reading)) return known;
  if (!row.case_id) return false;
  auto file = CaseFile::load(reading.world, reading.db, row.case_id);
  if (!file) return fail(file.error());
  return std::ranges::any_of(standings_to(reading, file->state()),
                             [&](const Standing& hat) { return visibility(file->state(), hat).informant; });
}

}  // namespace hotline::service
