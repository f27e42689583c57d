// JSON and binary of the contract's largest request: whatever is taken comes out the same when written and
// read again, and validation never fails in any other way than by naming fields.
#include <string>

#include "domain/sensitivity.h"
#include "domain/validation.h"
#include "hotline/v1/intake.pb.h"
#include "rpc/codec.h"

using namespace hotline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(data), size};
  for (const auto codec : {rpc::Codec::json, rpc::Codec::proto}) {
    v1::SubmitContactRequest request;
    const auto read = rpc::decode(codec, input, request, {});
    if (!read) {
      HOTLINE_CHECK(!read.error().reason.empty());
      continue;
    }
    if (const auto valid = validate(request); !valid) HOTLINE_CHECK(!valid.error().fields.empty());
    std::string written;
    if (!rpc::encode(codec, request, written)) continue;  // an instant that JSON has no form for
    v1::SubmitContactRequest again;
    HOTLINE_CHECK(rpc::decode(codec, written, again, {}).has_value());
    HOTLINE_CHECK(again.SerializeAsString() == request.SerializeAsString());
    Visibility nothing;
    nothing.up_to_version = Visibility::newest;
    redact(again, nothing);
    HOTLINE_CHECK(again.contact().caller_number().empty() && !again.contact().has_informant());
  }
  return 0;
}
