#include "service/outbox.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include "domain/case_time.h"
#include "domain/permission.h"
#include "service/notice_text.h"
#include "service/world.h"

namespace hotline::service {
namespace {

constexpr std::size_t recipients_max = 8;  // StoredMessage.to
constexpr std::size_t others_max = 20;     // Notice.other_person_ids

v1::Notice record_of(const Notice& notice) {
  v1::Notice record;
  record.set_kind(notice.kind);
  if (notice.case_id) record.set_case_id(notice.case_id.text());
  record.set_case_number(notice.case_number);
  record.set_unit(notice.unit.text());
  if (notice.person) record.set_person_id(notice.person.text());
  for (const auto& other : notice.others | std::views::take(others_max))
    record.add_other_person_ids(other.text());
  record.set_clock(notice.clock);
  if (notice.due) *record.mutable_due_at() = timestamp_of(*notice.due);
  record.set_cause(notice.cause);
  return record;
}

/// The contacts of an office, also where they stand under what it was called before.
const DutyContact* contact_of(const World& world, const std::string& office) {
  const auto& contacts = world.outbox.reach().contacts;
  if (const auto known = contacts.find(office); known != contacts.end()) return &known->second;
  const auto places = world.places.get();
  const auto key = UnitKey::parse(office);
  const Unit* unit = places && key && !contacts.empty() ? places->directory->find(*key) : nullptr;
  const auto today = local_date(world.clock.now());
  constexpr int names_max = 16;
  for (int before = 0; unit != nullptr && before < names_max; ++before) {
    const Unit* earlier = nullptr;
    for (const Unit* one : places->directory->predecessors(*unit))
      if (same_office(*places->directory, *one, today).key == *key) earlier = one;
    if (earlier == nullptr) return nullptr;
    if (const auto known = contacts.find(earlier->key.text()); known != contacts.end()) return &known->second;
    unit = earlier;
  }
  return nullptr;
}

/// Those on duty and the office's own; where neither has any, what the directory of units says. Of many on
/// duty the first, so that the office's own telephone is among them too.
std::vector<std::string> telephones_of(const World& world, const v1::Notice& notice,
                                       const DutyContact* contact) {
  const auto people = world.people.get();
  std::vector<std::string> own;
  const auto add = [&own](const std::string& telephone) {
    if (!telephone.empty() && std::ranges::find(own, telephone) == own.end()) own.push_back(telephone);
  };
  const auto add_of = [&](const std::string& text) {
    const auto id = PersonId::parse(text);
    if (const auto* person = people && id ? people->find(*id) : nullptr) add(person->person().telephone());
  };
  add_of(notice.person_id());
  const auto of_office = contact ? contact->telephones.size() : 0;
  for (const auto& other : notice.other_person_ids())
    if (own.size() + of_office < recipients_max) add_of(other);
  if (contact)
    for (const auto& telephone : contact->telephones) add(telephone);
  if (!own.empty()) return own;
  const auto places = world.places.get();
  const auto key = UnitKey::parse(notice.unit());
  const auto* unit = places && key ? places->directory->find(*key) : nullptr;
  return unit ? unit->telephones : std::vector<std::string>{};
}

Result<store::MessageId> put_one(World& world, store::Writer& db, Time now, v1::MessageChannel channel,
                                 const v1::StoredMessage& stored) {
  store::MessageRow row;
  row.id = world.ids.make<store::MessageId>();
  row.created = row.next_try = now;
  row.channel = channel;
  row.unit = stored.notice().unit();
  row.sealed = world.keys.seal(evidence::VaultKey::outbox, row.id.bytes, stored.SerializeAsString());
  if (auto put = db.put(row); !put) return fail(put.error());
  return row.id;
}

/// The message as it leaves by this channel; nothing where the channel does not reach the office.
std::optional<v1::StoredMessage> compose(const World& world, v1::MessageChannel channel,
                                         const v1::Notice& notice, const std::string& link, Time created) {
  const auto& reach = world.outbox.reach();
  const bool mail = channel == v1::MESSAGE_CHANNEL_EMAIL;
  if (!(mail ? reach.email : reach.webhook)) return std::nullopt;
  const auto* contact = contact_of(world, notice.unit());
  auto to =
      mail ? (contact ? contact->emails : std::vector<std::string>{}) : telephones_of(world, notice, contact);
  if (to.empty()) return std::nullopt;
  if (to.size() > recipients_max) to.resize(recipients_max);
  v1::StoredMessage stored;
  *stored.mutable_notice() = notice;
  stored.set_link(link);
  if (mail) {
    stored.set_subject(notice_subject(notice));
    stored.set_body(notice_mail(notice, reach.public_url + link));
  } else {
    stored.set_body(notice_json(notice, reach.public_url + link, created, to));
  }
  for (auto& address : to) stored.add_to(std::move(address));
  return stored;
}

}  // namespace

void Outbox::on_put(std::function<void()> wake) {
  const std::lock_guard lock(guard_);
  wake_ = std::move(wake);
}

void Outbox::ring() const {
  const std::lock_guard lock(guard_);
  if (wake_) wake_();
}

Result<std::vector<store::MessageId>> put_message(World& world, store::Writer& db, Time now,
                                                  const Notice& notice) {
  HOTLINE_CHECK(notice.link.empty() || notice.link.front() == '/');
  const auto record = record_of(notice);
  std::vector<store::MessageId> ids;
  for (const auto channel : {v1::MESSAGE_CHANNEL_EMAIL, v1::MESSAGE_CHANNEL_WEBHOOK}) {
    const auto stored = compose(world, channel, record, notice.link, now);
    if (!stored) continue;
    auto id = put_one(world, db, now, channel, *stored);
    if (!id) return fail(id.error());
    ids.push_back(*id);
  }
  if (!ids.empty()) world.outbox.ring();
  return ids;
}

bool reaches(const World& world, const UnitKey& office) {
  const auto& reach = world.outbox.reach();
  if (!reach.email && !reach.webhook) return false;
  v1::Notice notice;
  notice.set_unit(office.text());
  return compose(world, v1::MESSAGE_CHANNEL_EMAIL, notice, "/", {}).has_value() ||
         compose(world, v1::MESSAGE_CHANNEL_WEBHOOK, notice, "/", {}).has_value();
}

Result<v1::StoredMessage> open_message(const World& world, const store::MessageRow& row) {
  auto bytes = world.keys.unseal(evidence::VaultKey::outbox, row.id.bytes, row.sealed);
  if (!bytes) return fail(bytes.error());
  v1::StoredMessage stored;
  HOTLINE_CHECK(stored.ParseFromString(*bytes));  // the seal says that we wrote it
  return stored;
}

Result<> put_message_again(World& world, store::Writer& db, store::MessageRow row, const std::string& link,
                           Time now) {
  auto stored = open_message(world, row);
  if (!stored) return fail(stored.error());
  // A channel that reaches the office no more keeps what it had, and fails again where all can see it.
  if (const auto fresh =
          compose(world, static_cast<v1::MessageChannel>(row.channel), stored->notice(), link, row.created))
    row.sealed = world.keys.seal(evidence::VaultKey::outbox, row.id.bytes, fresh->SerializeAsString());
  row.state = store::MessageState::waiting;
  row.attempts = 0;
  row.next_try = now;
  row.ended.reset();
  row.failure = v1::MESSAGE_FAILURE_UNSPECIFIED;
  if (auto put = db.put(row); !put) return put;
  world.outbox.ring();
  return {};
}

Result<> end_message(World& world, store::Writer& db, store::MessageRow row, bool delivered,
                     v1::MessageFailure failure, Time now) {
  const bool owed = failure != v1::MESSAGE_FAILURE_OVERTAKEN;
  row.state = delivered ? store::MessageState::delivered
              : owed    ? store::MessageState::dead
                        : store::MessageState::overtaken;
  row.ended = now;
  row.failure = failure;
  if (auto put = db.put(row); !put) return put;
  if (!world.outbox.on_ended_) return {};
  auto stored = open_message(world, row);
  if (!stored) return fail(stored.error());
  return world.outbox.on_ended_(world, db,
                                {.id = row.id,
                                 .channel = static_cast<v1::MessageChannel>(row.channel),
                                 .notice = std::move(*stored->mutable_notice()),
                                 .delivered = delivered,
                                 .attempts = row.attempts,
                                 .at = now});
}

}  // namespace hotline::service
