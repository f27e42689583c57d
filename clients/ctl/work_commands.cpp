// Acts on a case: the work of Decree 56/2017, chapter III, from the assessment to the closing.
#include "act_flags.h"
#include "command.h"

namespace hotline::ctl {
namespace {

std::vector<Command> planning() {
  return {
      act({.path = "case assess",
           .method = "CaseService.RecordAssessment",
           .help = {"Ghi đánh giá nguy cơ (mẫu 02, 03)", "Record an assessment (Forms 02, 03)"},
           .example = "case assess LN-2026-000147 --kind initial --conclusion high --child-seen --emergency "
                      "yes --harm 'severity|high'\n"
                      "case assess LN-2026-000147 --file assessment.json",
           .flags =
               {{"--kind", "assessment.kind", {"mẫu", "which form"}},
                {"--conclusion", "assessment.conclusion", {"kết luận", "conclusion"}},
                {"--harm", "assessment.harm", {"mục tổn hại", "an item of harm"}},
                {"--protection", "assessment.protection", {"mục tự bảo vệ", "an item of self-protection"}},
                {"--reasons", "assessment.reasons", {"lý do", "reasons"}},
                {"--child-seen", "assessment.child_seen", {"đã gặp trẻ", "the child was seen"}},
                {"--emergency", "assessment.emergency", {"có khẩn cấp không", "whether it is an emergency"}},
                {"--minutes", "assessment.meeting_minutes", {"biên bản họp", "minutes of the meeting"}},
                {"--made-at", "assessment.made_at", {"đánh giá lúc", "when it was made"}}},
           .record = "assessment"}),
      act({.path = "case plan",
           .method = "CaseService.SubmitPlan",
           .help = {"Trình kế hoạch hỗ trợ, can thiệp", "Submit a plan"},
           .example = "case plan LN-2026-000147 --goals 'trẻ an toàn' --step 'thăm nhà|chị Hà|2026-12-01'\n"
                      "case plan LN-2026-000147 --file plan.json",
           .flags = {{"--goals", "plan.goals", {"mục tiêu", "goals"}},
                     {"--step", "plan.steps", {"một việc", "a step"}},
                     {"--review-date", "plan.review_date", {"ngày rà soát", "day of the review"}}},
           .record = "plan"}),
      act({.path = "case approve",
           .method = "CaseService.ApprovePlan",
           .help = {"Phê duyệt kế hoạch", "Approve the plan"},
           .example = "case approve LN-2026-000147"}),
      act({.path = "case return-plan",
           .method = "CaseService.ReturnPlan",
           .help = {"Trả lại kế hoạch", "Return the plan"},
           .example = "case return-plan LN-2026-000147 --reason 'chưa có người phụ trách'",
           .flags = {why}}),
      act({.path = "case action",
           .method = "CaseService.RecordAction",
           .help = {"Ghi một hoạt động đã làm", "Record what was done"},
           .example = "case action LN-2026-000147 'đã thăm nhà' --child-seen\ncase action LN-2026-000147 "
                      "'việc cuối' --carried-out",
           .flags = {{"TEXT", "action.what", {"đã làm gì", "what was done"}},
                     {"--at", "action.done_at", {"lúc", "when"}},
                     {"--child-seen", "action.child_seen", {"đã gặp trẻ", "the child was seen"}},
                     {"--carried-out",
                      "action.plan_carried_out",
                      {"đã xong kế hoạch", "the plan is carried out"}}},
           .record = "action",
           .only_adds = true}),
  };
}

std::vector<Command> emergency() {
  return {
      act({.path = "case emergency start",
           .method = "CaseService.StartEmergencyMeasures",
           .help = {"Bắt đầu biện pháp khẩn cấp", "Start emergency measures"},
           .example = "case emergency start LN-2026-000147 --measure protect --what 'đưa trẻ đi khám'",
           .flags = {{"--measure", "measures.measure", {"biện pháp", "measure"}},
                     {"--what", "measures.what", {"làm gì", "what is done"}},
                     {"--started-at", "measures.started_at", {"bắt đầu lúc", "since when"}},
                     {"--decision",
                      "measures.decision",
                      {"quyết định số, ngày", "number and date of the decision"}},
                     {"--taken-to", "measures.taken_to", {"đưa trẻ đến", "where the child was taken"}},
                     {"--required-until",
                      "measures.required_until",
                      {"ngày cuối mà cơ quan có thẩm quyền yêu cầu cách ly",
                       "last day of a separation that an authority requires for longer"}}},
           .record = "measures"}),
      act({.path = "case emergency end",
           .method = "CaseService.EndEmergencyMeasures",
           .help = {"Kết thúc biện pháp khẩn cấp", "End emergency measures"},
           .example = "case emergency end LN-2026-000147 --reason 'trẻ đã ở với bà ngoại'",
           .flags = {why,
                     {"--measure", "measure", {"chỉ biện pháp này", "this measure alone"}},
                     {"--ended-at", "ended_at", {"kết thúc lúc", "when it ended"}}}}),
      act({.path = "case police",
           .method = "CaseService.InformPolice",
           .help = {"Ghi việc báo công an", "Record that the police was informed"},
           .example = "case police LN-2026-000147 --office 'Công an xã Bảo Đài'",
           .flags = {{"--office", "office", {"cơ quan", "office"}, true},
                     {"--notes", "notes", {"ghi chú", "notes"}}},
           .only_adds = true}),
  };
}

std::vector<Command> ending() {
  return {
      act({.path = "case review",
           .method = "CaseService.RecordReview",
           .help = {"Ghi rà soát (mẫu 06)", "Record a review (Form 06)"},
           .example = "case review LN-2026-000147 --no-risk --stable --findings 'trẻ đi học lại'",
           .flags = {{"--no-risk", "review.no_risk_remains", {"không còn nguy cơ", "no risk remains"}},
                     {"--stable", "review.child_is_stable", {"trẻ đã ổn định", "the child is stable"}},
                     {"--findings", "review.findings", {"nhận xét", "findings"}},
                     {"--child-seen", "review.child_seen", {"đã gặp trẻ", "the child was seen"}}},
           .record = "review"}),
      act({.path = "case close",
           .method = "CaseService.CloseCase",
           .help = {"Đóng ca (chủ tịch)", "Close the case (chairman)"},
           .example = "case close LN-2026-000147 --as safe --decision 'QĐ 12/2026'",
           .flags = {{"--as", "closing", {"kết luận", "conclusion"}, true},
                     {"--decision", "decision", {"quyết định", "decision"}, true}}}),
      act({.path = "case reopen",
           .method = "CaseService.ReopenCase",
           .help = {"Mở lại ca", "Reopen the case"},
           .example = "case reopen LN-2026-000147 --reason 'có tin mới'",
           .flags = {why}}),
  };
}

}  // namespace

std::vector<Command> work_commands() { return joined({planning(), emergency(), ending()}); }

}  // namespace hotline::ctl
