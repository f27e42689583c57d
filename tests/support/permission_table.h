// Who may call what, written by hand from the law and the agreement on roles, never from the
// code: the domain's tests hold the contract against it, the end-to-end tests the running service.
#pragma once

#include <utility>

namespace hotline::test {

// Relations, one letter each: A author, H of the helpline, R of the responsible unit, C of the receiving unit
// (to which it comes), U above them (up), F former.
struct Row {
  const char* method;
  const char* op;  // operator
  const char* officer;
  const char* chairman;
  const char* supervisor;
};

// Nobody else, that is no administrator and no telephone system, may call any of these.
inline constexpr Row about_a_case[] = {
    // reading: supervisors of the unit and above; whoever had it once; the helpline
    {"CaseService.GetCase", "AH", "ARCUF", "ARCUF", "RCU"},
    {"CaseService.GetHistory", "AH", "ARCUF", "ARCUF", "RCU"},
    {"CaseService.WatchCase", "AH", "ARCUF", "ARCUF", "RCU"},
    // adding to it: whoever has to do with it now; supervisors edit no record
    {"CaseService.AddContactToCase", "AH", "ARCU", "ARCU", ""},
    {"CaseService.LinkCases", "AH", "RU", "RU", "RU"},
    {"CaseService.SetPlaces", "AH", "R", "R", ""},
    {"CaseService.AmendIntake", "A", "AR", "AR", ""},
    {"CaseService.AddNote", "AH", "RCU", "RCU", "RCU"},
    {"CaseService.RecordCallAttempt", "AH", "RU", "RU", "RCU"},
    {"CaseService.FlagProminent", "AH", "ARCU", "ARCU", "RCU"},
    {"CaseService.RestrictCase", "A", "U", "U", "U"},
    {"CaseService.InformPolice", "AH", "RCU", "RCU", "RCU"},
    // the work: the responsible unit; in danger also the unit that gets it and the level above
    {"CaseService.RecordAssessment", "", "R", "R", ""},
    {"CaseService.SubmitPlan", "", "R", "R", ""},
    {"CaseService.RecordAction", "", "RU", "RU", ""},
    {"CaseService.StartEmergencyMeasures", "", "RCU", "RCU", ""},
    {"CaseService.RecordReview", "", "R", "R", ""},
    // decisions: the chairman
    {"CaseService.ApprovePlan", "", "", "R", ""},
    {"CaseService.ReturnPlan", "", "", "R", ""},
    {"CaseService.EndEmergencyMeasures", "", "", "RU", ""},
    {"CaseService.CloseCase", "", "", "R", ""},
    {"CaseService.ReopenCase", "AH", "R", "R", "RU"},
    // whose it is
    {"CaseService.TransferCase", "", "R", "R", ""},
    {"ReferralService.AcceptReferral", "", "C", "C", ""},
    {"ReferralService.ReturnReferral", "", "C", "C", ""},
    {"ReferralService.RerouteReferral", "AH", "ARU", "RU", "RCU"},
    // steering
    {"SupervisionService.ReleaseInformant", "", "", "", "RCU"},
    {"AuditService.ExportHistory", "", "", "", "RCU"},
};

// Methods about no single case: O operator, F officer, C chairman, S supervisor, A administrator, I
// integration; "signed in": any person; "public": anybody.
inline constexpr std::pair<const char*, const char*> about_no_case[] = {
    {"CaseService.ListCases", "OFCS"},
    {"ReferralService.ListQueue", "OFCS"},
    {"ReferralService.WatchQueue", "OFCS"},
    {"SupervisionService.ListOverdue", "SOC"},
    {"IntakeService.ReportCall", "I"},
    {"IntakeService.SaveDraft", "OFC"},
    {"IntakeService.ListDrafts", "OFC"},
    {"IntakeService.TakeOverDraft", "OFC"},
    {"IntakeService.DiscardDraft", "OFC"},
    {"IntakeService.SubmitContact", "OFC"},
    {"IntakeService.AmendContact", "OFC"},
    {"IntakeService.GetContact", "OFCS"},
    {"IntakeService.ListContacts", "OFCS"},
    {"IntakeService.FindSimilar", "OFC"},
    {"AuditService.ListAccess", "S"},
    {"AuditService.ListAdministration", "SA"},
    {"AuditService.VerifyHistory", "SA"},
    {"AuditService.GetCheckpoint", "signed in"},
    {"AuditService.GetProof", "SA"},
    {"DirectoryService.FindPlace", "signed in"},
    {"DirectoryService.GetUnit", "signed in"},
    {"DirectoryService.ListUnits", "signed in"},
    {"DirectoryService.ImportUnits", "A"},
    {"DirectoryService.SetUnitTelephones", "AS"},
    {"DirectoryService.ListPeople", "ASCFO"},
    {"DirectoryService.CreatePerson", "A"},
    {"DirectoryService.UpdatePerson", "A"},
    {"DirectoryService.DisablePerson", "A"},
    {"DirectoryService.EnablePerson", "A"},
    {"DirectoryService.ResetPassword", "A"},
    {"DirectoryService.Delegate", "C"},
    {"DirectoryService.RevokeDelegation", "C"},
    {"DirectoryService.ListDelegations", "CFS"},
    {"SessionService.SignIn", "public"},
    {"SessionService.SignOut", "signed in"},
    {"SessionService.WhoAmI", "signed in"},
    {"SessionService.ChangePassword", "signed in"},
};

}  // namespace hotline::test
