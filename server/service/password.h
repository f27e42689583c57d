// Passwords: Argon2id at OWASP's 19 MiB and two passes (owasp.org, Password Storage Cheat Sheet).
//
// Slow on purpose (tens of milliseconds): never on a network or store thread. Safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"

namespace hotline::service {

inline constexpr std::size_t password_min_chars = 10;
inline constexpr std::size_t password_max_bytes = 200;

std::string hash_password(std::string_view password);
/// Takes as long for a hash that is empty (no such account) as for a wrong password.
bool password_fits(const std::string& hash, std::string_view password);
/// Four groups of four unambiguous characters: about 77 bits.
std::string one_time_password();
/// password_too_short, password_too_simple (one character over and over, or the sign-in name).
Result<> check_new_password(std::string_view password, std::string_view login);

}  // namespace hotline::service
