#include "api/answers.h"

#include <algorithm>

#include "api/map_case.h"
#include "domain/sensitivity.h"
#include "hotline/v1/case_detail.pb.h"

namespace hotline::api {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

std::string request_id_of(const Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("request_id");
  HOTLINE_CHECK(field != nullptr);  // check_contract: every WRITE has one
  return request.GetReflection()->GetString(request, field);
}

/// Keyed, since a request may hold a password: the digest alone must not help to guess it.
store::Hash32 digest_of(const service::Keyring& keys, const Message& request,
                        const MethodDescriptor& method) {
  const auto keyed =
      keys.lookup("request_digest", std::string(method.full_name()) + '\0' + request.SerializeAsString());
  store::Hash32 digest{};
  std::ranges::copy(keyed, digest.begin());
  return digest;
}

/// The field in which an answer shows a case.
const FieldDescriptor* shown_case(const Message& answer) {
  const auto* field = answer.GetDescriptor()->FindFieldByName("case");
  return field && field->message_type() == v1::CaseDetail::descriptor() ? field : nullptr;
}

/// Of an answer that shows a case, only which one.
std::string to_keep(const Message& answer) {
  const auto* field = shown_case(answer);
  if (!field || !answer.GetReflection()->HasField(answer, field)) return answer.SerializeAsString();
  MessagePtr kept(answer.New());
  kept->CopyFrom(answer);
  auto& detail = static_cast<v1::CaseDetail&>(*kept->GetReflection()->MutableMessage(kept.get(), field));
  const auto case_id = detail.row().case_id();
  detail.Clear();
  detail.mutable_row()->set_case_id(case_id);
  return kept->SerializeAsString();
}

IdBytes row_id(const store::Hash16& key) { return key; }

}  // namespace

bool demands_relation(const record::v1::Access& access) {
  return std::ranges::any_of(access.grants(), [](const auto& grant) { return grant.relations_size() > 0; });
}

RequestMark mark_of(const service::Keyring& keys, const PersonId& person, const Message& request,
                    const MethodDescriptor& method) {
  return {keys.lookup("request", person.text() + request_id_of(request)), digest_of(keys, request, method)};
}

Result<> keep_answer(service::Writing& writing, const RequestMark& mark, const Message& answer) {
  return writing.out.insert(store::AnswerRow{
      mark.key, mark.digest, writing.now,
      writing.world.keys.seal(evidence::VaultKey::answers, row_id(mark.key), to_keep(answer))});
}

Result<MessagePtr> answer_before(service::Writing& writing, const RequestMark& mark,
                                 const MethodDescriptor& method) {
  auto row = writing.db.answer(mark.key);
  if (!row) return fail(row.error());
  if (!*row) return MessagePtr{};
  if ((*row)->digest != mark.digest)
    return fail(Code::already_exists, "request_id_reused",
                {"Mã yêu cầu này đã dùng cho một nội dung khác. Hãy gửi lại với mã mới.",
                 "This request_id was used for another content. Send again with a new one."});
  auto bytes = writing.world.keys.unseal(evidence::VaultKey::answers, row_id(mark.key), (*row)->sealed);
  if (!bytes) return fail(bytes.error());
  MessagePtr answer(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.output_type())->New());
  HOTLINE_CHECK(answer->ParseFromString(*bytes));  // the seal says that we wrote it
  writing.settled = true;
  const auto* field = shown_case(*answer);
  if (!field || !answer->GetReflection()->HasField(*answer, field)) {
    writing.released = {.child = true,
                        .informant = true,
                        .allegation = true,
                        .own = true,
                        .up_to_version = Visibility::newest};
    return answer;
  }
  auto& detail = static_cast<v1::CaseDetail&>(*answer->GetReflection()->MutableMessage(answer.get(), field));
  const auto id = CaseId::parse(detail.row().case_id());
  if (auto shown = id ? show_case(writing, *id) : Result<v1::CaseDetail>(v1::CaseDetail{}))
    detail = std::move(*shown);
  else if (shown.error().code != Code::not_found)
    return fail(shown.error());  // lost the right meanwhile: only its id
  return answer;
}

}  // namespace hotline::api
