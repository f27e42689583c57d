#include "net/static_files.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "net/negotiation.h"

namespace hotline::net {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> cannot_load() {
  return fail(Code::failed_precondition, "static_files_unusable",
              {"Không đọc được thư mục giao diện web, hoặc thư mục quá lớn.",
               "The directory of the web client cannot be read, or is too large."});
}

std::string_view content_type_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 17> types = {{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".woff", "font/woff"},
      {".wasm", "application/wasm"},
      {".mp3", "audio/mpeg"},
      {".txt", "text/plain; charset=utf-8"},
  }};
  for (const auto& [ending, type] : types)
    if (name.ends_with(ending)) return type;
  return "application/octet-stream";
}

std::string etag_of(const std::string& bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  HOTLINE_CHECK(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1);
  std::string out = "\"";
  for (unsigned i = 0; i < 16; ++i) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += digits[digest[i] >> 4];
    out += digits[digest[i] & 15];
  }
  return out + '"';
}

/// If-None-Match compares weakly (RFC 9110 §13.1.2).
bool names_etag(std::string_view list, std::string_view etag) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    auto one = trimmed(list.substr(0, comma));
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == "*" || one == etag) return true;
    list = comma == std::string_view::npos ? "" : list.substr(comma + 1);
  }
  return false;
}

}  // namespace

Result<std::unique_ptr<StaticFiles>> StaticFiles::load(StaticOptions options) {
  std::unique_ptr<StaticFiles> files(new StaticFiles(std::move(options)));
  if (auto read = files->read_all(); !read) return fail(std::move(read.error()));
  return files;
}

Result<> StaticFiles::read_all() {
  std::error_code ec;
  std::size_t total = 0, count = 0;
  fs::recursive_directory_iterator at(options_.directory, ec), end;
  for (; !ec && at != end; at.increment(ec)) {
    if (at->path().filename().string().starts_with('.')) {
      at.disable_recursion_pending();
      continue;
    }
    if (!at->is_regular_file(ec) || at->is_symlink(ec)) continue;
    std::ifstream in(at->path(), std::ios::binary);
    auto bytes = std::make_shared<const std::string>(std::istreambuf_iterator<char>(in),
                                                     std::istreambuf_iterator<char>());
    total += bytes->size();
    if (!in || ++count > options_.files_max || total > options_.total_max_bytes) return cannot_load();
    Form form{bytes, etag_of(*bytes)};
    std::string path = "/" + fs::relative(at->path(), options_.directory, ec).generic_string();
    const auto is = [&path](std::string_view ending) { return path.ends_with(ending); };
    auto& file = files_[is(".br") || is(".gz") ? path.substr(0, path.size() - 3) : path];
    (is(".br") ? file.brotli : is(".gz") ? file.gzip : file.plain) = std::move(form);
  }
  if (ec) return cannot_load();
  std::erase_if(files_, [](const auto& entry) { return !entry.second.plain.bytes; });
  for (auto& [path, file] : files_) {
    file.content_type = content_type_of(path);
    file.immutable = path.starts_with(options_.immutable_prefix);
  }
  return {};
}

const StaticFiles::File* StaticFiles::find(std::string_view path) const {
  if (const auto at = files_.find(path); at != files_.end()) return &at->second;
  if (path.starts_with(options_.immutable_prefix) || path.substr(path.rfind('/') + 1).contains('.'))
    return nullptr;
  const auto at = files_.find("/" + options_.index);
  return at == files_.end() ? nullptr : &at->second;
}

void StaticFiles::add_headers(Headers& headers, const File& file, bool tls) const {
  headers.add("Content-Type", file.content_type);
  headers.add("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  headers.add("Vary", "Accept-Encoding");
  headers.add("Content-Security-Policy", options_.content_security_policy);
  headers.add("Cross-Origin-Opener-Policy", "same-origin");
  headers.add("Cross-Origin-Resource-Policy", "same-origin");
  if (tls) headers.add("Strict-Transport-Security", "max-age=31536000");
  add_guard_headers(headers);
}

Response StaticFiles::answer(const Request& request) const {
  if (request.method != Method::get && request.method != Method::head) {
    auto refused = plain_text(405, "Only GET and HEAD.\n");
    refused.headers.add("Allow", "GET, HEAD");
    return refused;
  }
  const File* file = find(request.path());
  if (!file) return plain_text(404, "Not found.\n");

  Response response;
  add_headers(response.headers, *file, request.tls);
  const auto accepted = request.headers.find("accept-encoding").value_or("");
  const Form* form = &file->plain;
  std::string_view encoding;
  const auto prefer = [&](const Form& other, std::string_view name) {
    if (!other.bytes || other.bytes->size() >= form->bytes->size() || !accepts(accepted, name)) return;
    form = &other;
    encoding = name;
  };
  prefer(file->gzip, "gzip");
  prefer(file->brotli, "br");
  response.headers.add("ETag", form->etag);
  if (names_etag(request.headers.find("if-none-match").value_or(""), form->etag)) {
    response.status = 304;
    return response;
  }
  if (!encoding.empty()) response.headers.add("Content-Encoding", encoding);
  response.shared_body = form->bytes;
  return response;
}

asio::awaitable<void> StaticFiles::handle(Exchange& exchange) {
  exchange.respond(answer(exchange.request()));
  co_return;
}

}  // namespace hotline::net
