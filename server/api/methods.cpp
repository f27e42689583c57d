#include "api/methods.h"

#include "domain/sensitivity.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/deadline.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/duty.pb.h"
#include "hotline/v1/duty_claim.pb.h"
#include "hotline/v1/intake.pb.h"
#include "hotline/v1/maintenance.pb.h"
#include "hotline/v1/reference.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/report.pb.h"
#include "hotline/v1/report_form.pb.h"
#include "hotline/v1/session.pb.h"
#include "hotline/v1/statistics.pb.h"
#include "hotline/v1/supervision.pb.h"

namespace hotline::api {

Method& Methods::at(std::string name) {
  const auto [it, fresh] = methods_.try_emplace(std::move(name));
  HOTLINE_CHECK(fresh);
  return it->second;
}

const Method* Methods::find(const std::string& full_name) const {
  const auto it = methods_.find(full_name);
  return it == methods_.end() ? nullptr : &it->second;
}

void Methods::check(const std::vector<const google::protobuf::ServiceDescriptor*>& services) const {
  std::size_t known = 0;
  for (const auto* service : services)
    for (int i = 0; i < service->method_count(); ++i) {
      const auto* method = find(service->method(i)->full_name());
      HOTLINE_CHECK(method != nullptr);
      const auto effect = access_of(*service->method(i)).effect();
      HOTLINE_CHECK(!method->read || effect == record::v1::EFFECT_READ);
      HOTLINE_CHECK(!method->write || effect == record::v1::EFFECT_WRITE);
      HOTLINE_CHECK(static_cast<bool>(method->watch) == service->method(i)->server_streaming());
      ++known;
    }
  HOTLINE_CHECK(known == methods_.size());
}

std::vector<const google::protobuf::ServiceDescriptor*> contract_services() {
  std::vector<const google::protobuf::ServiceDescriptor*> out;
  for (const auto* file :
       {v1::SignInRequest::descriptor()->file(), v1::SubmitContactRequest::descriptor()->file(),
        v1::GetCaseRequest::descriptor()->file(), v1::ListQueueRequest::descriptor()->file(),
        v1::FindPlaceRequest::descriptor()->file(), v1::ListOverdueRequest::descriptor()->file(),
        v1::GetProofRequest::descriptor()->file(), v1::MakeSecondCopyRequest::descriptor()->file(),
        v1::ListFormsRequest::descriptor()->file(), v1::AnswerDutyLinkRequest::descriptor()->file(),
        v1::GetStatisticsRequest::descriptor()->file(), v1::FillReportRequest::descriptor()->file(),
        v1::ListDutyClaimsRequest::descriptor()->file(), v1::GetDeadlinesRequest::descriptor()->file(),
        v1::GetReportRequest::descriptor()->file()})
    for (int i = 0; i < file->service_count(); ++i) out.push_back(file->service(i));
  return out;
}

}  // namespace hotline::api
