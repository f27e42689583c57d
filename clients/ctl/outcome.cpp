#include "outcome.h"

#include <cstdio>

#include "format.h"
#include "hotline/v1/error.pb.h"
#include "language.h"
#include "rpc/codec.h"

namespace hotline::ctl {
namespace {

bool as_json = false;

v1::Failure failure_of(const Error& error) {
  v1::Failure out;
  out.set_reason(std::string(error.reason));
  out.set_text_vi(std::string(error.text.vi));
  out.set_text_en(std::string(error.text.en));
  for (const auto& field : error.fields) {
    auto& each = *out.add_fields();
    each.set_path(field.path);
    each.set_reason(std::string(field.reason));
    each.set_text_vi(std::string(field.text.vi));
    each.set_text_en(std::string(field.text.en));
  }
  return out;
}

/// The failure alone as JSON; with "requestId" where it can be sent again, which the contract's message has
/// no place for.
void tell_as_json(v1::Failure failure, const NextStep& next) {
  if (!next.vi.empty()) {
    failure.set_text_vi(failure.text_vi() + " " + next.vi);
    failure.set_text_en(failure.text_en() + " " + next.en);
  }
  std::string text;
  if (!rpc::encode(rpc::Codec::json, failure, text)) return;
  if (!next.request_id.empty()) text.insert(text.size() - 1, ",\"requestId\":\"" + next.request_id + "\"");
  std::fprintf(stderr, "%s\n", text.c_str());
}

void tell(const v1::Failure& failure, const NextStep& next = {}) {
  if (as_json) return tell_as_json(failure, next);
  const bool en = language() == Language::en;
  std::fprintf(stderr, "%s\n", clean(en ? failure.text_en() : failure.text_vi()).c_str());
  for (const auto& field : failure.fields())
    std::fprintf(stderr, "  %s: %s\n", clean(field.path()).c_str(),
                 clean(en ? field.text_en() : field.text_vi()).c_str());
  if (!next.vi.empty()) std::fprintf(stderr, "%s\n", clean(en ? next.en : next.vi).c_str());
}

Exit exit_of(const rpc::RemoteError& error) {
  if (!error.from_server) return Exit::not_reachable;
  return error.code == Code::unauthenticated ? Exit::not_signed_in : Exit::refused;
}

}  // namespace

void tell_errors_as_json(bool yes) { as_json = yes; }

std::unexpected<Exit> stop(const rpc::RemoteError& error, const NextStep& next) {
  const auto code = exit_of(error);
  if (const auto failure = error.detail<v1::Failure>()) {
    tell(*failure, next);
  } else if (code == Exit::not_reachable) {
    tell(failure_of({error.code,
                     "server_not_reachable",
                     {"Không kết nối được với máy chủ, hoặc máy chủ không trả lời. Hãy kiểm tra địa chỉ và "
                      "đường truyền.",
                      "The server cannot be reached or does not answer. Check its address and the line."}}),
         next);
  } else {
    v1::Failure failure_without_detail;
    failure_without_detail.set_reason(std::string(name(error.code)));
    failure_without_detail.set_text_vi(error.message);
    failure_without_detail.set_text_en(error.message);
    tell(failure_without_detail, next);
  }
  return std::unexpected(code);
}

std::unexpected<Exit> stop(const Error& error, Exit code) {
  tell(failure_of(error));
  return std::unexpected(code);
}

std::unexpected<Exit> stop(Exit code, const Text& text) {
  return stop(
      Error{Code::invalid_argument, code == Exit::not_signed_in ? "not_signed_in" : "wrong_use", text}, code);
}

}  // namespace hotline::ctl
