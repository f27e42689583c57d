#include "bench/bodies.h"

#include <google/protobuf/util/json_util.h>

#include "base/id.h"
#include "domain/case_time.h"
#include "hotline/v1/intake.pb.h"

namespace hotline::bench {
namespace {

record::v1::Contact intake_at(std::size_t number, const char* commune) {
  record::v1::Contact contact;
  contact.set_channel(record::v1::CHANNEL_PHONE);
  contact.set_call_type(record::v1::CALL_TYPE_ABOUT_A_CHILD);
  contact.set_contact_class(record::v1::CONTACT_CLASS_INTERVENTION);
  contact.set_caller_number("09" + std::to_string(10'000'000 + number % 90'000'000));
  contact.add_reasons("violence");  // as an operator ticks it: it is counted too
  contact.mutable_informant()->set_relation(record::v1::RELATIONSHIP_NEIGHBOUR);
  contact.mutable_informant()->set_name("Người báo tin số " + std::to_string(number));
  auto* form = contact.mutable_intake();
  form->add_abuse_types(record::v1::ABUSE_TYPE_VIOLENCE);
  form->mutable_child()->set_estimated_age(static_cast<int>(number % 16));
  form->mutable_child()->set_sex(number % 2 ? record::v1::SEX_FEMALE : record::v1::SEX_MALE);
  form->mutable_child()->set_name("Trẻ số " + std::to_string(number));
  form->mutable_incident()->set_unit(commune);
  form->mutable_incident()->set_detail("Thôn " + std::to_string(number % 20));
  form->set_present_state("Trẻ bị thương nhẹ ở tay, đang ở nhà hàng xóm.");
  form->set_narrative(
      "Hàng xóm nghe tiếng trẻ khóc nhiều đêm liền và thấy vết bầm trên tay khi gặp trẻ đi học về. "
      "Trẻ nói sợ về nhà. Hàng xóm đã cho trẻ ăn và gọi tổng đài.");
  form->mutable_triage()->set_abuser_can_reach(record::v1::ANSWER_YES);
  form->mutable_triage()->set_relative_can_protect(number % 3 ? record::v1::ANSWER_YES
                                                              : record::v1::ANSWER_NO);
  auto* suspect = form->add_suspected_abusers();
  suspect->set_relation(record::v1::RELATIONSHIP_STEP_PARENT);
  return contact;
}

record::v1::Contact intake(std::size_t number) {
  return intake_at(number, communes[number % std::size(communes)]);
}

/// No office lets ten thousand referrals lie: of a thousand one is for the officers who watch.
record::v1::Contact earlier_intake(std::size_t number) {
  const bool theirs = number % 1000 == 0, would_be = number % std::size(communes) == of_officers;
  const auto other = number % (std::size(communes) - of_officers - 1) + of_officers + 1;
  return intake_at(number, communes[theirs ? of_officers : would_be ? other : number % std::size(communes)]);
}

template <class Make>
std::vector<std::string> bodies(std::size_t count, bool json, Make make) {
  static const SystemClock clock;
  static IdMaker ids(clock);
  std::vector<std::string> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    v1::SubmitContactRequest request;
    request.set_request_id(id_text(ids.next()));
    *request.mutable_contact() = make(i);
    if (json)
      (void)google::protobuf::util::MessageToJsonString(request, &out[i]);
    else
      request.SerializeToString(&out[i]);
  }
  return out;
}

}  // namespace

std::vector<std::string> intake_bodies(std::size_t count, bool json) { return bodies(count, json, intake); }

std::vector<std::string> earlier_intake_bodies(std::size_t count, bool json) {
  return bodies(count, json, earlier_intake);
}

std::vector<std::string> emergency_bodies(std::size_t count, std::chrono::seconds learned_ago) {
  const auto received = SystemClock().now() - learned_ago;
  return bodies(count, false, [&](std::size_t number) {
    auto contact = intake(number);
    if (learned_ago.count() > 0) *contact.mutable_received_at() = timestamp_of(received);
    contact.mutable_intake()->mutable_triage()->set_carer_harms(record::v1::ANSWER_YES);
    return contact;
  });
}

std::vector<std::string> silent_bodies(std::size_t count, bool json) {
  return bodies(count, json, [](std::size_t) {
    record::v1::Contact contact;
    contact.set_channel(record::v1::CHANNEL_PHONE);
    contact.set_call_type(record::v1::CALL_TYPE_SILENT);
    return contact;
  });
}

}  // namespace hotline::bench
