// What a person does after a call that failed, where it is not plain from the failure: look at what was
// changed meanwhile, or send again what may have been recorded, without recording it twice.
#pragma once

#include "contract.h"
#include "outcome.h"

namespace hotline::ctl {

/// Nobody knows whether it was carried out: no answer came, or none in time.
bool may_be_done(const rpc::RemoteError& error);

/// The command that shows what the request is about; empty where it is about no case and no report.
std::string show_command(const Message& request);

/// The flags with which a command says exactly this request again: those of the fields that this program
/// fills by itself. Empty where the request has no request_id.
std::string repeat_flags(const Message& request);

/// Empty where the failure says enough.
NextStep next_step(const MethodDescriptor& method, const Message& request, const rpc::RemoteError& error);

}  // namespace hotline::ctl
