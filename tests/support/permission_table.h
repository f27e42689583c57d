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
    {"CaseService.FindCase", "AH", "ARCUF", "ARCUF", "RCU"},
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
    {"CaseService.AcknowledgeProminent", "", "U", "U", "U"},
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
    {"ReferralService.RerouteReferral", "AH", "RU", "RU", "RCU"},
    // links to the duty telephone
    {"DutyLinkService.RevokeDutyLinks", "AH", "RCU", "RCU", "RCU"},
    // steering
    {"SupervisionService.ReleaseInformant", "", "", "", "RCU"},
    {"SupervisionService.SetLegalHold", "", "", "", "RCU"},
    {"AuditService.ExportHistory", "", "", "", "RCU"},
};

// Methods about no single case: O operator, F officer, C chairman, S supervisor, A administrator, I
// integration; "signed in": any person; "public": anybody.
inline constexpr std::pair<const char*, const char*> about_no_case[] = {
    {"CaseService.ListCases", "OFCS"},
    {"ReferralService.ListQueue", "OFCS"},
    {"ReferralService.WatchQueue", "OFCS"},
    {"StatisticsService.GetStatistics", "FCS"},
    {"ReportFormService.FillReport", "FCS"},
    {"ReportFormService.ExportReport", "FCS"},
    {"ReportFormService.NoteExport", "FCS"},
    {"StatisticsService.ListCasesBehind", "FCS"},
    {"ReportFormService.ListCasesOfCell", "FCS"},
    // reports: officers write, chairmen sign (at the helpline supervisors do both), the level above answers
    {"ReportService.ListReports", "FCS"},
    {"ReportService.GetReport", "FCS"},
    {"ReportService.ListCasesOfLine", "FCS"},
    {"ReportService.SaveReportDraft", "FS"},
    {"ReportService.SignReport", "CS"},
    {"ReportService.ReturnReport", "CS"},
    {"ReportService.AcceptReport", "CS"},
    {"ReportService.ExportReportHistory", "FCS"},
    // as the call list of cases
    {"ReportService.ListReportCalls", "SO"},
    {"ReportService.RecordReportCall", "SO"},
    {"SupervisionService.GetOverview", "S"},
    {"SupervisionService.WatchOverview", "S"},
    {"SupervisionService.ListOverdue", "SOC"},
    {"SupervisionService.ListCalls", "SO"},
    {"DutyClaimService.ListDutyClaims", "SO"},
    {"DeadlineService.GetOnTimeShares", "FCS"},
    {"DeadlineService.ListCasesOfShare", "FCS"},
    {"DeadlineService.GetDeadlines", "signed in"},
    {"DeadlineService.SimulateDeadlines", "S"},
    {"SupervisionService.SetContactLegalHold", "S"},
    {"SupervisionService.ListUndelivered", "S"},
    {"SupervisionService.RetryUndelivered", "S"},
    {"SupervisionService.ListUnitChanges", "S"},
    {"SupervisionService.ConfirmMembership", "S"},
    {"IntakeService.ReportCall", "I"},
    {"IntakeService.SaveDraft", "OFC"},
    {"IntakeService.ListDrafts", "OFC"},
    {"IntakeService.TakeOverDraft", "OFC"},
    {"IntakeService.DiscardDraft", "OFC"},
    {"IntakeService.SubmitContact", "OFC"},
    {"IntakeService.PreviewContact", "OFC"},
    {"IntakeService.AmendContact", "OFC"},
    {"IntakeService.GetContact", "OFCS"},
    {"IntakeService.ListContacts", "OFCS"},
    {"IntakeService.FindSimilar", "OFC"},
    {"AuditService.ListAccess", "S"},
    {"AuditService.ListAdministration", "SA"},
    {"AuditService.VerifyHistory", "SA"},
    {"AuditService.GetCheckpoint", "signed in"},
    {"AuditService.GetProof", "SA"},
    {"MaintenanceService.MakeSecondCopy", "A"},
    {"ReferenceService.ListCategories", "signed in"},
    {"ReferenceService.ListForms", "signed in"},
    {"ReportFormService.ListReportForms", "signed in"},
    {"ReportService.ListReportDuties", "signed in"},
    {"DirectoryService.FindPlace", "signed in"},
    {"DirectoryService.GetUnit", "signed in"},
    {"DirectoryService.ListUnits", "signed in"},
    {"DirectoryService.ImportUnits", "A"},
    {"DirectoryService.GetLastImport", "A"},
    {"DirectoryService.UndoImportUnits", "A"},
    {"DirectoryService.SetUnitTelephones", "AS"},
    {"DirectoryService.ListPeople", "ASCFO"},
    {"DirectoryService.NamePeople", "ASCFO"},
    {"DirectoryService.ListOfficials", "OFCS"},
    {"DirectoryService.CreatePerson", "A"},
    {"DirectoryService.UpdatePerson", "A"},
    {"DirectoryService.DisablePerson", "A"},
    {"DirectoryService.EnablePerson", "A"},
    {"DirectoryService.ResetPassword", "A"},
    {"DirectoryService.Delegate", "C"},
    {"DirectoryService.RevokeDelegation", "C"},
    {"DirectoryService.ListDelegations", "CFS"},
    {"DirectoryService.SetDuty", "ASC"},
    {"DirectoryService.RevokeDuty", "ASC"},
    {"DirectoryService.GetRoster", "ASCFO"},
    {"DirectoryService.ListUnanswered", "ASO"},
    {"DutyLinkService.LookUpDutyLink", "public"},
    {"DutyLinkService.AnswerDutyLink", "public"},
    {"SessionService.SignIn", "public"},
    {"SessionService.SignOut", "signed in"},
    {"SessionService.WhoAmI", "signed in"},
    {"SessionService.ChangePassword", "signed in"},
    {"SessionService.ListSessions", "signed in"},
    {"SessionService.EndSession", "signed in"},
};

// Who stands in which relation to a case of Tam Dị as it goes on, by hand: the same letters.
struct Tie {
  const char* login;
  char role;               // O operator, F officer, C chairman, S supervisor, A administrator, I integration
  const char* while_sent;  // referred to Tam Dị, the helpline still responsible
  const char* when_moved;  // accepted by Tam Dị, then moved to Bảo Sơn, which accepted
  const char* when_restricted;  // while it was sent: now it waits at the district, and operator.lan and
                                // chairman.district are barred
};
inline constexpr Tie ties[] = {{"operator.hoa", 'O', "AR", "AU", "AR"},
                               {"operator.lan", 'O', "HR", "HU", ""},
                               {"officer.tamdi", 'F', "C", "F", ""},
                               {"deputy.tamdi", 'F', "C", "F", ""},
                               {"chairman.tamdi", 'C', "C", "F", ""},
                               {"supervisor.tamdi", 'S', "C", "F", ""},
                               {"officer.baoson", 'F', "", "R", ""},
                               {"chairman.baoson", 'C', "", "R", ""},
                               {"officer.district", 'F', "U", "U", "C"},
                               {"chairman.district", 'C', "U", "U", ""},
                               {"supervisor.district", 'S', "U", "U", "C"},
                               {"supervisor.province", 'S', "U", "U", "U"},
                               {"supervisor.helpline", 'S', "RU", "U", "RU"},
                               {"admin", 'A', "", "", ""},
                               {"telephone", 'I', "", "", ""}};

// People with two hats, while the case is sent: an act is theirs by one hat alone, never by the role of the
// one and the relation of the other.
struct TwoHats {
  const char* login;
  const char *unit, *second_unit;
  char role, second_role;
  const char *relations, *second_relations;
};
inline constexpr TwoHats two_hats[] = {
    {"officer.baoson", "07459@2004-07-08", "218@2004-07-08", 'F', 'S', "", "U"},
    {"supervisor.tamdi", "07456@2004-07-08", "TD111@2004-01-01", 'S', 'O', "C", "HR"},
    {"officer.district", "218@2004-07-08", "TD111@2004-01-01", 'F', 'A', "U", ""}};
// Whether each of them finds the case: by the hats alone that the list is granted to.
inline constexpr std::pair<const char*, const char*> lists_of_two_hats[] = {{"ListCases", "111"},
                                                                            {"ListQueue", "111"},
                                                                            {"WatchQueue", "111"},
                                                                            {"ListOverdue", "11-"},
                                                                            {"ListCalls", "11-"},
                                                                            {"FindSimilar by place", "011"},
                                                                            {"FindSimilar by number", "010"},
                                                                            {"ListContacts", "010"}};

// Who finds the case in each list: one letter for each of `ties` (spaces part the offices), '1' found,
// '0' not, '-' not theirs to ask.
struct ListRow {
  const char* list;
  const char* while_sent;
  const char* when_moved;
  const char* when_restricted;
};
inline constexpr ListRow lists[] = {
    // hoa lan | officer deputy chairman supervisor of Tam Dị | officer chairman of Bảo Sơn | officer chairman
    // supervisor of the district | province | helpline | administrator | telephone
    {"ListCases", "11 1111 00 111 1 1 - -", "11 0000 11 111 1 1 - -", "10 0000 00 101 1 1 - -"},
    {"ListQueue", "11 1111 00 111 1 1 - -", "00 0000 00 000 0 0 - -", "10 0000 00 101 1 1 - -"},
    {"WatchQueue", "11 1111 00 111 1 1 - -", "00 0000 00 000 0 0 - -", "10 0000 00 101 1 1 - -"},
    {"ListOverdue", "11 --11 -0 -11 1 1 - -", "11 --00 -1 -11 1 1 - -", "10 --00 -0 -01 1 1 - -"},
    {"ListCalls", "11 ---1 -- --1 1 1 - -", "11 ---0 -- --1 1 1 - -", "10 ---0 -- --1 1 1 - -"},
    {"FindSimilar by place", "11 111- 00 11- - - - -", "11 000- 11 11- - - - -", "10 000- 00 10- - - - -"},
    {"FindSimilar by number", "11 000- 00 00- - - - -", "11 000- 00 00- - - - -", "10 000- 00 00- - - - -"},
    {"ListContacts", "11 0000 00 000 0 1 - -", "11 0000 00 000 0 1 - -", "10 0000 00 000 0 1 - -"},
    {"ListAccess", "-- ---1 -- --1 1 1 - -", "-- ---0 -- --1 1 1 - -", "-- ---0 -- --1 1 1 - -"},
    // numbers that count it, and the one case with its proofs
    {"GetOverview", "-- ---1 -- --1 1 1 - -", "-- ---0 -- --1 1 1 - -", "-- ---0 -- --1 1 1 - -"},
    {"ListUnanswered", "11 ---1 -- --1 1 1 0 -", "11 ---0 -- --1 1 1 0 -", "10 ---0 -- --1 1 1 0 -"},
    {"GetStatistics", "-- 1111 00 111 1 1 - -", "-- 0000 11 111 1 1 - -", "-- 0000 00 101 1 1 - -"},
    {"ListCasesBehind", "-- 1111 00 111 1 1 - -", "-- 0000 11 111 1 1 - -", "-- 0000 00 101 1 1 - -"},
    {"ListCasesOfCell", "-- 1111 00 111 1 1 - -", "-- 0000 11 111 1 1 - -", "-- 0000 00 101 1 1 - -"},
    {"GetOnTimeShares", "-- 1111 00 111 1 1 - -", "-- 1111 11 111 1 1 - -", "-- 0000 00 101 1 1 - -"},
    {"FillReport", "-- 1111 00 111 1 1 - -", "-- 0000 11 111 1 1 - -", "-- 0000 00 101 1 1 - -"},
    {"SimulateDeadlines", "-- ---- -- --- - 1 - -", "-- ---- -- --- - 1 - -", "-- ---- -- --- - 1 - -"},
    {"ExportHistory", "-- ---1 -- --1 1 1 - -", "-- ---0 -- --1 1 1 - -", "-- ---0 -- --1 1 1 - -"},
    // what the office of the case said without an account, and what was to be told to it and reached nobody
    {"ListDutyClaims", "11 ---1 -- --1 1 1 - -", "00 ---0 -- --0 0 0 - -", "00 ---0 -- --0 0 0 - -"},
    {"ListUndelivered", "-- ---1 -- --1 1 1 - -", "-- ---0 -- --1 1 1 - -", "-- ---0 -- --1 1 1 - -"}};

// The other answers that hold a number, an id of a case or a file, or come as a stream, and why they are no
// list of cases. Every method of the contract is here, in `lists`, or about one case (`about_a_case`).
inline constexpr std::pair<const char*, const char*> no_lists[] = {
    {"WatchOverview", "that a number of GetOverview is another one: overview_test.cpp"},
    {"ListUnitChanges", "cases move with a unit that ends: a test of its own in lists_test.cpp"},
    {"ExportReport", "what FillReport answers, as a file: report_golden_test.cpp"},
    {"GetContact", "one contact; whoever may not see its case does not find it: visibility_test.cpp"},
    {"SubmitContact", "the case that the caller has just opened"},
    {"SaveDraft", "the version of the caller's own draft"},
    {"ListDrafts", "what its writer put into a draft, held against no case: account_test.cpp"},
    {"TakeOverDraft", "as ListDrafts"},
    {"LookUpDutyLink", "the referral that a secret link is for: duty_link_test.cpp"},
    {"AnswerDutyLink", "as LookUpDutyLink"},
    {"ListReports", "reports, by the office that owes them: reports_test.cpp"},
    {"GetReport", "as ListReports; restricted cases are in no report"},
    {"SaveReportDraft", "as GetReport"},
    {"SignReport", "as GetReport"},
    {"ReturnReport", "as GetReport"},
    {"AcceptReport", "as GetReport"},
    {"ListCasesOfLine", "what ListCasesBehind lists, of a line of a report: report_cases_test.cpp"},
    {"ExportReportHistory", "as GetReport, sealed: report_by_form_test.cpp"},
    {"ListReportDuties", "the rules"},
    {"ListCasesOfShare", "what ListCasesBehind lists, of a share: deadline_test.cpp"},
    {"ListReportCalls", "late reports: report_calls_test.cpp"},
    {"RecordReportCall", "as ListReportCalls"},
    {"ListReportForms", "the forms, unfilled"},
    {"GetDeadlines", "the rules"},
    {"ListAdministration", "acts beside the cases, by the scope in which they lie: administration_test.cpp"},
    {"VerifyHistory", "the size of the whole log, which every checkpoint tells"},
    {"GetProof", "hashes of the log"},
    {"FindPlace", "how well a place fits a text"},
    {"ImportUnits", "the whole country, for those who may change its list of units"},
    {"GetLastImport", "units"},
    {"UndoImportUnits", "units"},
    {"MakeSecondCopy", "pages of a file"},
};

}  // namespace hotline::test
