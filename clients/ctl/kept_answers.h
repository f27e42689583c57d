// The answers of an interview that could not be sent: kept, so that nobody has to be asked again. As a draft
// on the server where it said no or the person broke off; as a file of the person alone where there is no
// server or it refuses the draft too, or where nobody knows whether the contact is recorded: a draft would be
// sent under another request_id, and might record it twice.
#pragma once

#include <filesystem>
#include <string>

#include "connection.h"
#include "hotline/v1/intake.pb.h"
#include "outcome.h"

namespace hotline::ctl {

enum class Unsent { broken_off, refused, may_be_done };

/// Says where the answers are and which command sends them. The request has its request_id, and names the
/// file. Where nothing else holds them, they are printed.
void keep_answers(Connection& connection, const v1::SubmitContactRequest& request, Unsent why);

/// Fills the request with a draft of one's own; what the request says already stands. Says what is wrong.
Outcome<> take_from_draft(Connection& connection, v1::SubmitContactRequest& request);

/// Whether that is a file of keep_answers.
bool is_kept_answers(const std::filesystem::path& file);

}  // namespace hotline::ctl
