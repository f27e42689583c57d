// What a draft says instead of what was counted: that each is of a number which the report has, and still has
// when it is signed, for a form may be changed in between.
//
// Pure: no I/O, no clock.
#pragma once

#include <vector>

#include "domain/report.h"

namespace hotline {

using Corrections = std::vector<v1::ReportCorrection>;

/// Those of a form with what each number is called. invalid_argument report_correction_unknown,
/// report_correction_twice, both with the field.
Result<Corrections> checked_corrections(Corrections corrections, const ReportContext& context);

/// failed_precondition report_form_changed: the report is filled in by another form, or by none, than when
/// its draft was saved, and one of them is of a number that is called otherwise now, or is not there.
Result<> corrections_still_fit(const ReportState& state, const ReportContext& context);

}  // namespace hotline
