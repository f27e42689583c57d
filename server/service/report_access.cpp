#include "service/report_access.h"

#include <algorithm>

#include "domain/sensitivity.h"
#include "service/installed_day.h"

namespace hotline::service {
namespace {
namespace rec = record::v1;

bool gets(const Reading& reading, const OwedReport& report) {
  const auto* to = report.to ? reading.directory().find(*report.to) : nullptr;
  if (to == nullptr) return false;
  const auto& acting = acts_for(reading.directory(), *to, reading.today).key;
  return std::ranges::any_of(reading.hats, [&](const Standing& hat) {
    return !hat.ended && hat.acting.unit == acting &&
           (hat.acting.role == rec::ROLE_SUPERVISOR || hat.acting.role == rec::ROLE_CHAIRMAN ||
            hat.acting.role == rec::ROLE_OFFICER);
  });
}

/// The hats under which a method of this service may be called at all.
std::vector<Acting> hats_for(const Reading& reading, const char* method) {
  const auto* service = v1::GetReportRequest::descriptor()->file()->FindServiceByName("ReportService");
  return permits(access_of(*service->FindMethodByName(method)), reading.hats);
}

}  // namespace

std::unexpected<Error> report_unknown() {
  return fail(Code::not_found, "report_unknown",
              {"Không có báo cáo này trong phạm vi của bạn.", "There is no such report within your scope."});
}

bool is_in(const store::Scope& scope, const std::string& unit) {
  return scope.all || std::ranges::binary_search(scope.units, unit);
}

/// Office and recipient may both be the caller's; whose the report is by now may also be the caller's.
bool is_visible(const Reading& reading, const store::Scope& scope, const OwedReport& report) {
  if (is_in(scope, report.unit.text()) || gets(reading, report)) return true;
  const auto* unit = reading.directory().find(report.unit);
  return is_in(scope, acts_for(reading.directory(), *unit, reading.today).key.text());
}

Result<OwedReport> find_report(Reading& reading, const v1::ReportKey& key) {
  const auto unit = UnitKey::parse(key.unit());
  const auto first = parse_date(key.first_day());
  auto scope = reading.scope({});
  if (!scope) return fail(scope.error());
  if (!unit || !first) return report_unknown();
  auto report =
      owed_report(reading.world.reference.report_duties, reading.directory(), key.duty(), *unit, *first);
  if (!report || reading.today < report->span.first || !is_visible(reading, **scope, *report))
    return report_unknown();
  const auto began = installed_day(reading.db, reading.today);
  if (!began) return fail(began.error());
  if (is_owed(reading.world.reference.report_duties, *report, *began)) return *report;
  auto file = ReportFile::load(reading.world, reading.db, *report);
  if (!file) return fail(file.error());
  return file->state().version > 0 ? Result<OwedReport>(*report) : report_unknown();
}

const v1::ReportForm* form_of_duty(const World& world, const OwedReport& report) {
  const auto& forms = world.reference.report_forms;
  const auto form = std::ranges::find(forms, report.duty->form(), &v1::ReportForm::form);
  return form == forms.end() ? nullptr : &*form;  // a rule that names one was read with it
}

ReportContext context_of(const Reading& reading, const OwedReport& report) {
  return {.report = report,
          .directory = reading.directory(),
          .person = reading.caller.viewer.person,
          .acting = {},
          .now = reading.now,
          .lists = reading.world.reference.lists,
          .form = form_of_duty(reading.world, report)};
}

bool may(const Reading& reading, const ReportFile& file, const char* method, const ReportCommand& command) {
  const auto hats = hats_for(reading, method);
  return !hats.empty() &&
         decide_as(file.state(), command, context_of(reading, file.report()), hats).has_value();
}

}  // namespace hotline::service
