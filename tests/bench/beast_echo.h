// The network's floor: a bare Beast server that reads a body and sends it back, on one thread.
#pragma once

#include <cstdint>
#include <memory>

namespace hotline::bench {

class BeastEcho {
 public:
  BeastEcho();
  ~BeastEcho();
  std::uint16_t port() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hotline::bench
