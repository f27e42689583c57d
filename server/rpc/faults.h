// The refusals that several parts of the protocol share.
#pragma once

#include "base/status.h"

namespace hotline::rpc {

Error too_large();               // resource_exhausted
Error bodies_busy();             // resource_exhausted
Error bad_compression();         // invalid_argument
Error compression_unknown();     // unimplemented
Error compression_unexpected();  // internal: a compressed message, but no compression was announced
Error method_not_supported();    // unimplemented: client streams
Error bad_protocol_version();    // invalid_argument
Error bad_timeout();             // invalid_argument
Error deadline_passed();         // deadline_exceeded
Error server_stopping();         // unavailable
Error caller_gone();             // canceled
Error unexpected_failure();      // internal

}  // namespace hotline::rpc
