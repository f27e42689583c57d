#include "service/sessions.h"

#include <algorithm>

#include "evidence/lookup.h"

namespace hotline::service {

Result<> Sessions::load(store::Reader& db, Time now) {
  auto rows = db.sessions();
  if (!rows) return fail(rows.error());
  for (const auto& row : *rows)
    if (end_of(row) > now) add(row);
  return {};
}

std::optional<Session> Sessions::use(std::string_view token, Time now) {
  const auto hash = evidence::token_hash(token);
  const std::lock_guard lock(guard_);
  const auto it = held_.find(hash);
  if (it == held_.end() || end_of(it->second.row) <= now) return std::nullopt;
  auto& row = it->second.row;
  row.seen_at = std::max(row.seen_at, now);
  return Session{row.session, row.person, end_of(row)};
}

const Sessions::Held* Sessions::find(const SessionId& session) const {
  const auto token = tokens_.find(session);
  return token == tokens_.end() ? nullptr : &held_.at(token->second);
}

bool Sessions::runs(const SessionId& session, Time now) const {
  const std::lock_guard lock(guard_);
  const auto* held = find(session);
  return held && end_of(held->row) > now;
}

bool Sessions::use(const SessionId& session, Time now) {
  const std::lock_guard lock(guard_);
  const auto token = tokens_.find(session);
  if (token == tokens_.end()) return false;
  auto& row = held_.at(token->second).row;
  if (end_of(row) <= now) return false;
  row.seen_at = std::max(row.seen_at, now);
  return true;
}

std::vector<store::SessionRow> Sessions::to_store(Time now) {
  std::vector<store::SessionRow> out;
  const std::lock_guard lock(guard_);
  for (auto& [hash, held] : held_) {
    if (held.row.seen_at - held.stored_seen < limits_.seen_every || end_of(held.row) <= now) continue;
    held.stored_seen = held.row.seen_at;
    out.push_back(held.row);
  }
  return out;
}

Sessions::Started Sessions::make(const PersonId& person, const SessionId& id, Time now) const {
  Started out;
  out.token = evidence::fresh_token();
  out.row = {.token = evidence::token_hash(out.token),
             .session = id,
             .person = person,
             .started_at = now,
             .seen_at = now,
             .expires_at = now + limits_.life_max};
  return out;
}

void Sessions::add(const store::SessionRow& row) {
  const std::lock_guard lock(guard_);
  held_.insert_or_assign(row.token, Held{row, row.seen_at});
  tokens_.insert_or_assign(row.session, row.token);
}

std::vector<store::Hash32> Sessions::of_person(const PersonId& person, const SessionId& except) const {
  std::vector<std::pair<Time, store::Hash32>> found;
  {
    const std::lock_guard lock(guard_);
    for (const auto& [hash, held] : held_)
      if (held.row.person == person && held.row.session != except) found.emplace_back(held.row.seen_at, hash);
  }
  std::ranges::sort(found);
  std::vector<store::Hash32> out;
  out.reserve(found.size());
  for (const auto& [seen, hash] : found) out.push_back(hash);
  return out;
}

std::optional<store::Hash32> Sessions::token_of(const SessionId& session) const {
  const std::lock_guard lock(guard_);
  const auto* held = find(session);
  return held ? std::optional(held->row.token) : std::nullopt;
}

std::vector<Sessions::Open> Sessions::open_ones(const PersonId& person, Time now) const {
  std::vector<Open> out;
  {
    const std::lock_guard lock(guard_);
    for (const auto& [hash, held] : held_)
      if (const auto& row = held.row; row.person == person && end_of(row) > now)
        out.push_back({row.session, row.started_at, row.seen_at, end_of(row)});
  }
  std::ranges::sort(out, std::ranges::greater{}, &Open::seen_at);
  return out;
}

std::optional<Time> Sessions::life_end_of(const SessionId& session) const {
  const std::lock_guard lock(guard_);
  const auto* held = find(session);
  return held ? std::optional(held->row.expires_at) : std::nullopt;
}

void Sessions::remove(const store::Hash32& token) {
  const std::lock_guard lock(guard_);
  const auto it = held_.find(token);
  if (it == held_.end()) return;
  tokens_.erase(it->second.row.session);
  held_.erase(it);
}

std::vector<store::Hash32> Sessions::remove_ended(Time now) {
  std::vector<store::Hash32> out;
  const std::lock_guard lock(guard_);
  std::erase_if(held_, [&](const auto& item) {
    const bool ended = end_of(item.second.row) <= now;
    if (ended) {
      out.push_back(item.first);
      tokens_.erase(item.second.row.session);
    }
    return ended;
  });
  return out;
}

}  // namespace hotline::service
