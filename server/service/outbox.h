// The outbox: what offices are to be told outside this service is written down in the transaction of what
// caused it, so that neither is ever without the other. Delivery (server/notify) is another matter, and comes
// later.
//
// Promises: a message holds no personal data (notice_text.h); it is kept sealed; it has one id in all its
// attempts, so that at-least-once delivery can be told apart from a second message. What is not configured is
// not written: put_message then returns no ids, and the caller knows that nobody was told.
//
// Thread rule: configure() and on_ended() before anything is put; put_message() and end_message() on the
// writer's thread; the rest from any thread.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/status.h"
#include "domain/unit.h"
#include "hotline/v1/notice.pb.h"
#include "store/store.h"

namespace hotline::service {

struct World;

/// Something that an office is to be told.
struct Notice {
  v1::NoticeKind kind = v1::NOTICE_KIND_UNSPECIFIED;
  CaseId case_id;
  std::string case_number;  // "LN-2026-000147"
  UnitKey unit;             // the office that is told
  PersonId person;          // of that office, the one on duty; zero: whoever reads the office's messages
  std::vector<PersonId> others = {};  // on duty beside them: told with the same message
  v1::ClockKind clock = v1::CLOCK_KIND_UNSPECIFIED;
  std::optional<Time> due;
  std::string link;   // path and fragment behind the public address: "/cases/LN-2026-000147"
  std::string cause;  // for whoever is told of the end: which step of what (at most 120 characters)
};

/// Where an office reads its messages.
struct DutyContact {
  std::vector<std::string> emails, telephones;
  bool operator==(const DutyContact&) const = default;
};

/// What can be reached, as the configuration says.
struct Reach {
  bool email = false, webhook = false;
  std::string public_url;                       // "https://hotline.example"; links begin with it
  std::map<std::string, DutyContact> contacts;  // by UnitKey::text()
  Duration duty_link_life = std::chrono::hours{24};
};

/// A message that was delivered, or given up.
struct EndedMessage {
  store::MessageId id;
  v1::MessageChannel channel = v1::MESSAGE_CHANNEL_UNSPECIFIED;
  v1::Notice notice;
  bool delivered = false;
  std::uint32_t attempts = 0;
  Time at{};
};

class Outbox {
 public:
  /// In the transaction in which a message ends: its proof of delivery, or that nobody got it. An error
  /// leaves the message as it was, and it is sent again.
  using OnEnded = std::function<Result<>(World&, store::Writer&, const EndedMessage&)>;

  void configure(Reach reach) { reach_ = std::move(reach); }
  const Reach& reach() const { return reach_; }
  void on_ended(OnEnded what) { on_ended_ = std::move(what); }

  /// `wake` is called when there is something to deliver, on the writer's thread and before the commit: it
  /// must only wake somebody who then asks by a write job, which runs behind the one that put the message.
  void on_put(std::function<void()> wake);
  void ring() const;

 private:
  friend Result<> end_message(World&, store::Writer&, store::MessageRow, bool, v1::MessageFailure, Time);
  Reach reach_;
  OnEnded on_ended_;
  mutable std::mutex guard_;
  std::function<void()> wake_;
};

/// Whether put_message would write anything to this office.
bool reaches(const World& world, const UnitKey& office);

/// Writes one message a channel that reaches the office. No ids: none does.
Result<std::vector<store::MessageId>> put_message(World& world, store::Writer& db, Time now,
                                                  const Notice& notice);

Result<v1::StoredMessage> open_message(const World& world, const store::MessageRow& row);

/// A message that was given up waits again, under its id, with this link and the addresses that its office
/// has now.
Result<> put_message_again(World& world, store::Writer& db, store::MessageRow row, const std::string& link,
                           Time now);

/// The message was delivered, or is given up with this failure; tells on_ended. One that was overtaken is
/// owed to nobody: it is not among the undelivered, and nobody can send it again.
Result<> end_message(World& world, store::Writer& db, store::MessageRow row, bool delivered,
                     v1::MessageFailure failure, Time now);

}  // namespace hotline::service
