// What every field of the contract is, written by hand from DOMAIN.md §6, Decree 56/2017 art. 33 and the
// Children Law art. 21, never from the options: whoever adds a field says here once more whom it concerns.
// What stands in no list is of the child.
#pragma once

namespace hotline::test {

/// The fields of one message by their names, parted by spaces; without "hotline.".
struct Fields {
  const char* message;
  const char* fields;
};

// Who told us, and what could betray them: also the number that a call came from, and whether they called
// before.
inline constexpr Fields of_the_informant[] = {
    {"record.v1.Informant", "relation name telephone address notes agreed_to_be_named call_back_allowed"},
    {"record.v1.Contact", "informant caller_number repeat_caller"},
    {"v1.AmendIntakeRequest", "informant"},
    {"history.v1.IntakeAmended", "informant"},
    {"v1.CaseDetail", "informant caller_number"},
    {"v1.ReportCallRequest", "caller_number"},
    {"v1.FindSimilarRequest", "caller_number"},
};

// Who is suspected, and that an official is.
inline constexpr Fields of_the_allegation[] = {
    {"record.v1.SuspectedAbuser", "name relation lives_with_child can_reach_child notes"},
    {"record.v1.Intake", "suspected_abusers"},
    {"record.v1.Routing", "restricted barred_person_ids"},
    {"v1.SubmitContactRequest", "restricted barred_person_ids"},
    {"v1.PreviewContactRequest", "restricted"},
    {"v1.RestrictCaseRequest", "explanation"},
    {"history.v1.Restricted", "explanation"},
};

// For the person alone whose it is, and for no log.
inline constexpr Fields secret[] = {
    {"v1.SignInRequest", "password"},
    {"v1.SignInResponse", "token"},
    {"v1.ChangePasswordRequest", "old_password new_password"},
    {"v1.CreatePersonResponse", "one_time_password"},
    {"v1.ResetPasswordResponse", "one_time_password"},
    {"record.v1.StoredPerson", "password_hash"},
    {"v1.StoredMessage", "to subject body link"},
    {"v1.LookUpDutyLinkRequest", "token"},
    {"v1.AnswerDutyLinkRequest", "token"},
};

// In answers: ids, codes, times, offices, officials, counts. They stay for whoever may read the answer at
// all. Who is barred from a case stands among them as ids: whether a person is, is decided before any part is
// opened.
inline constexpr Fields plain_in_answers[] = {
    {"history.v1.Accepted", "referral_id"},
    {"history.v1.Actor", "person_id unit role for_person_id"},
    {"history.v1.CaseEvent", "recorded_at actor answers_contact"},
    {"history.v1.Closed", "closing"},
    {"history.v1.ContactAdded", "contact_id emergency risk unanswered"},
    {"history.v1.DutyAnswered", "referral_id answer"},
    {"history.v1.EmergencyEnded", "ended_at"},
    {"history.v1.InformantReleased", "to_unit"},
    {"history.v1.IntakeAmended", "emergency risk"},
    {"history.v1.LadderStepDelivered", "clock ordinal notice rung channel delivered attempts"},
    {"history.v1.LadderStepTaken",
     "clock ordinal notice rung step_at clock_due_at of_unit unit person_ids channels"},
    {"history.v1.LegalHoldSet", "held"},
    {"history.v1.Linked", "other_case_id link"},
    {"history.v1.Opened", "number contact_id emergency risk accepted_at_once received_at"},
    {"history.v1.PlanApproved", "number"},
    {"history.v1.PlanReturned", "number"},
    {"history.v1.PlanSubmitted", "number"},
    {"history.v1.ProminentDelivered", "unit channel delivered attempts told_at"},
    {"history.v1.ProminentFlagged", "reason by_rule takes_note"},
    {"history.v1.ProminentReminded", "levels call_list step_at"},
    {"history.v1.ProminentTold", "levels"},
    {"history.v1.Referral", "referral_id from_unit to_unit to_sort"},
    {"history.v1.Rerouted", "replaced_referral_id"},
    {"history.v1.Restricted", "barred_person_ids responsible_unit"},
    {"history.v1.Returned", "referral_id reason"},
    {"history.v1.UnitSucceeded",
     "from_unit to_unit on_date late responsible referral_id to_sort candidates taken_back"},
    {"record.v1.Action", "done_at child_seen plan_carried_out"},
    {"record.v1.Assessment", "kind conclusion child_seen emergency made_at"},
    {"record.v1.CallAttempt", "unit at result confirms"},
    {"record.v1.CaseSummary", "incident_unit"},
    {"record.v1.CodeGroup", "code name"},
    {"record.v1.CodeItem", "code name group article uses"},
    {"record.v1.CodeList", "list name source valid_from valid_to draft groups items"},
    {"record.v1.Contact", "channel started_at ended_at received_at paper_sheet call_type contact_class"},
    {"record.v1.Delegation", "delegation_id unit chairman_id deputy_id from until revoked"},
    {"record.v1.Duty", "duty_id unit kind person_id for_person_id from until revoked"},
    {"record.v1.EmergencyMeasures", "measure started_at"},
    {"record.v1.FormBox", "label values"},
    {"record.v1.FormLine", "heading label parts either field boxes table risks note mark only_if unless"},
    {"record.v1.FormPart", "label field words"},
    {"record.v1.FormRisks", "rows list use"},
    {"record.v1.FormSignature", "role field"},
    {"record.v1.FormTable", "rows columns unless"},
    {"record.v1.FormTemplate", "form name number source title subtitle office day draft lines signatures"},
    {"record.v1.Intake", "risk"},
    {"record.v1.JoinedCase", "case_id number version"},
    {"record.v1.Membership", "unit role"},
    {"record.v1.OnDuty", "unit officer_ids chairman_ids registered"},
    {"record.v1.Person", "person_id login name telephone memberships disabled last_signed_in_at version"},
    {"record.v1.Place", "unit"},
    {"record.v1.Plan", "review_date"},
    {"record.v1.PlanStep", "by_date"},
    {"record.v1.Review", "no_risk_remains child_is_stable child_seen"},
    {"record.v1.Routing", "refer_to not_known"},
    {"record.v1.SplitPart", "from_unit to_unit source"},
    {"record.v1.Words", "vi en"},
    {"v1.AccessEntry",
     "log_index at person_id unit case_id what from_address parts relations role for_person_id "
     "legal_basis report_form report_unit report_first_day report_last_day report_for_others "
     "case_number"},
    {"v1.AdministrationEntry", "log_index at person_id what subject_id"},
    {"v1.AmendContactResponse", "recorded_at"},
    {"v1.Breakdown", "dimension several figures"},
    {"v1.Call", "since unit telephones clock due_at attempts last_attempt_at last_result silent_levels"},
    {"v1.CaseDetail",
     "recorded_at clocks links plan_number plan_approved emergency_measures_run police_informed "
     "past_units possible legal_hold entries withheld nobody_answers"},
    {"v1.CaseRow",
     "case_id number status version emergency restricted prominent risk responsible_unit "
     "referral received_at next_due_at next_due_kind contact_unanswered prominent_since prominent_levels "
     "rung rung_at next_step_at call_since"},
    {"v1.Clock", "kind started_at due_at met_at overdue article unit rung rung_at next_step_at stopped_at"},
    {"v1.AnswerDutyLinkResponse", "referral"},
    {"v1.ClockShare", "kind on_time late"},
    {"v1.ConfirmMembershipResponse", "person"},
    {"v1.ContactClassDay", "contact_class today usual"},
    {"v1.ContactHour", "hour today usual_low usual_high"},
    {"v1.ContactRow",
     "contact_id case_id received_at recorded_by unit channel call_type contact_class case_number"},
    {"v1.ContactVersion", "recorded_at person_id"},
    {"v1.CreatePersonResponse", "person"},
    {"v1.DelegateResponse", "delegation"},
    {"v1.DisablePersonResponse", "person"},
    {"v1.Draft", "version draft_id owner_id unit updated_at"},
    {"v1.DutyClaim", "answer claimed_at confirmed_at"},
    {"v1.DutyReferral", "case_number referred_at due_at due_kind acknowledged_at claims expires_at"},
    {"v1.EnablePersonResponse", "person"},
    {"v1.ExportHistoryResponse", "checkpoint redacted"},
    {"v1.ExportReportResponse", "content media_type file_name"},
    {"v1.FillReportResponse", "report"},
    {"v1.FilledReport", "form unit unit_name tree period compared_with for_others made_at tables mark"},
    {"v1.FilledRow", "code label definition source heading indent share cells row key"},
    {"v1.FilledTable", "title note counted columns rows"},
    {"v1.FindCaseResponse", "case_id"},
    {"v1.FindPlaceResponse", "sure"},
    {"v1.FindSimilarResponse", "same_number"},
    {"v1.GetCheckpointResponse", "checkpoint verifier_key"},
    {"v1.GetContactResponse", "contact_id case_id legal_hold case_number"},
    {"v1.GetHistoryResponse", "next_page_token"},
    {"v1.Figure", "key count compared"},
    {"v1.GetStatisticsResponse", "totals breakdowns unit for_others"},
    {"v1.ListCasesBehindResponse", "next_page_token"},
    {"v1.ListCasesOfCellResponse", "next_page_token"},
    {"v1.ListCasesOfLineResponse", "next_page_token"},
    {"v1.ListReportFormsResponse", "forms"},
    {"v1.Period", "first_day last_day"},
    {"v1.ReportCell", "number compared hidden compared_hidden signed corrected differs"},
    {"v1.ReportColumn", "label among"},
    {"v1.ReportCondition", "dimension keys except"},
    {"v1.ReportForm",
     "form name number source title draft span tables recipients signatures helpline_signatures for_others"},
    {"v1.ReportFormRow", "code label definition source among share_of each group heading indent"},
    {"v1.ReportKey", "duty unit first_day"},
    {"v1.ReportRow", "key name last_day due_at to_unit state late version signed_at accepted_at corrections"},
    {"v1.ReportCounts", "owed drafted signed returned accepted late"},
    {"v1.ReportLine", "dimension key counted signed corrected differs"},
    {"v1.ReportEntry", "at act person_id unit for_person_id log_index rung"},
    {"v1.ReportCall", "report since unit telephones attempts last_attempt_at last_result days_late"},
    {"v1.ListReportCallsResponse", "next_page_token"},
    {"v1.ListReportsResponse", "reports counts next_page_token"},
    {"v1.GetReportResponse", "report source possible filled"},
    {"v1.ReportBelow", "report"},
    {"v1.ReportCorrection", "dimension key count table row column label"},
    {"v1.ExportReportHistoryResponse", "bundle checkpoint file_name"},
    {"v1.ListReportDutiesResponse", "duties"},
    {"record.v1.ReportDuty",
     "code name source from until level to_level periods month_before_day form figures steps"},
    {"record.v1.ReportPeriod", "first last before"},
    {"record.v1.ReportLadder", "remind_before chairman_after above_after call_after"},
    {"v1.ListCasesOfShareResponse", "next_page_token"},
    {"v1.ReportTable", "title note counted among columns rows each_child_once"},
    {"v1.SaveReportDraftResponse", "report"},
    {"v1.SignReportResponse", "report"},
    {"v1.ReturnReportResponse", "report"},
    {"v1.AcceptReportResponse", "report"},
    {"v1.GetLastImportResponse", "version changed_at change_count taken_back"},
    {"v1.GetOverviewResponse",
     "at open waiting overdue emergencies to_call counted_all waiting_by_proof units "
     "shares_since shares_cases classes hours usual_days duty_claims calendar_missing_years "
     "without_deadline"},
    {"v1.GetProofResponse", "leaf_hash inclusion consistency"},
    {"v1.GetRosterResponse", "duties on_duty"},
    {"v1.GetUnitResponse", "unit trail responsible choices predecessors same_code parts"},
    {"v1.HistoryEntry", "version log_index"},
    {"v1.ImportUnitsResponse",
     "rows_read rows_total done applied error_count errors change_count changes repair_count "
     "repairs contradiction_count contradictions ended_units ended_without_successor "
     "cases_to_move roles_to_confirm stage percent change_counts"},
    {"v1.LinkedCase", "case_id number link"},
    {"v1.ListAccessResponse", "entries next_page_token"},
    {"v1.ListAdministrationResponse", "entries next_page_token"},
    {"v1.ListCallsResponse", "next_page_token"},
    {"v1.ListCasesResponse", "next_page_token"},
    {"v1.ListCategoriesResponse", "lists"},
    {"v1.ListContactsResponse", "contacts next_page_token"},
    {"v1.ListDelegationsResponse", "delegations"},
    {"v1.ListDraftsResponse", "next_page_token"},
    {"v1.ListFormsResponse", "forms"},
    {"v1.ListOfficialsResponse", "officials"},
    {"v1.ListOverdueResponse", "next_page_token"},
    {"v1.ListPeopleResponse", "people next_page_token"},
    {"v1.ListQueueResponse", "next_page_token cursor"},
    {"v1.ListSessionsResponse", "sessions"},
    {"v1.ListUnansweredResponse", "offices next_page_token work"},
    {"v1.ListUndeliveredResponse", "messages next_page_token"},
    {"v1.ListDutyClaimsResponse", "next_page_token"},
    {"v1.SilentLevel", "unit telephones"},
    {"v1.DeadlineShare", "kind on_time late running"},
    {"v1.OfficeShares", "unit shares"},
    {"v1.GetOnTimeSharesResponse", "total offices at cases"},
    {"v1.TimeSpan", "amount of"},
    {"v1.Deadlines",
     "acknowledge_high acknowledge_medium acknowledge_low emergency plan plan_start separation "
     "verify forward_high forward_medium forward_low"},
    {"v1.DeadlineSource", "kind article from"},
    {"v1.GetDeadlinesResponse", "deadlines sources"},
    {"v1.SimulatedCount", "clocks late would_begin would_be_late newly_late no_longer_late"},
    {"v1.SimulatedKind", "kind count"},
    {"v1.SimulatedOffice", "unit count"},
    {"v1.SimulateDeadlinesResponse", "cases_done cases_total done cases unreadable kinds offices"},
    {"v1.ListUnitChangesResponse", "changes moved memberships unanswered_units more rosters"},
    {"v1.ListUnitsResponse", "units next_page_token"},
    {"v1.MakeSecondCopyResponse", "pages_done pages_total done taken_at"},
    {"v1.LookUpDutyLinkResponse", "referral"},
    {"v1.MembershipProposal", "person_id person_name membership ends_on proposed_unit candidates"},
    {"v1.MovedCase",
     "case_id number from_unit to_unit moved_at late to_sort by_detail next_due_at next_due_kind rung "
     "rung_at next_step_at call_since"},
    {"v1.NobodyAnswers", "unit registered telephones"},
    {"v1.Notice", "kind case_id case_number unit person_id clock due_at cause other_person_ids"},
    {"v1.OfficeWork", "open waiting"},
    {"v1.Official", "person_id name roles"},
    {"v1.OwnSession", "session_id started_at last_used_at ends_at present"},
    {"v1.PendingReferral",
     "referral_id from_unit to_unit referred_at proof_level to_sort candidates acknowledged_at duty_claims"},
    {"v1.PlaceCandidate", "matched responsible choices trail score group reason_vi reason_en"},
    {"v1.ProminentLevel", "unit acknowledged_at person_id told_at delivered_at reminded_at call_since"},
    {"v1.PreviewContactResponse", "referred_to emergency clocks nobody_answers"},
    {"v1.ReportCallResponse", "draft_id"},
    {"v1.RevokeDutyResponse", "on_duty"},
    {"v1.RowError", "line reason text_vi text_en unit"},
    {"v1.RosterCheck", "unit on_date nobody_on_duty duties_beyond person_ids"},
    {"v1.SaveDraftResponse", "draft_id version saved_at"},
    {"v1.SetDutyResponse", "duty on_duty"},
    {"v1.SetUnitTelephonesResponse", "unit"},
    {"v1.SignInResponse", "expires_at person must_change_password"},
    {"v1.SubmitContactResponse",
     "contact_id recorded_at case_id case_number case_version referral_id referred_to "
     "proof_level emergency emergency_because clocks nobody_answers"},
    {"history.v1.ToldLevel", "unit person_id"},
    {"v1.TrailStep", "unit name until what until_not_later source"},
    {"v1.UndeliveredMessage", "message_id message_channel notice created_at given_up_at attempts failure"},
    {"v1.UndoImportUnitsResponse", "change_count changes change_counts"},
    {"v1.Unit",
     "unit code level kind name valid_from valid_to parent successors telephones version lies_in "
     "source ended_not_later"},
    {"v1.UnitChange", "what unit name others other_names fields"},
    {"v1.UnitChangeCount", "what count"},
    {"v1.UnitFieldChange", "field was becomes"},
    {"v1.UnitPart", "name to_unit source"},
    {"v1.UnitChangeRow", "unit name on_date successor candidates sorted_by"},
    {"v1.UnitOverview",
     "unit open waiting overdue emergencies next_due_at next_due_kind shares "
     "without_deadline"},
    {"v1.UpdatePersonResponse", "person"},
    {"v1.VerifyHistoryResponse", "entries_checked entries_total done sound first_wrong reason"},
    {"v1.WaitingCount", "proof_level age_minutes_min cases emergencies"},
    {"v1.WatchOverviewResponse", "changed_at"},
    {"v1.WatchQueueResponse", "gone_case_id caught_up heartbeat cursor"},
    {"v1.WhoAmIResponse", "person expires_at must_change_password"},
};

// What of a case each role sees by each relation alone, as GetCase shows it: C child, I informant, A
// allegation, o the informant and the allegation of what they recorded themselves, < nothing newer than they
// had. Columns: author, helpline, responsible, receiving, above, former.
struct SightRow {
  char role;    // as in the table of permissions
  char office;  // H helpline, C commune, D district or above
  const char* sees[6];
};
inline constexpr SightRow sight[] = {
    // takes contacts: the child, and what they recorded; a place in the row of offices adds nothing
    {'O', 'H', {"Co", "C", "", "", "", ""}},
    // work on it; from the informant they are kept (retaliation); what was theirs once, up to then
    {'F', 'C', {"Co<", "", "CA", "CA", "CA", "CA<"}},
    {'F', 'D', {"Co<", "", "CA", "CA", "CA", "CA<"}},
    {'C', 'C', {"Co<", "", "CA", "CA", "CA", "CA<"}},
    {'C', 'D', {"Co<", "", "CA", "CA", "CA", "CA<"}},
    // watch it: all three, but for the one of the commune itself, who sits beside those who might retaliate
    {'S', 'C', {"", "", "CA", "CA", "CIA", ""}},
    {'S', 'D', {"", "", "CIA", "CIA", "CIA", ""}},
    {'S', 'H', {"", "", "CIA", "CIA", "CIA", ""}},
    // no case at all
    {'A', 'H', {"", "", "", "", "", ""}},
    {'A', 'D', {"", "", "", "", "", ""}},
    {'I', 'H', {"", "", "", "", "", ""}},
};
// The same once a supervisor has released the informant to the office.
inline constexpr SightRow sight_when_released[] = {
    {'O', 'H', {"Co", "C", "", "", "", ""}},
    {'F', 'C', {"Co<", "", "CIA", "CIA", "CA", "CA<"}},
    {'F', 'D', {"Co<", "", "CIA", "CIA", "CA", "CA<"}},
    {'C', 'C', {"Co<", "", "CIA", "CIA", "CA", "CA<"}},
    {'C', 'D', {"Co<", "", "CIA", "CIA", "CA", "CA<"}},
    {'S', 'C', {"", "", "CIA", "CIA", "CIA", ""}},
    {'S', 'D', {"", "", "CIA", "CIA", "CIA", ""}},
    {'S', 'H', {"", "", "CIA", "CIA", "CIA", ""}},
    {'A', 'H', {"", "", "", "", "", ""}},
    {'A', 'D', {"", "", "", "", "", ""}},
    {'I', 'H', {"", "", "", "", "", ""}},
};

}  // namespace hotline::test
