// What the bench sends: bodies of SubmitContact, made before they are measured.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace hotline::bench {

/// Units that the intakes are about; one of them is that of the officers who watch.
inline constexpr const char* communes[] = {"07444@2025-07-01", "07450@2025-07-01", "07462@2025-07-01",
                                           "07486@2025-07-01", "07489@2025-07-01", "07492@2025-07-01",
                                           "07498@2025-07-01", "07519@2025-07-01"};
inline constexpr std::size_t of_officers = 2;  // of the communes

/// SubmitContact bodies that open a case each, spread over the communes; JSON or binary.
std::vector<std::string> intake_bodies(std::size_t count, bool json);
/// The same for a store that is filled: few of them are for the officers who watch.
std::vector<std::string> earlier_intake_bodies(std::size_t count, bool json);
/// Binary bodies of emergencies, spread over all communes; from paper, where they were learned before.
std::vector<std::string> emergency_bodies(std::size_t count, std::chrono::seconds learned_ago = {});
/// SubmitContact bodies of silent calls.
std::vector<std::string> silent_bodies(std::size_t count, bool json);

}  // namespace hotline::bench
