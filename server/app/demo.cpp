#include "app/demo.h"

#include <algorithm>
#include <utility>

#include "app/installation.h"
#include "base/fold.h"
#include "service/account.h"
#include "service/administration.h"
#include "service/demo_reports.h"
#include "service/demo_story.h"
#include "service/demo_story_words.h"
#include "service/password.h"
#include "service/units.h"

namespace hotline::app {
namespace {
namespace rec = record::v1;

constexpr std::uint64_t seed = 20150326;
constexpr std::size_t communes_max = 8;
constexpr std::size_t staffed_max = 5;
constexpr std::string_view home_commune =
    "07444";  // Lục Nam; another units file begins with its first commune

struct Role {
  rec::Role role;
  std::string_view login, vi, en;
};
constexpr Role administrator{rec::ROLE_ADMINISTRATOR, "admin", "Quản trị viên", "administrator"};
constexpr Role operator_role{rec::ROLE_OPERATOR, "operator", "Người trực tổng đài", "operator"};
constexpr Role supervisor{rec::ROLE_SUPERVISOR, "supervisor", "Giám sát", "supervisor"};
constexpr Role officer{rec::ROLE_OFFICER, "officer", "Cán bộ trẻ em", "officer"};
constexpr Role chairman{rec::ROLE_CHAIRMAN, "chairman", "Chủ tịch", "chairman"};
constexpr Role integration{rec::ROLE_INTEGRATION, "telephone", "Hệ thống điện thoại", "telephone system"};

/// "officer.lucnam"
std::string login_of(const Role& role, const Unit& unit) {
  std::string out = std::string(role.login) + ".";
  for (const char c : fold(unit.name))
    if (c != ' ') out += c;
  return out.substr(0, 40);
}

/// Offices that can be rung up, by invented numbers: 0000 begins nobody's.
Result<> give_telephones(service::World& world, Time at) {
  const auto places = world.places.get();
  std::vector<Unit> units(places->directory->units().begin(), places->directory->units().end());
  for (auto& unit : units)
    if (unit.valid_on(local_date(at)) && unit.telephones.empty() && unit.level != Level::helpline)
      unit.telephones.push_back("00002" + unit.key.code);
  auto stored = world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    if (auto put = service::store_units(db, units); !put) return put;
    return service::record_administration(world, db, at, nullptr, "units_imported",
                                          std::to_string(units.size()));
  });
  if (!stored) return stored;
  return world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    auto read = service::load_units(db);
    if (read) world.places.set(std::move(*read));
    return read ? Result<>() : fail(read.error());
  });
}

class Casting {
 public:
  Casting(service::World& world, Time at) : world_(world), at_(at), dice_(seed), today_(local_date(at)) {}

  /// Makes everybody, then gives each a password of their own: nobody is asked to change it on the tour.
  Result<std::vector<DemoPerson>> hire() {
    if (auto chosen = choose_places(); !chosen) return fail(chosen.error());
    const auto& helpline = world_.places.get()->directory->helpline();
    adopt(administrator, helpline);
    for (int i = 1; i <= 3; ++i)
      add(operator_role, helpline, std::string(operator_role.login) + std::to_string(i));
    add(supervisor, helpline, std::string(supervisor.login));
    add(integration, helpline, std::string(integration.login));
    for (const auto* role : {&officer, &chairman, &supervisor})
      add(*role, *province_, login_of(*role, *province_));
    for (std::size_t i = 0; i < std::min(communes_.size(), staffed_max); ++i)
      for (const auto* role : {&officer, &chairman})
        add(*role, *communes_[i], login_of(*role, *communes_[i]));
    if (auto made = make_people(); !made) return fail(made.error());
    if (auto set = set_passwords(); !set) return fail(set.error());
    return std::move(shown_);
  }

  service::DemoCast cast() const {
    const auto people = world_.people.get();
    const auto id = [&](const std::string& login) {
      const auto* person = people->find_login(login);
      return person ? PersonId::parse(person->person().person_id()).value_or(PersonId{}) : PersonId{};
    };
    const auto office = [&](const Unit& unit) {
      service::DemoOffice out{unit.key, {}, id(login_of(officer, unit)), id(login_of(chairman, unit))};
      for (const auto* before : world_.places.get()->directory->predecessors(unit))
        out.merged.push_back(before->key);
      return out;
    };
    service::DemoCast out;
    for (int i = 1; i <= 3; ++i)
      out.operators.push_back(id(std::string(operator_role.login) + std::to_string(i)));
    out.province = office(*province_);
    out.province.merged.clear();
    for (const auto* unit : communes_) out.communes.push_back(office(*unit));
    return out;
  }

 private:
  Result<> choose_places() {
    const auto& directory = *world_.places.get()->directory;
    const auto communes = directory.communes(directory.helpline(), today_);
    auto at = std::ranges::find_if(communes, [](const Unit* unit) { return unit->key.code == home_commune; });
    if (at == communes.end()) at = communes.begin();
    if (at != communes.end()) province_ = directory.parent(**at, today_);
    if (!province_ || province_->level == Level::helpline)
      return fail(
          Code::failed_precondition, "demo_needs_communes",
          {"Danh mục đơn vị không có xã nào thuộc tỉnh, nên không dựng được bản trình diễn.",
           "The units have no commune within a province today: no demonstration can be made of them."});
    for (; at != communes.end() && communes_.size() < communes_max; ++at)
      if (directory.parent(**at, today_) == province_) communes_.push_back(*at);
    return {};
  }

  void note(const Role& role, const Unit& unit, std::string login, std::string name) {
    shown_.push_back({std::move(login), service::one_time_password(), std::move(name), role.vi, role.en,
                      unit.full_name()});
  }
  void adopt(const Role& role, const Unit& unit) {
    note(role, unit, std::string(role.login), std::string(role.vi));
  }
  void add(const Role& role, const Unit& unit, std::string login) {
    rec::Person person;
    person.set_login(login);
    person.set_name(role.role == rec::ROLE_INTEGRATION ? std::string(role.vi)
                                                       : service::invented_adult(dice_));
    auto* membership = person.add_memberships();
    membership->set_unit(unit.key.text());
    membership->set_role(role.role);
    note(role, unit, std::move(login), person.name());
    new_.push_back(std::move(person));
  }

  Result<> make_people() {
    service::AfterCommit after(world_.behind);
    auto made = world_.store.write_and_wait([&](store::Writer& db) -> Result<> {
      for (const auto& person : new_)
        if (auto created = service::create_person(world_, db, after, at_, nullptr, person, {}); !created)
          return fail(created.error());
      return {};
    });
    after.settle(made.has_value());
    return made;
  }

  Result<> set_passwords() {
    std::vector<std::string> hashes;
    hashes.reserve(shown_.size());
    for (const auto& person : shown_) hashes.push_back(service::hash_password(person.password));
    const service::Demand demand;
    service::AfterCommit after(world_.behind);
    auto set = world_.store.write_and_wait([&](store::Writer& db) -> Result<> {
      const auto people = world_.people.get();
      for (std::size_t i = 0; i < shown_.size(); ++i) {
        const auto* person = people->find_login(shown_[i].login);
        HOTLINE_CHECK(person != nullptr);
        const auto id = PersonId::parse(person->person().person_id()).value_or(PersonId{});
        const service::Caller caller{service::viewer_of(*people, id, {}, at_), "192.0.2.10", true};
        service::Writing writing(world_, db, after, caller, demand, at_, people);
        if (auto changed = service::set_password(writing, person->password_hash(), hashes[i]); !changed)
          return changed;
      }
      return {};
    });
    after.settle(set.has_value());
    return set;
  }

  service::World& world_;
  const Time at_;
  service::Dice dice_;
  const Date today_;
  const Unit* province_ = nullptr;
  std::vector<const Unit*> communes_;
  std::vector<rec::Person> new_;
  std::vector<DemoPerson> shown_;
};

/// Marked for a demonstration, and still as `init` left it.
Result<> may_fill(store::Store& store) {
  return store.read_and_wait([](store::Reader& db) -> Result<> {
    auto mark = db.blob("demo");
    if (!mark) return fail(mark.error());
    if (!*mark)
      return fail(Code::failed_precondition, "not_a_demo",
                  {"Đây là cơ sở dữ liệu thật: không bao giờ nhận dữ liệu trình diễn.",
                   "This is a database for real work: it never takes demonstration data."});
    auto people = db.people();
    if (!people) return fail(people.error());
    if (people->size() > 1)
      return fail(Code::already_exists, "demo_filled",
                  {"Bản trình diễn này đã có dữ liệu.", "This demonstration has its data already."});
    return {};
  });
}

Time beginning(Time now) { return now - service::demo_log_span; }

/// As early as that, but not before the offices of today were there.
Time hiring(const Directory& directory, Time now) {
  Time at = beginning(now);
  for (const auto& unit : directory.units())
    if (unit.valid_on(local_date(now))) at = std::max(at, start_of(unit.key.valid_from));
  return std::min(at, now - service::demo_span);
}

/// Contacts, cases and reports, in order of time.
std::vector<service::DemoStep> story(const service::World& world, const service::DemoCast& cast, Time hired,
                                     Time now) {
  auto steps = service::demo_story(cast, now, seed);
  auto reports = service::demo_reports(world, cast, hired, now);
  std::ranges::move(reports, std::back_inserter(steps));
  service::put_in_order(steps);
  return steps;
}

}  // namespace

Result<std::vector<DemoPerson>> fill_demo(const Config& config, Time now) {
  service::StoryClock clock(beginning(now));
  auto installation = Installation::open(config, clock, store_sqlite::OpenMode::open);
  if (!installation) return fail(installation.error());
  auto& world = (*installation)->world();
  if (auto may = may_fill(world.store); !may) return fail(may.error());
  const auto hired = hiring(*world.places.get()->directory, now);
  clock.set(hired);
  if (auto given = give_telephones(world, hired); !given) return fail(given.error());
  Casting casting(world, hired);
  auto people = casting.hire();
  if (!people) return people;
  if (auto played = service::play(world, clock, story(world, casting.cast(), hired, now)); !played)
    return fail(played.error());
  clock.set(now);
  if (auto signed_now = (*installation)->sign_checkpoint(); !signed_now) return fail(signed_now.error());
  return people;
}

Result<Demo> initialise_demo(const Config& config, Time now) {
  const service::StoryClock clock(beginning(now));
  auto initialised = initialise(config, clock, Purpose::demonstration);
  if (!initialised) return fail(initialised.error());
  auto people = fill_demo(config, now);
  if (!people) return fail(people.error());
  return Demo{std::move(*initialised), std::move(*people)};
}

}  // namespace hotline::app
