// The signature of a webhook by the Standard Webhooks specification (version 1.0.0): the receiver proves with
// it that the message is ours and fresh, and by the id that it is no repetition.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace hotline::notify {

/// webhook-timestamp: whole seconds since 1970.
std::string webhook_timestamp(Time at);
/// webhook-signature: "v1," and base64 of HMAC-SHA256 over "id.timestamp.body", one a secret, parted by
/// spaces.
std::string webhook_signature(std::span<const std::string> secrets, std::string_view id,
                              std::string_view timestamp, std::string_view body);

/// RFC 4648, with padding.
std::string base64(std::string_view bytes);

}  // namespace hotline::notify
