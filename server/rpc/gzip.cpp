#include "rpc/gzip.h"

#include <zlib.h>

#include <algorithm>

#include "rpc/faults.h"

namespace hotline::rpc {
namespace {

constexpr int gzip_window = 15 + 16;  // zlib: 16 more means a gzip wrapper

class Inflater {
 public:
  Inflater() { HOTLINE_CHECK(inflateInit2(&stream, gzip_window) == Z_OK); }
  ~Inflater() { inflateEnd(&stream); }
  Inflater(const Inflater&) = delete;
  z_stream stream{};
};

class Deflater {
 public:
  // Level 1: these are short texts on a server with two cores.
  Deflater() {
    HOTLINE_CHECK(deflateInit2(&stream, 1, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  }
  ~Deflater() { deflateEnd(&stream); }
  Deflater(const Deflater&) = delete;
  z_stream stream{};
};

void set_input(z_stream& stream, std::string_view bytes) {
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
}

}  // namespace

Result<std::string> gunzip(std::string_view compressed, std::size_t max_bytes) {
  thread_local Inflater inflater;
  auto& stream = inflater.stream;
  HOTLINE_CHECK(inflateReset(&stream) == Z_OK);
  set_input(stream, compressed);
  std::string out;
  for (std::size_t done = 0;;) {
    // One byte beyond the limit tells a bomb from a message of exactly that size.
    out.resize(std::min(max_bytes + 1, std::max(done * 2, compressed.size() * 4 + 64)));
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + done);
    stream.avail_out = static_cast<uInt>(out.size() - done);
    const int status = inflate(&stream, Z_NO_FLUSH);
    done = out.size() - stream.avail_out;
    if (done > max_bytes) return fail(too_large());
    if (status == Z_STREAM_END && stream.avail_in == 0) return out.resize(done), out;
    if (status != Z_OK || (stream.avail_in == 0 && stream.avail_out > 0)) return fail(bad_compression());
  }
}

std::string gzip(std::string_view bytes) {
  thread_local Deflater deflater;
  auto& stream = deflater.stream;
  HOTLINE_CHECK(deflateReset(&stream) == Z_OK);
  set_input(stream, bytes);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  HOTLINE_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  return out;
}

}  // namespace hotline::rpc
