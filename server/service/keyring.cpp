#include "service/keyring.h"

#include <utility>

#include "evidence/seal.h"

namespace hotline::service {
namespace {
// Rows beside the log have no stream of their own; the administration kind keeps them apart from those of
// cases.
evidence::StreamId row_stream(const IdBytes& row) { return {evidence::StreamKind::admin, row}; }
}  // namespace

Keyring::Keyring(evidence::MasterKey master, evidence::Vault vault)
    : master_(std::move(master)), vault_(std::move(vault)) {}

Result<evidence::SubjectKeys> Keyring::make(store::Writer& db, const evidence::StreamId& subject) const {
  auto keys = evidence::SubjectKeys::fresh();
  if (auto put = db.put(store::SubjectKeyRow{subject, keys.wrap(master_, subject)}); !put)
    return fail(put.error());
  return keys;
}

Result<evidence::SubjectKeys> Keyring::open(store::Reader& db, const evidence::StreamId& subject) const {
  auto wrapped = db.subject_key(subject);
  if (!wrapped) return fail(wrapped.error());
  if (!*wrapped)
    return fail(Code::not_found, "content_erased",
                {"Nội dung này đã được xóa theo quy định.", "This content was erased as the rules demand."});
  return evidence::SubjectKeys::unwrap(master_, subject, **wrapped);
}

Result<evidence::SubjectKeys> Keyring::open_or_make(store::Writer& db,
                                                    const evidence::StreamId& subject) const {
  auto wrapped = db.subject_key(subject);
  if (!wrapped) return fail(wrapped.error());
  if (!*wrapped) return make(db, subject);
  return evidence::SubjectKeys::unwrap(master_, subject, **wrapped);
}

store::Hash16 Keyring::lookup(std::string_view domain, std::string_view value) const {
  return evidence::lookup_hash(vault_.key(evidence::VaultKey::index), domain, value);
}

std::string Keyring::seal(evidence::VaultKey key, const IdBytes& row, std::string_view content) const {
  std::string out;
  evidence::seal(vault_.key(key), row_stream(row), 0, evidence::Part::child, content, out);
  return out;
}

Result<std::string> Keyring::unseal(evidence::VaultKey key, const IdBytes& row,
                                    std::string_view sealed) const {
  std::string out;
  auto opened = evidence::open(vault_.key(key), row_stream(row), 0, evidence::Part::child, sealed, out);
  if (!opened) return fail(opened.error());
  return out;
}

}  // namespace hotline::service
