// PEM texts that come in a message, as the files that net wants.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/status.h"

namespace hotline::conformance {

class TemporaryFiles {
 public:
  TemporaryFiles() {
    auto name = (std::filesystem::temp_directory_path() / "conformance.XXXXXX").string();
    HOTLINE_CHECK(mkdtemp(name.data()) != nullptr);
    directory_ = name;
  }
  ~TemporaryFiles() { std::filesystem::remove_all(directory_); }
  TemporaryFiles(const TemporaryFiles&) = delete;

  std::string write(const std::string& name, const std::string& content) const {
    std::ofstream(directory_ / name) << content;
    return directory_ / name;
  }

 private:
  std::filesystem::path directory_;
};

}  // namespace hotline::conformance
