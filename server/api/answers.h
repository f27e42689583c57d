// The first answer to a request, kept sealed in the transaction of the request: a retry after a broken line
// gets it again, and the same request_id with another content is refused. What a case looked like is not kept
// twice: an answer that shows a case is kept without it and shows the case as it is at the retry.
#pragma once

#include <google/protobuf/descriptor.h>

#include "api/desk.h"

namespace hotline::api {

/// By what a repeated request is known. Made before the transaction, whose thread everybody waits for.
struct RequestMark {
  store::Hash16 key;     // of the person and the request_id
  store::Hash32 digest;  // of the method and the request
};
RequestMark mark_of(const service::Keyring& keys, const PersonId& person,
                    const google::protobuf::Message& request,
                    const google::protobuf::MethodDescriptor& method);

/// Nothing where this request was not answered before. already_exists request_id_reused for another content.
Result<MessagePtr> answer_before(service::Writing& writing, const RequestMark& mark,
                                 const google::protobuf::MethodDescriptor& method);
Result<> keep_answer(service::Writing& writing, const RequestMark& mark,
                     const google::protobuf::Message& answer);

bool demands_relation(const record::v1::Access& access);

}  // namespace hotline::api
