// What every use case stands on: the store, the keys, the log, who is who, which places there are, and the
// rules. Made once by the app; everything in it is safe from any thread, or says where it may be used.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/clock.h"
#include "base/id.h"
#include "base/snapshot.h"
#include "domain/calendar.h"
#include "domain/directory.h"
#include "domain/permission.h"
#include "domain/place_finder.h"
#include "domain/reference.h"
#include "domain/rules.h"
#include "evidence/checkpoint.h"
#include "service/after_commit.h"
#include "service/hub.h"
#include "service/keyring.h"
#include "service/ledger.h"
#include "service/outbox.h"
#include "service/people.h"
#include "service/recent_places.h"
#include "service/recent_reads.h"
#include "service/rosters.h"
#include "service/sessions.h"
#include "service/sign_in_guard.h"
#include "service/trusted_day.h"
#include "store/store.h"

namespace hotline::service {

/// The units in use, and the finder over them: replaced together.
struct Gazetteer {
  std::shared_ptr<const Directory> directory;
  PlaceFinder finder;
  explicit Gazetteer(std::shared_ptr<const Directory> units)
      : directory(std::move(units)), finder(*directory) {}
};

/// Which rows the lists of a set of hats may hold. Working it out looks at every unit, so it is kept.
/// Safe from any thread.
class Scopes {
 public:
  std::shared_ptr<const store::Scope> of(std::span<const Standing> standings,
                                         const std::shared_ptr<const Gazetteer>& places, Date today);

 private:
  static constexpr std::size_t kept_max = 2'000;
  std::mutex guard_;
  std::shared_ptr<const Gazetteer> places_;  // held, so that no other can come to lie at its address
  Date today_{};
  std::map<std::string, std::shared_ptr<const store::Scope>> kept_;
};

struct World {
  store::Store& store;
  const Clock& clock;
  IdMaker& ids;
  const Keyring& keys;
  Ledger& ledger;
  const evidence::CheckpointSigner& signer;
  const Rules& rules;
  const Calendar& calendar;
  const Reference& reference;
  Sessions sessions;
  SignInGuard sign_in_guard = SignInGuard();
  SignInGuard duty_guard = SignInGuard();  // of links for duty telephones
  Hub hub = {};
  Snapshot<People> people = Snapshot<People>{};
  Snapshot<Gazetteer> places = Snapshot<Gazetteer>{};
  RecentReads recent_reads = {};
  RecentPlaces recent_places = {};
  Scopes scopes = {};
  Rosters rosters = {};
  Outbox outbox = Outbox();
  TrustedDay trusted_day = {};  // for units that are followed
  std::atomic<int> behind =
      0;  // write jobs that people, sessions and places do not yet follow (after_commit.h)
};

}  // namespace hotline::service
