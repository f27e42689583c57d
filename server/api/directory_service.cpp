#include "api/directory_methods.h"

namespace hotline::api {

void add_directory_service(Methods& methods) {
  add_people_methods(methods);
  add_roster_methods(methods);
  add_place_methods(methods);
  add_unit_import_methods(methods);
}

}  // namespace hotline::api
