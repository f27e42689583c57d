#include "app/act_notes.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/log.h"
#include "domain/case_time.h"
#include "evidence/key_file.h"
#include "hotline/history/v1/journal.pb.h"
#include "service/act.h"

namespace hotline::app {
namespace {
namespace fs = std::filesystem;

constexpr std::size_t notes_at_once_max = 200;
constexpr auto key = evidence::VaultKey::machine_acts;

fs::path directory_of(const fs::path& database) { return fs::path(database) += "-acts"; }

struct Note {
  fs::path file;
  IdBytes id{};
  history::v1::AdministrationRecord act;
};

/// What these keys did not seal is told as what it is.
Note read_note(const fs::path& file, const IdBytes& id, const service::World& world) {
  Note note{file, id, {}};
  std::array<std::uint8_t, evidence::key_file_max_bytes> bytes;
  if (const auto length = evidence::read_key_file(file, bytes)) {
    const std::string_view sealed(reinterpret_cast<const char*>(bytes.data()), *length);
    if (const auto text = world.keys.unseal(key, id, sealed); text && note.act.ParseFromString(*text))
      return note;
  }
  note.act.Clear();
  *note.act.mutable_at() = timestamp_of(world.clock.now());
  note.act.set_what("act_note_foreign");
  return note;
}

std::vector<Note> notes_in(const fs::path& directory, const service::World& world) {
  std::vector<std::pair<fs::path, IdBytes>> files;
  std::error_code error;
  for (fs::directory_iterator at(directory, error), end;
       !error && at != end && files.size() < notes_at_once_max; at.increment(error))
    if (const auto id = id_bytes(at->path().filename().string())) files.emplace_back(at->path(), *id);
  std::ranges::sort(files);  // ids rise with time
  std::vector<Note> notes;
  notes.reserve(files.size());
  for (const auto& [file, id] : files) notes.push_back(read_note(file, id, world));
  return notes;
}

}  // namespace

Result<> leave_act_note(const fs::path& database, const service::World& world, std::string_view what,
                        std::string_view subject_id) {
  history::v1::AdministrationRecord act;
  *act.mutable_at() = timestamp_of(world.clock.now());
  act.set_what(std::string(what));
  act.set_subject_id(std::string(subject_id));
  const auto directory = directory_of(database);
  std::error_code error;
  fs::create_directory(directory, error);
  if (!error) fs::permissions(directory, fs::perms::owner_all, error);
  const auto id = world.ids.next();
  return evidence::create_key_file(directory / id_text(id),
                                   world.keys.seal(key, id, act.SerializeAsString()));
}

Result<> take_in_act_notes(const fs::path& database, service::World& world) {
  const auto notes = notes_in(directory_of(database), world);
  if (notes.empty()) return {};
  auto written = world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    for (const auto& note : notes)
      if (auto noted = service::record_act_of_machine(world, db, world.clock.now(), note.act); !noted)
        return noted;
    return {};
  });
  if (!written) return written;
  for (const auto& note : notes) {
    std::error_code error;
    if (!fs::remove(note.file, error)) log::error("act_note_kept");  // it will be an entry again
  }
  return {};
}

}  // namespace hotline::app
