// (sensitivity) enforced by reflection: how a message falls into parts that are sealed under keys of their
// own, and what is taken out of one before a viewer gets it.
//
// The effective sensitivity of a field is its own option, else that of the field which holds its message,
// else CHILD. Plans are worked out once per message type and kept; all functions are safe from any thread.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <array>
#include <cstdint>
#include <memory>
#include <span>

#include "base/status.h"
#include "domain/permission.h"
#include "hotline/record/v1/options.pb.h"

namespace hotline {

enum class Part : std::uint8_t { child = 0, informant = 1, allegation = 2 };
inline constexpr std::size_t part_count = 3;

/// Messages of one type. Part 0 (PLAIN and CHILD) is always there; the others are null where they hold
/// nothing.
using Parts = std::array<std::unique_ptr<google::protobuf::Message>, part_count>;

/// Merging the parts in any order gives the message back (google::protobuf::Message::MergeFrom). The message
/// must be one that check_contract passed as a root of history. One that is given away is empty afterwards.
Parts split(const google::protobuf::Message& message);
Parts split(google::protobuf::Message&& message);

/// Clears every field, at any depth, whose sensitivity is above the visibility. PLAIN stays, and so does
/// SECRET, which only ever goes to the person whose it is.
void redact(google::protobuf::Message& message, const Visibility& visibility);

/// The contract as this program can enforce it; everything that it cannot is refused, all at once, with the
/// full name of the field or method as the path. Called once, before the start: every method has (access)
/// with audience, effect and grants that fit, its effect fits its streaming, every WRITE has a required
/// request_id, and one with relations a case_id or a case_number; every string, bytes and repeated field has
/// the limit that it needs, and none that does not fit it; no option, role, relation, format or sensitivity
/// is unknown; no map fields. Messages of `roots` (stored history): nothing SECRET, no repeated message whose
/// inside falls into several parts.
Result<> check_contract(std::span<const google::protobuf::FileDescriptor* const> files,
                        std::span<const google::protobuf::Descriptor* const> roots);

/// All files of this service's contract, and the roots of its stored history.
std::span<const google::protobuf::FileDescriptor* const> contract_files();
std::span<const google::protobuf::Descriptor* const> history_roots();

/// The (access) of a method.
const record::v1::Access& access_of(const google::protobuf::MethodDescriptor& method);

}  // namespace hotline
