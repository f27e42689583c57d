// Requests as a browser or a stranger would write them, where the client of the service would not.
#pragma once

#include <string>

#include "support/running_service.h"

namespace hotline::test {

struct RawAnswer {
  int status = 0;
  std::string head;
  std::string body;
  /// The detail of an error; empty where there is none.
  v1::Failure failure() const;
};

/// POST of JSON; `fields` are whole header lines, each with its end.
RawAnswer post_json(const RunningService& service, const std::string& path, const std::string& json,
                    const std::string& fields = {});
RawAnswer get(const RunningService& service, const std::string& path);

}  // namespace hotline::test
