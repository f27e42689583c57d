// Cases as the contract shows them.
#pragma once

#include "hotline/v1/case_detail.pb.h"
#include "service/case_file.h"
#include "service/lists.h"

namespace hotline::api {

v1::CaseRow to_row(const service::ListedCase& listed);
v1::CaseDetail to_detail(const service::CaseView& view, Time now);
void to_clocks(std::span<const ClockReading> readings, Time now,
               google::protobuf::RepeatedPtrField<v1::Clock>& out);

void fill(const service::NobodyAnswers& office, v1::NobodyAnswers& out);

/// The case as the caller may see it now, noted as shown.
Result<v1::CaseDetail> show_case(service::Reading& reading, const CaseId& id);
/// The same after an act. Where the act took the right to see the case, only its id.
Result<v1::CaseDetail> show_after(service::Writing& writing, service::CaseFile& file);

}  // namespace hotline::api
