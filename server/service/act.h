// One request inside its transaction: who asks, what the contract demands, what may be read, and for
// mutations what may be written. Use cases are plain functions over these two.
//
// Promises: a case is only ever reached through open() or write(), which work out the relation inside this
// very transaction; whoever may not see a case is told that there is none. What was shown is noted in
// `shown`, and the caller of the use case makes that durable before the answer leaves.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/permission.h"
#include "hotline/history/v1/journal.pb.h"
#include "hotline/record/v1/options.pb.h"
#include "service/world.h"

namespace hotline::service {

/// Somebody with a session, as of the start of the request.
struct Caller {
  Viewer viewer;
  std::string address;  // of the machine
  bool must_change_password = false;
};

/// The method at hand.
struct Demand {
  const record::v1::Access* access = nullptr;
  const record::v1::Access* to_read =
      nullptr;              // that of GetCase: what an act shows of the case when it is done
  std::string_view method;  // full name
};

constexpr std::uint8_t part_bit(evidence::Part part) {
  return static_cast<std::uint8_t>(1 << static_cast<unsigned>(part));
}

/// How deeply a case or a contact was read, and on which basis: the hat that opened it most widely.
struct Depth {
  std::uint8_t parts = 0;  // bit 0 child, 1 informant, 2 allegation (the order of evidence::Part)
  Acting acting;
  Relations relations;
  bool operator==(const Depth&) const = default;
};

/// Content that is about to leave: to become an access entry.
struct Shown {
  history::v1::AccessWhat what = history::v1::ACCESS_WHAT_UNSPECIFIED;
  struct Case {
    CaseId id;
    ReferralId raises = {};  // set: this reading raises the proof level of that referral
    Depth depth = {};
  };
  std::vector<Case> cases;
  ContactId contact;
  Depth depth = {};  // of the contact
  std::string legal_basis = {};
  /// What of the reading of a case the log must hold, for RecentReads.
  std::uint8_t grasp(const Case& item) const;
  bool empty() const { return cases.empty() && !contact && what != history::v1::ACCESS_WHAT_SEARCHED; }
};

class Reading {
 public:
  Reading(World& w, store::Reader& reader, const Caller& who, const Demand& what, Time at)
      : Reading(w, reader, who, what, at, w.people.get()) {}
  Reading(World& w, store::Reader& reader, const Caller& who, const Demand& what, Time at,
          std::shared_ptr<const People> known)
      : world(w),
        db(reader),
        caller(who),
        demand(what),
        now(at),
        places(w.places.get()),
        people(std::move(known)),
        today(local_date(at)),
        hats(standings_of(who.viewer, *places->directory, today)) {}

  World& world;
  store::Reader& db;
  const Caller& caller;
  const Demand& demand;
  const Time now;
  const std::shared_ptr<const Gazetteer> places;
  const std::shared_ptr<const People> people;
  const Date today;
  const std::vector<Standing> hats;  // without a case
  Shown shown;
  /// What of the answer the use case released; the rest is taken out of it, whatever it put in. Nothing but
  /// plain fields until somebody says so.
  Visibility released = {.child = false,
                         .informant = false,
                         .allegation = false,
                         .own = false,
                         .up_to_version = Visibility::newest};
  /// The relation that the method demands was worked out and found.
  bool settled = false;

  const Directory& directory() const { return *places->directory; }
  /// The hat under which a method about no single case is called. permission_denied without one.
  Result<Acting> hat() const;
  /// Rows that the caller's lists may hold, by the hats that the method is granted to; narrowed to a unit and
  /// all below it.
  Result<std::shared_ptr<const store::Scope>> scope(std::string_view narrowed_to) const;
};

class Writing : public Reading {
 public:
  /// `known`: the people as this transaction sees them (account.h, as_of).
  Writing(World& w, store::Writer& writer, AfterCommit& after, const Caller& who, const Demand& what, Time at,
          std::shared_ptr<const People> known)
      : Reading(w, writer, who, what, at, std::move(known)), out(writer), after_commit(after) {}

  store::Writer& out;
  std::vector<Touched> touched;  // published after the commit
  AfterCommit& after_commit;     // what follows it in memory
};

/// A hat with a role that the method is granted to, whatever the case: permission_denied role_missing
/// without.
Result<> check_role(const record::v1::Access& access, const Viewer& viewer);

/// An act of an administrator, or of a command on the machine, into the log.
Result<> record_administration(World& world, store::Writer& db, Time now, const Caller* caller,
                               std::string_view what, std::string_view subject_id,
                               std::span<const record::v1::Membership> memberships = {});

/// An act of a command that was done on the machine before now, as the command noted it.
Result<> record_act_of_machine(World& world, store::Writer& db, Time now,
                               const history::v1::AdministrationRecord& act);

/// Deadlines or a calendar by which the service counts from now on ("deadlines_in_force",
/// "calendar_in_force"): what of them is new, in a word or two, and the whole as a file.
Result<> record_rules(World& world, store::Writer& db, Time now, std::string_view what,
                      std::string_view changed, std::string text);

/// What statistics go on counting of content that is erased in the same transaction. Its place in the log.
Result<std::uint64_t> record_kept_figures(World& world, store::Writer& db, Time now,
                                          const history::v1::KeptFigures& kept);

/// What was shown, into the log, with the proof levels that it raises. Returns what to publish.
Result<std::vector<Touched>> record_access(World& world, store::Writer& db, Time now, const Caller& caller,
                                           const Shown& shown);

}  // namespace hotline::service
