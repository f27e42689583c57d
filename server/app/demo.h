// A demonstration: invented people of every role, and their invented work of the last months
// (service/demo_story.h).
//
// Promise: only a database that `init --demo` made for it takes demo data, and only once; it is marked for
// good, and `serve` says so each time. A database for real work is refused.
#pragma once

#include <string>
#include <vector>

#include "app/config.h"
#include "app/init.h"

namespace hotline::app {

/// Shown once, kept nowhere.
struct DemoPerson {
  std::string login, password;
  std::string name;
  std::string_view role_vi, role_en;
  std::string unit;
};

/// Fills the database of `config`. `now` is where the story ends. Errors: not_a_demo, demo_filled; those of
/// the store.
Result<std::vector<DemoPerson>> fill_demo(const Config& config, Time now);

struct Demo {
  Initialised initialised;  // its administrator is the first of `people`
  std::vector<DemoPerson> people;
};
/// Initialises as a demonstration, with everything recorded as if it had begun months ago, and fills it.
Result<Demo> initialise_demo(const Config& config, Time now);

}  // namespace hotline::app
