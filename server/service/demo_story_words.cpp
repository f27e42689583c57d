#include "service/demo_story_words.h"

#include <array>
#include <numeric>

namespace hotline::service {
namespace {
namespace rec = record::v1;
using Words = std::span<const std::string_view>;

constexpr std::string_view families[] = {"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi"};
constexpr std::string_view given[] = {"An",    "Bình", "Chi",  "Dung", "Giang", "Hà",
                                      "Khánh", "Lan",  "Minh", "Nga",  "Oanh",  "Phúc",
                                      "Quỳnh", "Sơn",  "Thảo", "Uyên", "Vinh",  "Yến"};
constexpr std::string_view hamlets[] = {"thôn Mẫu Một", "thôn Mẫu Hai", "thôn Mẫu Ba", "xóm Ví Dụ",
                                        "xóm Thử Trên", "xóm Thử Dưới", "khu Giả Định"};
constexpr std::string_view schools[] = {"Trường Tiểu học Mẫu", "Trường THCS Ví Dụ", "Trường Mầm non Thử"};

struct Matter {
  std::uint32_t per_mille;  // of the interventions of nineteen years, n = 9,601
  rec::AbuseType type;
  Words narratives;
  std::string_view state;
};

constexpr std::string_view violence[] = {
    "Nhiều tối liền người gọi nghe tiếng trẻ khóc và tiếng đánh. Sáng nay thấy tay cháu có vết bầm. Cha cháu "
    "hay uống rượu.",
    "Cháu kể bị đánh bằng roi khi chưa làm xong việc nhà. Trên lưng có nhiều vết cũ và mới.",
    "Cô giáo thấy cháu đến lớp với vết thương ở chân. Cháu nói bị chú đánh và xin đừng báo về nhà."};
constexpr std::string_view sexual[] = {
    "Cháu kể với bà rằng một người quen của gia đình nhiều lần đụng chạm cháu khi cha mẹ đi làm.",
    "Người gọi nhận được tin nhắn của cháu nhờ giúp: một người lớn ép cháu gửi ảnh và doạ sẽ đăng lên mạng."};
constexpr std::string_view exploitation[] = {
    "Cháu nghỉ học từ đầu năm, làm ở xưởng gỗ từ sáng tới tối và không được trả công.",
    "Hai cháu nhỏ bị cho đi bán hàng rong tới khuya; hôm nào bán không hết thì không được ăn."};
constexpr std::string_view neglect[] = {
    "Hai chị em ở nhà một mình nhiều ngày, ăn uống nhờ hàng xóm. Không ai biết cha mẹ đang ở đâu."};
constexpr std::string_view trafficking[] = {
    "Một người lạ hứa đưa cháu đi làm xa với lương cao. Cháu rời nhà hai ngày nay và điện thoại không liên "
    "lạc được."};
constexpr std::string_view other[] = {
    "Cha mẹ ly hôn và tranh chấp quyền nuôi con. Cháu bị giữ ở nhà ông bà, không được đi học.",
    "Gia đình rất khó khăn sau bão, cháu phải nghỉ học và ở nhờ nhiều nơi."};

constexpr std::array matters = {
    Matter{437, rec::ABUSE_TYPE_VIOLENCE, violence, "Có vết bầm, sợ hãi, còn ở cùng nhà."},
    Matter{258, rec::ABUSE_TYPE_SEXUAL, sexual, "Hoảng sợ, ít nói, chưa được khám."},
    Matter{78, rec::ABUSE_TYPE_EXPLOITATION, exploitation, "Mệt, gầy, bỏ học."},
    Matter{28, rec::ABUSE_TYPE_NEGLECT, neglect, "Đói, không có người lớn trông nom."},
    Matter{24, rec::ABUSE_TYPE_TRAFFICKING, trafficking, "Không rõ cháu đang ở đâu."},
    Matter{175, rec::ABUSE_TYPE_OTHER, other, "Buồn, học sút; hiện có người chăm sóc."},
};

struct Question {
  std::string_view asked, advised, reason;  // a code of the helpline's list of reasons
};
constexpr Question questions[] = {
    {"Hỏi thủ tục làm giấy khai sinh cho cháu.", "Đã hướng dẫn hồ sơ và nơi nộp tại Uỷ ban nhân dân xã.",
     "accessibility.legal"},
    {"Hỏi chế độ trợ giúp cho trẻ mồ côi.", "Đã nói về mức trợ cấp và mẫu đơn.",
     "accessibility.socio_economic"},
    {"Hỏi số điện thoại của cán bộ trẻ em ở xã.", "Đã cho số của Uỷ ban nhân dân xã.", "accessibility.other"},
    {"Hỏi về lịch tiêm chủng miễn phí.", "Đã hướng dẫn liên hệ trạm y tế.", "accessibility.healthcare"}};
constexpr Question worries[] = {
    {"Em lo lắng trước kỳ thi, mất ngủ nhiều đêm.",
     "Đã lắng nghe, hướng dẫn cách thở và chia nhỏ việc học; hẹn gọi lại.", "mental_health.fear"},
    {"Mẹ hỏi cách nói chuyện khi con tuổi mới lớn hay cáu giận.",
     "Đã gợi ý cách lắng nghe và đặt giới hạn; giới thiệu lớp cho cha mẹ.", "family.caregiver"},
    {"Em bị bạn trêu chọc ở lớp và không muốn đi học.",
     "Đã cùng em chọn người lớn tin cậy để kể; được phép gọi lại.", "violence.bullying"},
    {"Cha mẹ hay cãi nhau, em thấy buồn và cô đơn.",
     "Đã lắng nghe, nói với em rằng đó không phải lỗi của em; hẹn gọi lại.", "family.wellbeing"}};

std::string named(Dice& dice, std::string_view middle) {
  return std::string(dice.pick<std::string_view>(families)) + " " + std::string(middle) + " " +
         std::string(dice.pick<std::string_view>(given));
}

rec::Contact contact(rec::CallType type, rec::ContactClass contact_class) {
  rec::Contact out;
  out.set_channel(rec::CHANNEL_PHONE);
  out.set_call_type(type);
  out.set_contact_class(contact_class);
  return out;
}

rec::Channel channel(Dice& dice) {
  constexpr std::uint32_t weights[] = {0, 78, 8, 6, 4, 2, 1, 1};
  return static_cast<rec::Channel>(dice.weighted(weights));
}

/// Codes of config/categories by which such a case is counted: why somebody turned to the helpline, the group
/// of the law, and the setting. They follow from what the story says already, so that no throw of the dice
/// moves.
struct Sorted {
  std::string_view reason, circumstance, setting;
};

Sorted sorted(rec::AbuseType type, int age) {
  switch (type) {
    case rec::ABUSE_TYPE_VIOLENCE:
      return {"violence.physical", "harmed_by_violence", age > 5 && age % 4 == 0 ? "school" : "family"};
    case rec::ABUSE_TYPE_SEXUAL:
      return age > 11 && age % 2 == 0 ? Sorted{"violence.online_sexual_abuse", "sexually_abused", "online"}
                                      : Sorted{"violence.sexual", "sexually_abused", "community"};
    case rec::ABUSE_TYPE_EXPLOITATION:
      return {"violence.child_labour", age > 12 ? "left_school_to_earn" : "exploited", "work"};
    case rec::ABUSE_TYPE_NEGLECT:
      return {"violence.neglect", age < 6 ? "abandoned" : "without_support", "family"};
    case rec::ABUSE_TYPE_TRAFFICKING:
      return {"missing_children.other", "trafficked", "elsewhere"};
    default:  // a quarrel about custody, hardship: mostly of no group, and the setting was not asked for
      return {"family.wellbeing", age % 5 == 0 ? "disabled" : "", ""};
  }
}

void set_codes(rec::Contact& contact) {
  auto& intake = *contact.mutable_intake();
  const auto codes = sorted(intake.abuse_types(0), intake.child().estimated_age());
  contact.add_reasons(std::string(codes.reason));
  if (!codes.circumstance.empty()) intake.add_special_circumstances(std::string(codes.circumstance));
  intake.set_setting(std::string(codes.setting));
}

void set_child(rec::Child& child, Dice& dice) {
  if (dice.percent(80)) child.set_name(invented_child(dice));
  child.set_estimated_age(static_cast<int>(2 + dice.below(15)));
  child.set_sex(dice.percent(8) ? rec::SEX_NOT_KNOWN : dice.percent(60) ? rec::SEX_FEMALE : rec::SEX_MALE);
  if (child.estimated_age() > 5 && dice.percent(60))
    child.set_school(std::string(dice.pick<std::string_view>(schools)));
  child.set_safe_to_call(dice.percent(30) ? rec::ANSWER_NO : rec::ANSWER_NOT_KNOWN);
}

void set_informant(rec::Informant& informant, Dice& dice) {
  constexpr rec::Relationship relations[] = {rec::RELATIONSHIP_NEIGHBOUR,   rec::RELATIONSHIP_TEACHER,
                                             rec::RELATIONSHIP_RELATIVE,    rec::RELATIONSHIP_MOTHER,
                                             rec::RELATIONSHIP_GRANDPARENT, rec::RELATIONSHIP_STRANGER};
  informant.set_relation(dice.pick<rec::Relationship>(relations));
  if (dice.percent(60)) {
    informant.set_name(invented_adult(dice));
    informant.set_telephone(invented_number(dice));
    informant.set_call_back_allowed(dice.percent(70));
    informant.set_agreed_to_be_named(dice.percent(30));
  }
}

void set_triage(rec::Triage& triage, Dice& dice, bool danger) {
  triage.set_life_threatened(danger ? rec::ANSWER_YES : rec::ANSWER_NO);
  triage.set_carer_harms(danger ? rec::ANSWER_YES : rec::ANSWER_NO);
  triage.set_abuser_can_reach(danger             ? rec::ANSWER_YES
                              : dice.percent(50) ? rec::ANSWER_NO
                                                 : rec::ANSWER_NOT_KNOWN);
  triage.set_relative_can_protect(danger ? rec::ANSWER_NO : rec::ANSWER_YES);
}

}  // namespace

std::size_t Dice::weighted(std::span<const std::uint32_t> weights) {
  auto at = below(std::accumulate(weights.begin(), weights.end(), 0U));
  std::size_t i = 0;
  for (; at >= weights[i]; ++i) at -= weights[i];
  return i;
}

std::string invented_child(Dice& dice) { return named(dice, "Mẫu"); }
std::string invented_adult(Dice& dice) { return named(dice, "Thử"); }
std::string invented_number(Dice& dice) { return "0000" + std::to_string(100'000 + dice.below(900'000)); }

rec::Contact call_without_form(Dice& dice) {
  constexpr std::uint32_t weights[] = {0, 0, 0, 45, 24, 17, 8, 2, 2, 2};  // by rec::CallType
  auto out = contact(static_cast<rec::CallType>(dice.weighted(weights)), rec::CONTACT_CLASS_NON_COUNSELLING);
  out.set_caller_number(invented_number(dice));
  return out;
}

rec::Contact advice(Dice& dice, bool in_depth) {
  const auto& question = in_depth ? dice.pick<Question>(worries) : dice.pick<Question>(questions);
  const bool oneself = dice.percent(in_depth ? 55 : 15);
  auto out = contact(oneself ? rec::CALL_TYPE_ABOUT_ONESELF : rec::CALL_TYPE_ABOUT_A_CHILD,
                     in_depth ? rec::CONTACT_CLASS_COUNSELLING : rec::CONTACT_CLASS_INFORMATION);
  out.set_channel(channel(dice));
  if (out.channel() == rec::CHANNEL_PHONE) out.set_caller_number(invented_number(dice));
  out.set_asked(std::string(question.asked));
  out.set_advised(std::string(question.advised));
  out.add_reasons(std::string(question.reason));
  out.set_repeat_caller(dice.percent(12));
  return out;
}

rec::Contact report(Dice& dice, Story story, std::string_view unit, bool danger) {
  if (story == Story::any) {
    std::array<std::uint32_t, matters.size()> shares{};
    for (std::size_t i = 0; i < matters.size(); ++i) shares[i] = matters[i].per_mille;
    story = static_cast<Story>(dice.weighted(shares));
  }
  const auto& matter = matters[static_cast<std::size_t>(story)];
  auto out = contact(dice.percent(10) ? rec::CALL_TYPE_ABOUT_ONESELF : rec::CALL_TYPE_ABOUT_A_CHILD,
                     rec::CONTACT_CLASS_INTERVENTION);
  out.set_channel(channel(dice));
  if (out.channel() == rec::CHANNEL_PHONE) out.set_caller_number(invented_number(dice));
  set_informant(*out.mutable_informant(), dice);
  auto& intake = *out.mutable_intake();
  intake.add_abuse_types(matter.type);
  set_child(*intake.mutable_child(), dice);
  intake.mutable_incident()->set_unit(std::string(unit));
  intake.mutable_incident()->set_detail(std::string(dice.pick<std::string_view>(hamlets)));
  *intake.mutable_residence() = intake.incident();
  intake.set_present_state(std::string(matter.state));
  intake.set_narrative(std::string(dice.pick<std::string_view>(matter.narratives)));
  intake.mutable_mother()->set_name(invented_adult(dice));
  intake.set_present_carer(dice.percent(50) ? "Cha mẹ" : "Bà");
  set_triage(*intake.mutable_triage(), dice, danger);
  if (danger || dice.percent(50)) {
    auto& suspected = *intake.add_suspected_abusers();
    suspected.set_name(invented_adult(dice));
    suspected.set_relation(danger ? rec::RELATIONSHIP_FATHER : rec::RELATIONSHIP_RELATIVE);
    suspected.set_lives_with_child(danger ? rec::ANSWER_YES : rec::ANSWER_NOT_KNOWN);
    suspected.set_can_reach_child(danger ? rec::ANSWER_YES : rec::ANSWER_NOT_KNOWN);
  }
  set_codes(out);
  return out;
}

rec::Contact second_report(Dice& dice, const rec::Contact& first) {
  auto out = contact(rec::CALL_TYPE_ABOUT_A_CHILD, rec::CONTACT_CLASS_INTERVENTION);
  out.set_caller_number(invented_number(dice));
  set_informant(*out.mutable_informant(), dice);
  *out.mutable_reasons() = first.reasons();
  auto& intake = *out.mutable_intake();
  *intake.mutable_child() = first.intake().child();
  *intake.mutable_incident() = first.intake().incident();
  intake.set_present_state("Người gọi thứ hai: tối qua lại nghe tiếng khóc.");
  intake.set_narrative("Người gọi là hàng xóm khác, kể cùng một việc và lo rằng cháu bị nhốt trong nhà.");
  return out;
}

}  // namespace hotline::service
