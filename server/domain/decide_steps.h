// The acts, one `ready` and one `act` each, shared by the files that hold them. Nobody else includes this.
//
// `ready` is what does not depend on the content of the act: possible_acts asks it, and decide asks it first,
// so the two cannot differ. `act` may refuse the content.
#pragma once

#include "domain/case_time.h"
#include "domain/decide.h"

namespace hotline {

template <class Command>
struct Act {};

Result<> ready(Act<OpenCase>, const CaseState&, const Context&);
Result<> ready(Act<AddContact>, const CaseState&, const Context&);
Result<> ready(Act<AcceptReferral>, const CaseState&, const Context&);
Result<> ready(Act<ReturnReferral>, const CaseState&, const Context&);
Result<> ready(Act<RerouteReferral>, const CaseState&, const Context&);
Result<> ready(Act<TransferCase>, const CaseState&, const Context&);
Result<> ready(Act<SetPlaces>, const CaseState&, const Context&);
Result<> ready(Act<AmendIntake>, const CaseState&, const Context&);
Result<> ready(Act<AddNote>, const CaseState&, const Context&);
Result<> ready(Act<RecordCallAttempt>, const CaseState&, const Context&);
Result<> ready(Act<FlagProminent>, const CaseState&, const Context&);
Result<> ready(Act<AcknowledgeProminent>, const CaseState&, const Context&);
Result<> ready(Act<RestrictCase>, const CaseState&, const Context&);
Result<> ready(Act<RecordAssessment>, const CaseState&, const Context&);
Result<> ready(Act<SubmitPlan>, const CaseState&, const Context&);
Result<> ready(Act<ApprovePlan>, const CaseState&, const Context&);
Result<> ready(Act<ReturnPlan>, const CaseState&, const Context&);
Result<> ready(Act<RecordAction>, const CaseState&, const Context&);
Result<> ready(Act<StartEmergencyMeasures>, const CaseState&, const Context&);
Result<> ready(Act<EndEmergencyMeasures>, const CaseState&, const Context&);
Result<> ready(Act<InformPolice>, const CaseState&, const Context&);
Result<> ready(Act<RecordReview>, const CaseState&, const Context&);
Result<> ready(Act<CloseCase>, const CaseState&, const Context&);
Result<> ready(Act<ReopenCase>, const CaseState&, const Context&);
Result<> ready(Act<LinkCases>, const CaseState&, const Context&);
Result<> ready(Act<ReleaseInformant>, const CaseState&, const Context&);
Result<> ready(Act<SetLegalHold>, const CaseState&, const Context&);

Result<Decision> act(const CaseState&, const OpenCase&, const Context&);
Result<Decision> act(const CaseState&, const AddContact&, const Context&);
Result<Decision> act(const CaseState&, const AcceptReferral&, const Context&);
Result<Decision> act(const CaseState&, const ReturnReferral&, const Context&);
Result<Decision> act(const CaseState&, const RerouteReferral&, const Context&);
Result<Decision> act(const CaseState&, const TransferCase&, const Context&);
Result<Decision> act(const CaseState&, const SetPlaces&, const Context&);
Result<Decision> act(const CaseState&, const AmendIntake&, const Context&);
Result<Decision> act(const CaseState&, const AddNote&, const Context&);
Result<Decision> act(const CaseState&, const RecordCallAttempt&, const Context&);
Result<Decision> act(const CaseState&, const FlagProminent&, const Context&);
Result<Decision> act(const CaseState&, const AcknowledgeProminent&, const Context&);
Result<Decision> act(const CaseState&, const RestrictCase&, const Context&);
Result<Decision> act(const CaseState&, const RecordAssessment&, const Context&);
Result<Decision> act(const CaseState&, const SubmitPlan&, const Context&);
Result<Decision> act(const CaseState&, const ApprovePlan&, const Context&);
Result<Decision> act(const CaseState&, const ReturnPlan&, const Context&);
Result<Decision> act(const CaseState&, const RecordAction&, const Context&);
Result<Decision> act(const CaseState&, const StartEmergencyMeasures&, const Context&);
Result<Decision> act(const CaseState&, const EndEmergencyMeasures&, const Context&);
Result<Decision> act(const CaseState&, const InformPolice&, const Context&);
Result<Decision> act(const CaseState&, const RecordReview&, const Context&);
Result<Decision> act(const CaseState&, const CloseCase&, const Context&);
Result<Decision> act(const CaseState&, const ReopenCase&, const Context&);
Result<Decision> act(const CaseState&, const LinkCases&, const Context&);
Result<Decision> act(const CaseState&, const ReleaseInformant&, const Context&);
Result<Decision> act(const CaseState&, const SetLegalHold&, const Context&);

// decide_conditions.cpp: what several acts ask.

/// Refuses with the first condition that fails; conditions are evaluated by the caller in the order given.
Result<> first_of(std::initializer_list<Result<>> conditions);

Result<> is_open(const CaseState&);
Result<> is_accepted(const CaseState&);
/// The hat is of the unit that is responsible today.
Result<> is_responsible(const CaseState&, const Context&);
/// The hat is of the unit to which a referral waits.
Result<> is_receiving(const CaseState&, const Context&);
Result<> is_chairman(const Context&);
Result<> nothing_is_pending(const CaseState&);

/// invalid_argument with one field.
std::unexpected<Error> bad_field(std::string path, std::string_view reason, Text text);
/// A time that somebody claims: not in the future, not before the case was received.
Result<> check_claimed(const google::protobuf::Timestamp& claimed, const CaseState&, const Context&,
                       std::string path);
/// Every unit that is named is in the directory.
Result<> check_places(const record::v1::Intake& intake, const Context&, const std::string& path);
/// A restricted case stays above the communes.
Result<> check_may_hold(const UnitKey& unit, const CaseState&, const Context&);

Date today(const Context& context);
history::v1::CaseEvent event_of(const Context& context);
/// Beside the event that made the case prominent for this reason.
history::v1::CaseEvent flagged_by_rule(record::v1::ProminentReason reason, const Context& context);
history::v1::Referral referral_to(const UnitKey& to, bool to_sort, const std::string& reason,
                                  const UnitKey& from, const Context& context);
inline Decision one(history::v1::CaseEvent event) {
  Decision decision;
  decision.push_back(std::move(event));
  return decision;
}

}  // namespace hotline
