// The acts on a case share one shape: open it as the method demands, decide, write, show it as it is then.
#pragma once

#include "api/map_case.h"
#include "api/methods.h"
#include "domain/case_command.h"

namespace hotline::api {

/// act<AddNoteRequest, AddNoteResponse>(methods, "…AddNote", [](const AddNoteRequest& r) { return
/// AddNote{r.text()}; })
template <class Request, class Response, class ToCommand>
void act(Methods& methods, std::string name, ToCommand to_command) {
  methods.write<Request>(
      std::move(name), [to_command](service::Writing& writing, const Request& request) -> Result<Response> {
        auto file =
            service::CaseFile::open(writing, *CaseId::parse(request.case_id()), request.expected_version());
        if (!file) return fail(file.error());
        if (auto acted = file->act(writing, to_command(request)); !acted) return fail(acted.error());
        auto detail = show_after(writing, *file);
        if (!detail) return fail(detail.error());
        Response response;
        *response.mutable_case_() = std::move(*detail);
        return response;
      });
}

}  // namespace hotline::api
