// The lists of codes, the forms and the report duties that the service works with: data, read and checked
// when it starts.
#pragma once

#include <google/protobuf/descriptor.h>

#include <string_view>
#include <vector>

#include "base/status.h"
#include "hotline/record/v1/reference.pb.h"
#include "hotline/record/v1/report.pb.h"
#include "hotline/v1/filled_report.pb.h"

namespace hotline {

struct Reference {
  std::vector<record::v1::CodeList> lists;
  std::vector<record::v1::FormTemplate> forms;
  std::vector<v1::ReportForm> report_forms;  // read_report_form() of report_form.h, in the order of files
  record::v1::ReportDuties report_duties;    // read_report_duties() of report_duty.h
};

/// One file of config/categories. Beyond what record_file.h refuses: a code or a group that stands twice, a
/// group that is not there, a list that ends before it begins.
Result<record::v1::CodeList> read_code_list(std::string_view toml);

/// One file of config/forms. Beyond what record_file.h refuses: a field that the record does not have, a
/// table over a field that holds one thing alone, a box for a value that the field cannot have.
Result<record::v1::FormTemplate> read_form(std::string_view toml, const google::protobuf::Descriptor& record);

/// What no file alone can say: one list twice for one day, a form twice, a form that asks for a list that is
/// not there.
Result<> check_reference(const Reference& reference);

}  // namespace hotline
