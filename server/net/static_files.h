// The browser client's files, read once into memory: a request is a look-up in a table of the files that are
// there, so no path can lead out of the directory, and nothing is read from the disk while serving.
//
// A file "x.js" may lie beside "x.js.br" and "x.js.gz": the smallest form that the client accepts is sent.
// Answers carry a strong ETag per form (SHA-256 of its bytes) and a Content-Security-Policy.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "net/http.h"

namespace hotline::net {

struct StaticOptions {
  std::string directory;
  /// Sent for "/" and, when the path names no file and its last part has no dot, for a view of the client.
  std::string index = "index.html";
  /// Files below this never change under their name (the bundler puts a hash into it).
  std::string immutable_prefix = "/assets/";
  /// Nothing inline, neither script nor style, and nothing from elsewhere.
  std::string content_security_policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
      "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
      "form-action 'self'; frame-ancestors 'none'";
  std::size_t files_max = 10'000;
  std::size_t total_max_bytes = 64 << 20;
};

class StaticFiles final : public Handler {
 public:
  /// failed_precondition when the directory cannot be read or holds more than the limits. Symbolic links and
  /// names that begin with a dot are left out.
  static Result<std::unique_ptr<StaticFiles>> load(StaticOptions options);

  asio::awaitable<void> handle(Exchange& exchange) override;

 private:
  struct Form {
    std::shared_ptr<const std::string> bytes;  // null: this form does not exist
    std::string etag;
  };
  struct File {
    Form plain, gzip, brotli;
    std::string_view content_type;
    bool immutable = false;
  };

  explicit StaticFiles(StaticOptions options) : options_(std::move(options)) {}
  Result<> read_all();
  const File* find(std::string_view path) const;
  Response answer(const Request& request) const;
  void add_headers(Headers& headers, const File& file, bool tls) const;

  StaticOptions options_;
  std::map<std::string, File, std::less<>> files_;  // by path: "/assets/app.js"
};

}  // namespace hotline::net
