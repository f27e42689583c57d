// How the suite and the programs under test exchange messages: four bytes of size, most significant first,
// then the message (testing_servers.md and testing_clients.md of the suite).
#pragma once

#include <google/protobuf/message.h>

namespace hotline::conformance {

/// From standard input; false at its end.
bool read_sized(google::protobuf::Message& into);
/// To standard output, at once.
void write_sized(const google::protobuf::Message& message);

}  // namespace hotline::conformance
