// An e-mail as it goes over the wire (RFC 5322, 2045, 2047): plain text in UTF-8, base64, no line too long.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace hotline::notify {

struct Mail {
  std::string from;
  std::vector<std::string> to;  // is_mail_address() holds for each
  std::string subject, text;
  std::string message_id;  // without brackets and host: stable over attempts
  Time created{};
};

/// Lines end with CR LF, none has more than 78 characters but for addresses; Auto-Submitted says that no
/// person wrote it, so that nobody's machine answers (RFC 3834).
std::string mail_text(const Mail& mail);

/// A header's text as encoded words of at most 75 characters each, folded.
std::string encoded_words(std::string_view text);

}  // namespace hotline::notify
