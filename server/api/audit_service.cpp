#include <algorithm>

#include "api/desk.h"
#include "api/page.h"
#include "domain/case_time.h"
#include "evidence/finding.h"
#include "hotline/v1/audit.pb.h"
#include "service/audit.h"
#include "service/lists.h"
#include "service/log_check.h"

namespace hotline::api {
namespace {

using service::Reading;
using service::Writing;

std::string what_of(history::v1::AccessWhat what) {
  switch (what) {
    case history::v1::ACCESS_WHAT_READ:
      return "read";
    case history::v1::ACCESS_WHAT_LISTED:
      return "listed";
    case history::v1::ACCESS_WHAT_SEARCHED:
      return "searched";
    case history::v1::ACCESS_WHAT_EXPORTED:
      return "exported";
    case history::v1::ACCESS_WHAT_CONTACT_READ:
      return "contact_read";
    default:
      return "unknown";
  }
}

/// "RELATION_ABOVE" as "above".
std::string code_of(std::string_view name, std::string_view prefix) {
  std::string out(name.substr(std::min(prefix.size(), name.size())));
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}
std::string part_of(int part) {
  return code_of(history::v1::AccessPart_Name(static_cast<history::v1::AccessPart>(part)), "ACCESS_PART_");
}
std::string relation_of(int relation) {
  return code_of(record::v1::Relation_Name(static_cast<record::v1::Relation>(relation)), "RELATION_");
}

Result<v1::ListAccessResponse> list_access(Reading& reading, const v1::ListAccessRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  store::AccessFilter filter;
  if (!request.case_id().empty()) filter.case_id = CaseId::parse(request.case_id());
  if (!request.person_id().empty()) filter.person = PersonId::parse(request.person_id());
  if (request.has_from()) filter.from = time_of(request.from());
  if (request.has_to()) filter.to = time_of(request.to());
  auto list = service::list_access(reading, filter, *page);
  if (!list) return fail(list.error());
  v1::ListAccessResponse response;
  for (const auto& seen : list->entries) {
    auto* out = response.add_entries();
    out->set_log_index(seen.log_index);
    *out->mutable_at() = seen.record.at();
    out->set_person_id(seen.record.person_id());
    if (seen.record.units_size() > 0) out->set_unit(seen.record.units(0));
    if (seen.case_id) out->set_case_id(seen.case_id.text());
    auto number = service::case_number(reading, seen.case_id);
    if (!number) return fail(number.error());
    out->set_case_number(std::move(*number));
    out->set_what(what_of(seen.record.what()));
    out->set_from_address(seen.record.from_address());
    for (const int part : seen.record.parts()) out->add_parts(part_of(part));
    for (const int relation : seen.record.relations()) out->add_relations(relation_of(relation));
    out->set_role(seen.record.role());
    out->set_for_person_id(seen.record.for_person_id());
    out->set_legal_basis(seen.record.legal_basis());
    out->set_report_form(seen.record.report().form());
    out->set_report_unit(seen.record.report().unit());
    out->set_report_first_day(seen.record.report().first_day());
    out->set_report_last_day(seen.record.report().last_day());
    out->set_report_for_others(seen.record.report().for_others());
  }
  response.set_next_page_token(page_token(reading, list->after));
  return response;
}

Result<v1::ListAdministrationResponse> list_administration(Reading& reading,
                                                           const v1::ListAdministrationRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  auto list = service::list_administration(reading, *page, !request.leave_out_sign_ins());
  if (!list) return fail(list.error());
  v1::ListAdministrationResponse response;
  for (const auto& seen : list->entries) {
    auto* out = response.add_entries();
    out->set_log_index(seen.log_index);
    *out->mutable_at() = seen.record.at();
    out->set_person_id(seen.record.person_id());
    out->set_what(seen.record.what());
    out->set_subject_id(seen.record.subject_id());
  }
  response.set_next_page_token(page_token(reading, list->after));
  return response;
}

Result<v1::GetCheckpointResponse> get_checkpoint(Reading& reading, const v1::GetCheckpointRequest&) {
  v1::GetCheckpointResponse response;
  response.set_checkpoint(service::checkpoint_now(reading.world, reading.now));
  response.set_verifier_key(reading.world.signer.verifier().text());
  return response;
}

std::string bytes_of(const evidence::Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

Result<v1::GetProofResponse> get_proof(Reading& reading, const v1::GetProofRequest& request) {
  service::StoredHashes hashes(reading.db);
  auto size = reading.db.log_size();
  if (!size) return fail(size.error());
  const auto wanted = request.tree_size() == 0 ? *size : request.tree_size();
  if (wanted > *size)
    return fail(Code::out_of_range, "proof_out_of_range",
                {"Nhật ký chưa dài đến thế.", "The log is not as long as that."});
  v1::GetProofResponse response;
  auto proof = evidence::inclusion_proof(request.log_index(), wanted, hashes);
  if (!proof) return fail(proof.error());
  for (const auto& hash : *proof) response.add_inclusion(bytes_of(hash));
  auto leaf = reading.db.leaf_hashes(request.log_index(), request.log_index() + 1);
  if (!leaf) return fail(leaf.error());
  response.set_leaf_hash(bytes_of(leaf->front()));
  if (request.has_old_tree_size()) {
    auto consistency = evidence::consistency_proof(request.old_tree_size(), wanted, hashes);
    if (!consistency) return fail(consistency.error());
    for (const auto& hash : *consistency) response.add_consistency(bytes_of(hash));
  }
  return response;
}

Result<v1::ExportHistoryResponse> export_history(Writing& writing, const v1::ExportHistoryRequest& request) {
  auto exported = service::export_case(
      writing, *CaseId::parse(request.case_id()),
      request.has_as_of() ? std::optional(time_of(request.as_of())) : std::nullopt, request.legal_basis());
  if (!exported) return fail(exported.error());
  writing.released.child = true;  // the bundle: of the other parts no more than the caller sees
  v1::ExportHistoryResponse response;
  response.set_bundle(std::move(exported->bundle));
  response.set_checkpoint(std::move(exported->checkpoint));
  response.set_redacted(exported->redacted);
  return response;
}

/// Against what is kept outside the database, and the head that this service holds in memory: whoever edits
/// the file reaches neither.
Result<> begin_check(Desk& desk, std::optional<service::LogCheck>& check) {
  auto& world = desk.world();
  auto kept = desk.kept_proofs();
  if (!kept) return fail(kept.error());
  check.emplace(world.signer.verifier(), std::move(kept->erased));
  for (const auto& checkpoint : kept->checkpoints) check->add_checkpoint(checkpoint.note);
  const auto head = world.ledger.newest();
  check->add_checkpoint(world.signer.sign(head.size, head.root, world.clock.now()));
  return {};
}

v1::VerifyHistoryResponse verdict(service::LogCheck& check) {
  v1::VerifyHistoryResponse word;
  word.set_entries_checked(check.checked());
  word.set_entries_total(check.size());
  word.set_done(true);
  const auto whole = check.finish();
  word.set_sound(whole.has_value());
  if (whole) return word;
  using enum evidence::Fault;
  const auto& [fault, first, last, part] = whole.error();
  if (fault != checkpoint_malformed && fault != checkpoint_foreign && fault != checkpoint_forged)
    word.set_first_wrong(first);
  word.set_reason(std::string(evidence::name(fault)));
  return word;
}

asio::awaitable<Result<>> verify_history(Desk& desk, Ask&, Outlet& sender) {
  // One at a time, whoever asks: each holds in memory how far every stream of the log has come.
  const auto place = desk.begin(Desk::LongWork::verifying, PersonId{});
  if (!place)
    co_return fail(Code::resource_exhausted, "verification_running",
                   {"Nhật ký đang được kiểm tra rồi. Hãy chờ lần đó xong rồi thử lại.",
                    "The log is being verified already. Wait until that has finished, then try again."});
  struct State {
    std::optional<service::LogCheck> check;
    Result<> begun;
  };
  auto state = std::make_shared<State>();
  if (auto started = co_await sender.start(); !started) co_return started;
  auto aside = co_await desk.aside([&desk, state] { state->begun = begin_check(desk, state->check); });
  if (!aside) co_return aside;
  if (!state->begun) co_return state->begun;
  while (!state->check->done()) {
    auto read = co_await desk.read_plain([state](store::Reader& db) { return state->check->step(db); });
    if (!read) co_return read;
    v1::VerifyHistoryResponse word;
    word.set_entries_checked(state->check->checked());
    word.set_entries_total(state->check->size());
    if (auto sent = co_await sender.send(word); !sent) co_return sent;
  }
  auto word = verdict(*state->check);
  co_return co_await sender.send(word);
}

}  // namespace

void add_audit_service(Methods& methods) {
  const std::string service = "hotline.v1.AuditService.";
  methods.read<v1::ListAccessRequest>(service + "ListAccess", list_access);
  methods.read<v1::ListAdministrationRequest>(service + "ListAdministration", list_administration);
  methods.watch(service + "VerifyHistory", verify_history);
  methods.read<v1::GetCheckpointRequest>(service + "GetCheckpoint", get_checkpoint);
  methods.read<v1::GetProofRequest>(service + "GetProof", get_proof);
  methods.write<v1::ExportHistoryRequest>(service + "ExportHistory", export_history);
}

}  // namespace hotline::api
