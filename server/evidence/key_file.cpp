#include "evidence/key_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>

#include "evidence/encoding.h"
#include "evidence/key.h"

namespace hotline::evidence {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }

 private:
  int fd_;
};

std::unexpected<Error> unwritable() {
  return fail(Code::unavailable, "key_file_unwritable",
              {"Không ghi được tệp khóa; kiểm tra thư mục, quyền và chỗ trống trên đĩa.",
               "The key file cannot be written; check the directory, its permissions and the free space."});
}
std::unexpected<Error> unreadable() {
  return fail(Code::unavailable, "key_file_unreadable",
              {"Không đọc được tệp khóa.", "The key file cannot be read."});
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(fd, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

bool sync_directory_of(const std::filesystem::path& path) {
  const auto parent = path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
  const Descriptor directory{::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  return directory.ok() && ::fsync(directory.get()) == 0;
}

/// A synced file beside `path` under a name of its own.
Result<std::filesystem::path> write_beside(const std::filesystem::path& path, std::string_view content) {
  sodium_ready();
  std::array<std::uint8_t, 8> random;
  randombytes_buf(random.data(), random.size());
  std::filesystem::path beside = path;
  beside += ".new-" + hex_text(random);
  const Descriptor file{::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (!file.ok()) return unwritable();
  // fchmod: a umask may have taken bits away, and a default ACL may have added some.
  if (::fchmod(file.get(), 0600) != 0 || !write_all(file.get(), content) || ::fsync(file.get()) != 0) {
    ::unlink(beside.c_str());
    return unwritable();
  }
  return beside;
}

Result<> check_protected(int fd) {
  struct stat about{};
  if (::fstat(fd, &about) != 0) return unreadable();
  if (!S_ISREG(about.st_mode)) {
    return fail(Code::failed_precondition, "key_file_kind",
                {"Tệp khóa không phải là tệp thường.", "The key file is not a regular file."});
  }
  if (about.st_uid != ::geteuid()) {
    return fail(Code::failed_precondition, "key_file_owner",
                {"Tệp khóa phải thuộc về người dùng đang chạy chương trình này (dùng chown).",
                 "The key file must be owned by the user that runs this program (use chown)."});
  }
  if ((about.st_mode & 07777 & ~0600U) != 0) {
    return fail(Code::failed_precondition, "key_file_mode",
                {"Tệp khóa để người khác đọc hoặc ghi được; đặt quyền 0600 (chmod 600).",
                 "The key file is open to others; set its mode to 0600 (chmod 600)."});
  }
  return {};
}

}  // namespace

Result<> create_key_file(const std::filesystem::path& path, std::string_view content) {
  const auto beside = write_beside(path, content);
  if (!beside) return fail(beside.error());
  // A link, not a rename: it fails when the name is taken, so two starts at once cannot destroy each other's
  // key.
  const bool linked = ::link(beside->c_str(), path.c_str()) == 0;
  const bool taken = !linked && errno == EEXIST;
  ::unlink(beside->c_str());
  if (taken) {
    return fail(
        Code::already_exists, "key_file_exists",
        {"Tệp khóa đã có và không bao giờ bị ghi đè.", "The key file exists; it is never overwritten."});
  }
  if (!linked || !sync_directory_of(path)) return unwritable();
  return {};
}

Result<> promote_key_file(const std::filesystem::path& next, const std::filesystem::path& path) {
  if (::rename(next.c_str(), path.c_str()) != 0 || !sync_directory_of(path)) return unwritable();
  return {};
}

Result<> replace_key_file(const std::filesystem::path& path, std::string_view content) {
  const auto beside = write_beside(path, content);
  if (!beside) return fail(beside.error());
  auto promoted = promote_key_file(*beside, path);
  if (!promoted) ::unlink(beside->c_str());
  return promoted;
}

Result<std::size_t> read_key_file(const std::filesystem::path& path, std::span<std::uint8_t> into) {
  // O_NONBLOCK: a pipe put in the file's place must be refused, not waited for.
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (!file.ok() && errno == ENOENT) {
    return fail(Code::not_found, "key_file_missing",
                {"Không thấy tệp khóa. Nếu đã mất, dùng khóa khôi phục.",
                 "The key file is missing. If it is lost, use the recovery key."});
  }
  if (!file.ok()) return unreadable();
  if (auto checked = check_protected(file.get()); !checked) return fail(checked.error());
  std::size_t length = 0;
  for (;;) {
    if (length == into.size()) {
      return fail(Code::data_loss, "key_file_too_large",
                  {"Tệp khóa quá lớn, không phải tệp khóa.", "The file is too large to be a key file."});
    }
    const ssize_t done = ::read(file.get(), into.data() + length, into.size() - length);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return unreadable();
    if (done == 0) return length;
    length += static_cast<std::size_t>(done);
  }
}

}  // namespace hotline::evidence
