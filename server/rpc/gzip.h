// gzip (RFC 1952), with a limit on what comes out. Safe from any thread; each thread keeps one compressor.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"

namespace hotline::rpc {

/// resource_exhausted when more than `max_bytes` come out, having allocated no more than that;
/// invalid_argument when the input is not exactly one gzip member.
Result<std::string> gunzip(std::string_view compressed, std::size_t max_bytes);
std::string gzip(std::string_view bytes);

}  // namespace hotline::rpc
