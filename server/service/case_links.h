// The same child, a sibling, a duplicate: a link stands in both cases or in neither.
#pragma once

#include "service/case_file.h"

namespace hotline::service {

/// Links both cases in this transaction; the caller must be one who may link each of them. Where one of the
/// two has the link already, the other gets it. Errors: not_found case_unknown; permission_denied
/// link_needs_both for a case that the caller may only read; those of LinkCases (decide.h).
Result<> link_cases(Writing& writing, CaseFile& file, const CaseId& other, record::v1::Link link);

}  // namespace hotline::service
