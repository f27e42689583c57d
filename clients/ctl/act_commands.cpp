// Acts on a case: who has it, what is known of it, who may see it.
#include "act_flags.h"
#include "command.h"

namespace hotline::ctl {
namespace {

std::vector<Command> referral_acts() {
  return {
      act({.path = "case accept",
           .method = "ReferralService.AcceptReferral",
           .help = {"Nhận ca được chuyển đến", "Accept a referral"},
           .example = "case accept LN-2026-000147",
           .flags = {{"--referral",
                      "referral_id",
                      {"mã chuyển ca; không có thì lần đang chờ",
                       "id of the referral; the waiting one where absent"}}},
           .only_adds = true}),
      act({.path = "case return",
           .method = "ReferralService.ReturnReferral",
           .help = {"Trả lại ca cho nơi chuyển", "Return a referral to those who sent it"},
           .example = "case return LN-2026-000147 --reason wrong-place --explanation 'trẻ ở xã khác'",
           .flags = {{"--reason", "reason", {"lý do", "reason"}, true},
                     {"--explanation", "explanation", {"giải thích", "explanation"}, true},
                     {"--referral", "referral_id", {"mã chuyển ca", "id of the referral"}}}}),
      act({.path = "case reroute",
           .method = "ReferralService.RerouteReferral",
           .help = {"Chuyển ca đang chờ hoặc bị trả lại đến nơi khác",
                    "Send a waiting or returned referral elsewhere"},
           .example = "case reroute LN-2026-000147 --to 'Cẩm Lý, Bắc Ninh' --reason 'đúng địa bàn'",
           .flags = {to_unit, why}}),
      act({.path = "case transfer",
           .method = "CaseService.TransferCase",
           .help = {"Chuyển giao ca cho đơn vị khác", "Hand the case to another unit"},
           .example = "case transfer LN-2026-000147 --to 'Cẩm Lý, Bắc Ninh' --reason 'trẻ đã chuyển nhà'",
           .flags = {to_unit, why}}),
  };
}

std::vector<Command> sight_acts() {
  return {
      act({.path = "case prominent",
           .method = "CaseService.FlagProminent",
           .help = {"Đánh dấu ca nổi cộm, báo ngay lên trên", "Flag a prominent case, upward at once"},
           .example = "case prominent LN-2026-000147 --reason press --explanation 'báo đã đưa tin'",
           .flags = {{"--reason", "reason", {"lý do", "reason"}, true},
                     {"--explanation", "explanation", {"giải thích", "explanation"}}},
           .only_adds = true}),
      act({.path = "case acknowledge-prominent",
           .method = "CaseService.AcknowledgeProminent",
           .help = {"Ghi rằng cấp của bạn đã nắm ca nổi cộm",
                    "Say that your level took note of a prominent case"},
           .example = "case acknowledge-prominent LN-2026-000147 --note 'huyện cử cán bộ xuống xã'",
           .flags = {{"--note", "note", {"ghi chú", "note"}}}}),
      act({.path = "case restrict",
           .method = "CaseService.RestrictCase",
           .help = {"Hạn chế ca: người bị nghi là cán bộ hoặc người thân",
                    "Restrict a case: an official or kin is suspected"},
           .example = "case restrict LN-2026-000147 --bar tuan.bd --explanation 'người bị nghi là cán bộ xã'",
           .flags = {{"--bar", "barred_person_ids", {"người không được xem", "a person who may not see it"}},
                     explained}}),
      act({.path = "case release-informant",
           .method = "SupervisionService.ReleaseInformant",
           .help = {"Cho đơn vị chịu trách nhiệm xem người báo tin", "Let the responsible unit see who told"},
           .example =
               "case release-informant LN-2026-000147 --to 'Bảo Đài' --reason 'cần xác minh trực tiếp'",
           .flags = {to_unit, why}}),
      act({.path = "case hold",
           .method = "SupervisionService.SetLegalHold",
           .help = {"Lưu giữ ca theo lệnh: không xóa gì; bỏ --held để thôi lưu giữ",
                    "Legal hold: nothing is erased; without --held the hold ends"},
           .example = "case hold LN-2026-000147 --held --reason 'tòa án yêu cầu hồ sơ'",
           .flags = {{"--held", "held", {"lưu giữ", "held"}}, why}}),
  };
}

/// An act that answers with nothing.
Command silent(Command command) {
  command.print = nullptr;
  return command;
}

std::vector<Command> record_acts() {
  return {
      silent(act({.path = "case revoke-links",
                  .method = "DutyLinkService.RevokeDutyLinks",
                  .help = {"Huỷ các liên kết đã gửi cho máy trực của đơn vị đang được chuyển ca",
                           "Revoke the links that were sent to the duty telephone of the receiving office"},
                  .example = "case revoke-links LN-2026-000147",
                  .only_adds = true})),
      act({.path = "case note",
           .method = "CaseService.AddNote",
           .help = {"Ghi chú", "Add a note"},
           .example = "case note LN-2026-000147 'đã gọi cho nhà trường'",
           .flags = {{"TEXT", "text", {"nội dung", "the note"}, true}},
           .only_adds = true}),
      act({.path = "case call",
           .method = "CaseService.RecordCallAttempt",
           .help = {"Ghi một cuộc gọi đến cơ quan hoặc gia đình",
                    "Record a telephone call to an office or a family"},
           .example = "case call LN-2026-000147 --unit 'Bảo Đài' --result no-answer",
           .flags = {{"--result", "attempt.result", {"kết quả", "result"}},
                     {"--unit", "attempt.unit", {"đơn vị được gọi", "the unit called"}},
                     {"--whom", "attempt.whom", {"gọi ai", "whom"}},
                     {"--at", "attempt.at", {"lúc", "when"}},
                     {"--notes", "attempt.notes", {"ghi chú", "notes"}}},
           .record = "attempt",
           .only_adds = true}),
      act({.path = "case link",
           .method = "CaseService.LinkCases",
           .help = {"Liên kết với ca khác", "Link to another case"},
           .example = "case link LN-2026-000147 LN-2026-000151 --as sibling",
           .flags = {{"OTHER", "other_case_id", {"ca kia", "the other case"}, true},
                     {"--as", "link", {"liên kết", "link"}, true}},
           .only_adds = true}),
      act({.path = "case places",
           .method = "CaseService.SetPlaces",
           .help = {"Ghi nơi xảy ra, nơi cư trú, nơi trẻ đang ở",
                    "Set the places of incident, residence, and where the child is"},
           .example = "case places LN-2026-000147 --residence 'thon Dong xa tam di luc nam'",
           .flags = {{"--incident", "incident", {"nơi xảy ra", "of the incident"}},
                     {"--residence", "residence", {"nơi cư trú", "of residence"}},
                     {"--present", "present", {"trẻ đang ở", "where the child is now"}}}}),
      act({.path = "case amend",
           .method = "CaseService.AmendIntake",
           .help = {"Bổ sung, sửa mẫu 01; nội dung cũ vẫn còn trong lịch sử",
                    "Add to or correct Form 01; what was there stays"},
           .example = "case amend LN-2026-000147 --state 'đã nhập viện' --reason 'gia đình báo'\ncase amend "
                      "LN-2026-000147 --file intake.json",
           .flags = {{"--state", "intake.present_state", {"tình trạng hiện tại", "present state"}},
                     {"--narrative", "intake.narrative", {"diễn biến", "what happened"}},
                     {"--child-name", "intake.child.name", {"họ tên trẻ", "child's name"}},
                     {"--birth-date", "intake.child.birth_date", {"ngày sinh", "birth date"}},
                     {"--age", "intake.child.estimated_age", {"tuổi ước chừng", "age, about"}},
                     {"--sex", "intake.child.sex", {"giới tính", "sex"}},
                     {"--abuse",
                      "intake.abuse_types",
                      {"hình thức xâm hại (thay tất cả)", "abuse (replaces all)"}},
                     {"--risk", "intake.risk", {"nguy cơ", "risk"}},
                     {"--reason", "reason", {"lý do sửa", "why"}}},
           .record = "intake"}),
      act({.path = "case add-contact",
           .method = "CaseService.AddContactToCase",
           .help = {"Thêm một cuộc liên hệ về cùng trẻ", "Add a further contact about the same child"},
           .example = "case add-contact LN-2026-000147 --file contact.json",
           .record = "contact",
           .only_adds = true}),
  };
}

}  // namespace

std::vector<Command> act_commands() { return joined({referral_acts(), record_acts(), sight_acts()}); }

}  // namespace hotline::ctl
