// What of the lists a caller may know of: who is what to the case of a row, and to a contact.
//
// Promises: a barred person, and a commune whose case is restricted, learn nothing from a list, a look-up or
// a stream, not even that something was left out; a telephone number answers only who may know whose it is.
// Everything is worked out inside the transaction that reads the rows, under the hats that the method is
// granted to.
#pragma once

#include <optional>
#include <vector>

#include "service/act.h"

namespace hotline::service {

struct Sight {
  CaseTies ties;
  std::vector<Standing> standings;
};

/// What the caller is to the case of this row. `with_past`: also by units that had it before.
Result<Sight> sight_of(const Reading& reading, const store::CaseRow& row, bool with_past = false);

/// Whether the caller's lists show the case of this row.
Result<bool> is_listed(const Reading& reading, const store::CaseRow& row);

/// Whether the case stood in the caller's lists when the log went up to this index: whoever had it then may
/// be told that it is gone, and nobody else.
Result<bool> was_listed(const Reading& reading, const CaseId& id, std::uint64_t up_to);

/// Whether the caller may know that this contact was: recorded by them or in their scope and, where it
/// belongs to a case, something to that case.
Result<bool> knows_contact(const Reading& reading, const store::ContactRow& row, const store::Scope& scope);

/// Whether a telephone number may lead the caller to this contact. Operators ask before they answer a call;
/// anybody else only where they may know who told.
Result<bool> may_match_number(const Reading& reading, const store::ContactRow& row,
                              const store::Scope& scope);

}  // namespace hotline::service
