// Go's golang.org/x/mod/sumdb/note and tlog check what this module writes, and this module opens what Go
// signed.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "evidence/encoding.h"
#include "evidence/sample_log.h"

namespace hotline::evidence {
namespace {

namespace fs = std::filesystem;

constexpr int skipped_status = 77;
const std::vector<std::uint64_t> sizes = {1, 2, 3, 7, 255, 256, 257, 300, 511, 512, 600};

class Interoperability : public testing::Test {
 protected:
  Interoperability() {
    std::string pattern = (fs::temp_directory_path() / "interoperability-XXXXXX").string();
    directory = ::mkdtemp(pattern.data());
  }
  ~Interoperability() override { fs::remove_all(directory); }

  void write(const std::string& name, std::string_view content) {
    std::ofstream{directory / name} << content;
  }
  std::string read(const char* name) {
    std::ifstream in{directory / name};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
  static std::string line_of(std::uint64_t first, std::uint64_t second, const Proof& proof) {
    std::string line = std::to_string(first) + " " + std::to_string(second);
    for (const auto& hash : proof) line += " " + hex_text(hash);
    return line + "\n";
  }

  void write_log() {
    std::string leaves, inclusions, consistencies;
    for (const auto& row : log.rows) leaves += hex_text(encode(row.header)) + "\n";
    for (const auto size : sizes) {
      const Hash root = *tree_root(size, log.source);
      write("checkpoint-" + std::to_string(size), log.signer.sign(size, root, from_unix_ms(0)));
      for (std::uint64_t index = 0; index < size; index += 1 + size / 50) {
        inclusions += line_of(index, size, *inclusion_proof(index, size, log.source));
      }
      for (const auto old_size : sizes) {
        if (old_size <= size) {
          consistencies += line_of(old_size, size, *consistency_proof(old_size, size, log.source));
        }
      }
    }
    write("key", log.signer.verifier().text());
    write("leaves", leaves);
    write("inclusion", inclusions);
    write("consistency", consistencies);
    write("export", write_export(log.export_of({StreamKind::case_, {2}}, 1)));
  }

  /// The exit status of Go's check.
  int ask_go() {
    const auto command =
        std::string{HOTLINE_SOURCE_DIR "/tests/evidence/go/verify '"} + directory.string() + "'";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  SampleLog log;
  fs::path directory;
};

TEST_F(Interoperability, GoAcceptsOurCheckpointsAndProofsAndWeOpenGos) {
  write_log();
  const int status = ask_go();
  if (status == skipped_status) GTEST_SKIP() << "no Go here";
  ASSERT_EQ(status, 0);
  const auto verifier = CheckpointVerifier::parse(read("go-key"));
  ASSERT_TRUE(verifier);
  const auto opened = verifier->open(read("go-checkpoint"));
  ASSERT_TRUE(opened);
  EXPECT_EQ(*opened, (Checkpoint{"example.org/from-go", 600, log.source.tree.root(), std::nullopt}));
}

TEST_F(Interoperability, GoRefusesAProofThatWasChanged) {
  write_log();
  auto proofs = read("inclusion");
  proofs[proofs.size() - 2] = proofs[proofs.size() - 2] == '0' ? '1' : '0';
  write("inclusion", proofs);
  const int status = ask_go();
  if (status == skipped_status) GTEST_SKIP() << "no Go here";
  EXPECT_EQ(status, 1);
}

}  // namespace
}  // namespace hotline::evidence
