// ReferenceService: what was read from config/ when the service started.
#include "api/methods.h"
#include "hotline/v1/reference.pb.h"
#include "service/world.h"

namespace hotline::api {
namespace {

using service::Reading;

Result<v1::ListCategoriesResponse> list_categories(Reading& reading, const v1::ListCategoriesRequest&) {
  v1::ListCategoriesResponse response;
  for (const auto& list : reading.world.reference.lists) *response.add_lists() = list;
  return response;
}

Result<v1::ListFormsResponse> list_forms(Reading& reading, const v1::ListFormsRequest&) {
  v1::ListFormsResponse response;
  for (const auto& form : reading.world.reference.forms) *response.add_forms() = form;
  return response;
}

}  // namespace

void add_reference_service(Methods& methods) {
  const std::string service = "hotline.v1.ReferenceService.";
  methods.read<v1::ListCategoriesRequest>(service + "ListCategories", list_categories);
  methods.read<v1::ListFormsRequest>(service + "ListForms", list_forms);
}

}  // namespace hotline::api
