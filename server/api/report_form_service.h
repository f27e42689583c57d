// The reports of config/reports, filled, and as files; and the entries of figures that leave.
#pragma once

#include <vector>

#include "api/methods.h"
#include "hotline/v1/report_form.pb.h"

namespace hotline::api {

/// Keeps the forms for as long as the methods live.
void add_report_form_service(Methods& methods, std::vector<v1::ReportForm> forms);

}  // namespace hotline::api
