#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <vector>

#include "domain/unit_file.h"
#include "fault/sender.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/directory.pb.h"

namespace hotline::test {
namespace {
using google::protobuf::Message;

/// How often an administrator did that to whom, by the log: ("person_created", id) → 1.
std::map<std::pair<std::string, std::string>, int> acts(User& admin) {
  std::map<std::pair<std::string, std::string>, int> out;
  v1::ListAdministrationRequest request;
  request.set_page_size(200);
  do {
    const auto page = admin.must<v1::ListAdministrationResponse>(request);
    for (const auto& entry : page.entries()) ++out[{entry.what(), entry.subject_id()}];
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return out;
}

class PeopleSender : public Sender {
 public:
  explicit PeopleSender(const Crew& crew) : crew_(crew) {}
  const char* name() const override { return "people"; }

 protected:
  Open next() override {
    if (!made_.empty() && made_.back().name.empty()) return by(crew_.admin, rename(made_.back()));
    if (!made_.empty() && !made_.back().disabled && made_.size() % 3 != 0) {
      v1::DisablePersonRequest disable;
      disable.set_request_id(new_id());
      disable.set_person_id(made_.back().id);
      return by(crew_.admin, std::move(disable));
    }
    v1::CreatePersonRequest create;
    create.set_request_id(new_id());
    create.set_login("can.bo." + std::to_string(made_.size() + 1));
    create.set_name("Cán bộ mới");
    seat(*create.add_memberships());
    return by(crew_.admin, std::move(create));
  }
  void answered(const Open&, const Message& answer) override {
    if (const auto* created = dynamic_cast<const v1::CreatePersonResponse*>(&answer)) {
      EXPECT_NE(created->one_time_password(), "") << "a password that nobody got is of no use";
      const auto& person = created->person();
      made_.push_back({person.person_id(), person.login(), person.version()});
    } else if (const auto* renamed = dynamic_cast<const v1::UpdatePersonResponse*>(&answer)) {
      made_.back().name = renamed->person().name();
    } else {
      made_.back().disabled = true;
    }
  }

 public:
  void check(Lines& lines) override {
    auto& admin = lines.of(crew_.admin);
    std::multimap<std::string, record::v1::Person> stored;  // by sign-in name
    v1::ListPeopleRequest request;
    request.set_page_size(200);
    do {
      const auto page = admin.must<v1::ListPeopleResponse>(request);
      for (const auto& person : page.people())
        if (person.login().starts_with("can.bo.")) stored.emplace(person.login(), person);
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    auto done = acts(admin);
    EXPECT_EQ(stored.size(), made_.size());
    for (const auto& one : made_) {
      const auto at = stored.find(one.login);
      ASSERT_NE(at, stored.end()) << one.login;
      EXPECT_EQ(at->second.person_id(), one.id);
      EXPECT_EQ(at->second.disabled(), one.disabled) << one.login;
      if (!one.name.empty()) EXPECT_EQ(at->second.name(), one.name);
      EXPECT_EQ((done[{"person_created", one.id}]), 1) << one.login;
      EXPECT_EQ((done[{"person_changed", one.id}]), one.name.empty() ? 0 : 1) << one.login;
      EXPECT_EQ((done[{"person_disabled", one.id}]), one.disabled ? 1 : 0) << one.login;
    }
  }

 private:
  struct Made {
    std::string id, login, first_version;
    std::string name = {};  // empty until the change is answered
    bool disabled = false;
  };
  static v1::UpdatePersonRequest rename(const Made& made) {
    v1::UpdatePersonRequest update;
    update.set_request_id(new_id());
    update.set_person_id(made.id);
    update.set_name("Cán bộ " + made.login);
    update.set_expected_person_version(made.first_version);
    seat(*update.add_memberships());
    return update;
  }
  static void seat(record::v1::Membership& membership) {
    membership.set_unit(todays_commune);
    membership.set_role(record::v1::ROLE_OFFICER);
  }

  const Crew& crew_;
  std::vector<Made> made_;
};

class UnitSender : public Sender {
 public:
  explicit UnitSender(const Crew& crew) : crew_(crew) {
    std::ifstream file(std::string(HOTLINE_SOURCE_DIR) + "/config/units/luc-nam.csv");
    units_ = read_units(std::string(std::istreambuf_iterator<char>(file), {})).units;
  }
  const char* name() const override { return "units"; }

 protected:
  Open next() override {
    if (version_.empty()) {
      v1::GetUnitRequest get;
      get.set_unit(bao_son);
      return by(crew_.admin, std::move(get));
    }
    asked_ = "0240" + std::to_string(1'000'000 + ++number_);
    if (!import_next_) {
      v1::SetUnitTelephonesRequest set;
      set.set_request_id(new_id());
      set.set_unit(bao_son);
      set.add_telephones(asked_);
      set.set_expected_unit_version(version_);
      return by(crew_.admin, std::move(set));
    }
    for (auto& unit : units_)
      if (unit.key.text() == bao_son) unit.telephones = {asked_};
    v1::ImportUnitsRequest import;
    import.set_request_id(new_id());
    import.set_units_csv(write_units(units_));
    return by(crew_.admin, std::move(import));
  }
  void answered(const Open& open, const Message& answer) override {
    if (const auto* got = dynamic_cast<const v1::GetUnitResponse*>(&answer)) {
      version_ = got->unit().version();
      return;
    }
    stored_ = asked_;
    if (const auto* imported = dynamic_cast<const v1::ImportUnitsResponse*>(&answer)) {
      EXPECT_TRUE(imported->done() && imported->applied());
      imports_ += 1;
      imports_sent_ += open.attempts;
      import_next_ = false;
    } else {
      ++settings_;
      import_next_ = true;
    }
    version_.clear();
  }

 public:
  void check(Lines& lines) override {
    auto& admin = lines.of(crew_.admin);
    v1::GetUnitRequest get;
    get.set_unit(bao_son);
    const auto unit = admin.must<v1::GetUnitResponse>(get).unit();
    ASSERT_EQ(unit.telephones_size(), 1);
    EXPECT_EQ(unit.telephones(0), stored_);
    auto done = acts(admin);
    EXPECT_EQ((done[{"unit_telephones_set", bao_son}]), settings_);
    const int imported = done[{"units_imported", std::to_string(units_.size())}];
    EXPECT_GE(imported, imports_);
    EXPECT_LE(imported, imports_sent_)
        << "an import that got no answer may have been made: the same once more";
  }

 private:
  const Crew& crew_;
  std::vector<Unit> units_;
  std::string version_, asked_, stored_;
  int number_ = 0, settings_ = 0, imports_ = 0, imports_sent_ = 0;
  bool import_next_ = false;
};

}  // namespace

std::unique_ptr<Sender> make_people_sender(const Crew& crew) { return std::make_unique<PeopleSender>(crew); }
std::unique_ptr<Sender> make_unit_sender(const Crew& crew) { return std::make_unique<UnitSender>(crew); }

}  // namespace hotline::test
