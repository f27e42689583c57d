// Names every file of the contract, so that all of it is linked and known to reflection.
#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <vector>

#include "domain/sensitivity.h"
#include "hotline/history/v1/event.pb.h"
#include "hotline/history/v1/journal.pb.h"
#include "hotline/history/v1/report.pb.h"
#include "hotline/record/v1/stored.pb.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/deadline.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/duty.pb.h"
#include "hotline/v1/duty_claim.pb.h"
#include "hotline/v1/error.pb.h"
#include "hotline/v1/intake.pb.h"
#include "hotline/v1/maintenance.pb.h"
#include "hotline/v1/notice.pb.h"
#include "hotline/v1/reference.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/report.pb.h"
#include "hotline/v1/report_form.pb.h"
#include "hotline/v1/session.pb.h"
#include "hotline/v1/statistics.pb.h"
#include "hotline/v1/supervision.pb.h"

namespace hotline {
namespace {
using google::protobuf::FileDescriptor;

void add_with_imports(const FileDescriptor* file, std::vector<const FileDescriptor*>& files) {
  if (!file->package().starts_with("hotline.") || std::ranges::find(files, file) != files.end()) return;
  for (int i = 0; i < file->dependency_count(); ++i) add_with_imports(file->dependency(i), files);
  files.push_back(file);
}

std::vector<const FileDescriptor*> all_files() {
  std::vector<const FileDescriptor*> files;
  for (const auto* type : {history::v1::CaseEvent::descriptor(),    history::v1::AccessRecord::descriptor(),
                           record::v1::StoredPerson::descriptor(),  v1::GetProofRequest::descriptor(),
                           v1::GetCaseRequest::descriptor(),        v1::FindPlaceRequest::descriptor(),
                           v1::SubmitContactRequest::descriptor(),  v1::ListQueueRequest::descriptor(),
                           v1::SignInRequest::descriptor(),         v1::ListOverdueRequest::descriptor(),
                           v1::MakeSecondCopyRequest::descriptor(), v1::StoredMessage::descriptor(),
                           v1::AnswerDutyLinkRequest::descriptor(), v1::Failure::descriptor(),
                           v1::ListFormsRequest::descriptor(),      v1::GetStatisticsRequest::descriptor(),
                           v1::ListDutyClaimsRequest::descriptor(), v1::GetDeadlinesRequest::descriptor(),
                           v1::GetReportRequest::descriptor(),      v1::FillReportRequest::descriptor(),
                           history::v1::ReportEvent::descriptor()})
    add_with_imports(type->file(), files);
  return files;
}

}  // namespace

std::span<const FileDescriptor* const> contract_files() {
  static const auto files = all_files();
  return files;
}

std::span<const google::protobuf::Descriptor* const> history_roots() {
  static const std::vector<const google::protobuf::Descriptor*> roots = {
      history::v1::CaseEvent::descriptor(), history::v1::ContactEvent::descriptor(),
      history::v1::AccessRecord::descriptor(), history::v1::AdministrationRecord::descriptor(),
      history::v1::ReportEvent::descriptor()};
  return roots;
}

}  // namespace hotline
