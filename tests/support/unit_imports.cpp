#include "support/unit_imports.h"

#include "hotline/v1/case.pb.h"

namespace hotline::test {

v1::ImportUnitsRequest amending(const std::string& rows) {
  v1::ImportUnitsRequest request;
  request.set_units_csv(rows);
  request.set_amends(true);
  return request;
}

v1::ImportUnitsRequest ending(const std::string& code_and_name, const std::string& day,
                              const std::string& follower) {
  const auto space = code_and_name.find(' ');
  return amending("code,valid_from,valid_to,level,kind,name,successors\n" + code_and_name.substr(0, space) +
                  ",2004-07-08," + day + ",commune,xã," + code_and_name.substr(space + 1) + "," + follower +
                  "\n");
}

v1::UndoImportUnitsRequest undo_of_last_import(RunningService& service) {
  const auto last = service.as("admin").must<v1::GetLastImportResponse>(v1::GetLastImportRequest{}).version();
  v1::UndoImportUnitsRequest request;
  request.set_expected_import_version(last.empty() ? "none" : last);
  return request;
}

v1::UndoImportUnitsResponse undo_last_import(RunningService& service) {
  return service.as("admin").must<v1::UndoImportUnitsResponse>(undo_of_last_import(service));
}

std::vector<std::string> successions_in(RunningService& service, const std::string& case_id) {
  v1::GetHistoryRequest request;
  request.set_case_id(case_id);
  std::vector<std::string> out;
  for (const auto& entry : service.as("supervisor.helpline").must<v1::GetHistoryResponse>(request).entries())
    if (entry.event().has_unit_succeeded()) {
      const auto& said = entry.event().unit_succeeded();
      out.push_back(said.from_unit() + " > " + said.to_unit() + (said.late() ? " late" : "") +
                    (said.to_sort() ? " to sort" : "") + (said.taken_back() ? " taken back" : ""));
    }
  return out;
}

}  // namespace hotline::test
