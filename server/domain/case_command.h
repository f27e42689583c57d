// The acts on a case, one struct each. What a person wrote comes as the record of the contract; what the
// service worked out (ids, units) as plain types. `method` is the full name of the method of the contract
// by which people call the act.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/id.h"
#include "domain/unit.h"
#include "hotline/record/v1/case.pb.h"
#include "hotline/record/v1/contact.pb.h"

namespace hotline {

/// A contact of class INTERVENTION becomes a case, with its referral; recorded by the unit that is
/// responsible for the place, it is accepted at once.
struct OpenCase {
  static constexpr std::string_view method = "hotline.v1.IntakeService.SubmitContact";
  ContactId contact_id;
  record::v1::Contact contact;  // as `admit` (case_contact.h) gives it
  std::optional<UnitKey> refer_to;
  bool restricted = false;
  std::vector<PersonId> barred;
};

/// A further contact about the same child.
struct AddContact {
  static constexpr std::string_view method = "hotline.v1.CaseService.AddContactToCase";
  ContactId contact_id;
  record::v1::Contact contact;  // as `admit` gives it
};

struct AcceptReferral {
  static constexpr std::string_view method = "hotline.v1.ReferralService.AcceptReferral";
  ReferralId referral;
};

struct ReturnReferral {
  static constexpr std::string_view method = "hotline.v1.ReferralService.ReturnReferral";
  ReferralId referral;
  record::v1::ReturnReason reason = record::v1::RETURN_REASON_UNSPECIFIED;
  std::string explanation;
};

struct RerouteReferral {
  static constexpr std::string_view method = "hotline.v1.ReferralService.RerouteReferral";
  UnitKey to;
  std::string reason;
};

struct TransferCase {
  static constexpr std::string_view method = "hotline.v1.CaseService.TransferCase";
  UnitKey to;
  std::string reason;
};

struct SetPlaces {
  static constexpr std::string_view method = "hotline.v1.CaseService.SetPlaces";
  std::optional<record::v1::Place> incident;
  std::optional<record::v1::Place> residence;
  std::optional<record::v1::Place> present;
};

struct AmendIntake {
  static constexpr std::string_view method = "hotline.v1.CaseService.AmendIntake";
  std::optional<record::v1::Intake> intake;
  std::optional<record::v1::Informant> informant;
  std::string reason;
};

struct AddNote {
  static constexpr std::string_view method = "hotline.v1.CaseService.AddNote";
  std::string text;
};

struct RecordCallAttempt {
  static constexpr std::string_view method = "hotline.v1.CaseService.RecordCallAttempt";
  record::v1::CallAttempt attempt;
};

struct FlagProminent {
  static constexpr std::string_view method = "hotline.v1.CaseService.FlagProminent";
  record::v1::ProminentReason reason = record::v1::PROMINENT_REASON_UNSPECIFIED;
  std::string explanation;
};

struct AcknowledgeProminent {
  static constexpr std::string_view method = "hotline.v1.CaseService.AcknowledgeProminent";
  std::string note;
};

struct RestrictCase {
  static constexpr std::string_view method = "hotline.v1.CaseService.RestrictCase";
  std::vector<PersonId> barred;
  std::string explanation;
};

struct RecordAssessment {
  static constexpr std::string_view method = "hotline.v1.CaseService.RecordAssessment";
  record::v1::Assessment assessment;
};

struct SubmitPlan {
  static constexpr std::string_view method = "hotline.v1.CaseService.SubmitPlan";
  record::v1::Plan plan;
};

struct ApprovePlan {
  static constexpr std::string_view method = "hotline.v1.CaseService.ApprovePlan";
};

struct ReturnPlan {
  static constexpr std::string_view method = "hotline.v1.CaseService.ReturnPlan";
  std::string reason;
};

struct RecordAction {
  static constexpr std::string_view method = "hotline.v1.CaseService.RecordAction";
  record::v1::Action action;
};

struct StartEmergencyMeasures {
  static constexpr std::string_view method = "hotline.v1.CaseService.StartEmergencyMeasures";
  record::v1::EmergencyMeasures measures;
};

struct EndEmergencyMeasures {
  static constexpr std::string_view method = "hotline.v1.CaseService.EndEmergencyMeasures";
  std::string reason;
  std::optional<google::protobuf::Timestamp> ended_at = {};       // where it is written down later
  record::v1::Measure measure = record::v1::MEASURE_UNSPECIFIED;  // unspecified: all that run
};

struct InformPolice {
  static constexpr std::string_view method = "hotline.v1.CaseService.InformPolice";
  std::string office;
  std::string notes;
};

struct RecordReview {
  static constexpr std::string_view method = "hotline.v1.CaseService.RecordReview";
  record::v1::Review review;
};

struct CloseCase {
  static constexpr std::string_view method = "hotline.v1.CaseService.CloseCase";
  record::v1::Closing closing = record::v1::CLOSING_UNSPECIFIED;
  std::string decision;
};

struct ReopenCase {
  static constexpr std::string_view method = "hotline.v1.CaseService.ReopenCase";
  std::string reason;
};

struct LinkCases {
  static constexpr std::string_view method = "hotline.v1.CaseService.LinkCases";
  CaseId other;
  record::v1::Link link = record::v1::LINK_UNSPECIFIED;
};

struct ReleaseInformant {
  static constexpr std::string_view method = "hotline.v1.SupervisionService.ReleaseInformant";
  UnitKey to;
  std::string reason;
};

struct SetLegalHold {
  static constexpr std::string_view method = "hotline.v1.SupervisionService.SetLegalHold";
  bool held = false;
  std::string reason;
};

using CaseCommand =
    std::variant<OpenCase, AddContact, AcceptReferral, ReturnReferral, RerouteReferral, TransferCase,
                 SetPlaces, AmendIntake, AddNote, RecordCallAttempt, FlagProminent, AcknowledgeProminent,
                 RestrictCase, RecordAssessment, SubmitPlan, ApprovePlan, ReturnPlan, RecordAction,
                 StartEmergencyMeasures, EndEmergencyMeasures, InformPolice, RecordReview, CloseCase,
                 ReopenCase, LinkCases, ReleaseInformant, SetLegalHold>;

}  // namespace hotline
