// The parts of DirectoryService.
#pragma once

#include "api/methods.h"

namespace hotline::api {

void add_people_methods(Methods& methods);
void add_place_methods(Methods& methods);
void add_unit_import_methods(Methods& methods);
void add_roster_methods(Methods& methods);

}  // namespace hotline::api
