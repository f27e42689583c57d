// A level above that takes no note of a prominent case is reminded once, and then has to be telephoned to;
// only its note ends that.
#include "domain/take_note.h"

#include <gmock/gmock.h>

#include "domain/case_time.h"
#include "domain/evolve.h"
#include "domain/story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A story in which the keeper looks once a minute.
class Watched : public Story {
 public:
  std::vector<Registered> people;
  std::vector<std::string> done;  // "remind 218 24 +60", "call 24 +120" in minutes since the case was flagged

  Watched() {
    for (const auto* who : {&cast.district_officer, &cast.district_chairman, &cast.district_supervisor,
                            &cast.province_supervisor, &cast.helpline_supervisor})
      people.push_back({who->id(), who->viewer.memberships});
    accepted();
  }
  void flag(const Somebody& who) { must(who, FlagProminent{rec::PROMINENT_REASON_DEATH, "x"}); }
  void watch(Duration time) {
    for (const Time end = now + time; now <= end; now += 1min) look();
  }
  void look() {
    const Roster roster(directory(), local_date(now), people, {}, {});
    for (const auto& event : due_note_steps(state, {rules, calendar(), roster, directory(), now})) {
      history.push_back(event);
      evolve(state, event);
      const auto& step = event.prominent_reminded();
      std::string text = step.call_list() ? "call" : "remind";
      for (const auto& level : step.levels()) text += " " + level.unit().substr(0, level.unit().find('@'));
      const auto after = std::chrono::duration_cast<std::chrono::minutes>(now - state.prominence.since);
      done.push_back(text + " +" + std::to_string(after.count()));
    }
  }
  std::optional<Time> next() const {
    return next_note_at(next_note_steps(state, directory(), local_date(now), rules));
  }
  std::optional<Time> silent() const { return silent_since(state, directory(), local_date(now)); }
};

TEST(TakeNote, ASilentLevelIsRemindedOnceAndThenStandsOnTheCallListUntilItTakesNote) {
  Watched s;
  s.flag(s.cast.officer);
  const Time flagged = s.now;
  EXPECT_EQ(s.next(), flagged + 1h);
  s.must(s.cast.district_officer, AcknowledgeProminent{});
  s.watch(48h);
  EXPECT_THAT(s.done, ElementsAre("remind 24 TD111 +60", "call 24 TD111 +120"));
  EXPECT_EQ(s.silent(), flagged + 2h);
  EXPECT_EQ(s.next(), std::nullopt) << "a person telephones: nothing more is done by itself";
  EXPECT_EQ(s.state.changed_at, flagged) << "no time-out is an act";
  s.must(s.cast.province_supervisor, AcknowledgeProminent{});
  EXPECT_TRUE(s.silent()) << "one of two";
  s.must(s.cast.helpline_supervisor, AcknowledgeProminent{});
  EXPECT_EQ(s.silent(), std::nullopt);
}

TEST(TakeNote, WhoeverTakesNoteInTimeIsNeitherRemindedNorListed) {
  Watched s;
  s.flag(s.cast.officer);
  s.watch(30min);
  for (const auto* who : {&s.cast.district_officer, &s.cast.province_supervisor, &s.cast.helpline_supervisor})
    s.must(*who, AcknowledgeProminent{});
  EXPECT_EQ(s.next(), std::nullopt);
  s.watch(48h);
  EXPECT_THAT(s.done, IsEmpty());
}

TEST(TakeNote, OtherNewsBeginsTheTimesAnew) {
  Watched s;
  s.flag(s.cast.officer);
  s.watch(90min);
  s.flag(s.cast.officer);
  EXPECT_EQ(s.next(), s.now + 1h);
  s.done.clear();
  s.watch(3h);
  EXPECT_THAT(s.done, ElementsAre("remind 218 24 TD111 +60", "call 218 24 TD111 +120"));
}

TEST(TakeNote, AKeeperThatSleptDoesBothAndEachOnce) {
  Watched s;
  s.flag(s.cast.officer);
  s.pass(24h);
  s.look();
  EXPECT_THAT(s.done, ElementsAre("remind 218 24 TD111 +1440", "call 218 24 TD111 +1440"));
  s.look();
  EXPECT_EQ(s.done.size(), 2u);
}

TEST(TakeNote, ALevelThatTheCaseComesUnderLaterHasTheSameTime) {
  Watched s;
  s.flag(s.cast.officer);
  s.pass(50min);
  // Told only now, as one is that the case has just come under.
  evolve(s.state, prominent_told({{key(province), {}}}, s.now));
  const auto steps = next_note_steps(s.state, directory(), local_date(s.now), s.rules);
  ASSERT_EQ(steps.size(), 3u);
  EXPECT_EQ(steps[0].at, s.now + 10min);
  EXPECT_EQ(steps[1].level, key(province));
  EXPECT_EQ(steps[1].at, s.now + 1h);
}

TEST(TakeNote, TheTimesAreARuleAndKeepTheOneThatHeldWhenItBegan) {
  Watched s;
  TakeNoteRule old, other;
  old.from = std::chrono::year{2015} / 1 / 1;
  old.remind_after = 10min;
  old.call_after = 20min;
  other.from = local_date(s.now + 48h);
  s.rules.take_note = Timeline<TakeNoteRule>{{old, other}};
  s.flag(s.cast.officer);
  EXPECT_EQ(s.next(), s.now + 10min);
  s.watch(72h);
  EXPECT_EQ(s.done, (std::vector<std::string>{"remind 218 24 TD111 +10", "call 218 24 TD111 +20"}));
}

TEST(TakeNote, OfAClosedCaseNobodyIsRemindedAndNobodyWhoIsBarredIs) {
  Watched s;
  s.flag(s.cast.officer);
  s.state.barred.push_back(s.cast.province_supervisor.id());
  s.watch(61min);
  const auto& reminded = s.history.back().prominent_reminded();
  ASSERT_EQ(reminded.levels_size(), 3);
  EXPECT_NE(reminded.levels(1).person_id(), s.cast.province_supervisor.id().text());
  s.state.status = rec::CASE_STATUS_CLOSED;
  s.state.closed_at = s.now;
  EXPECT_EQ(s.next(), std::nullopt);
  EXPECT_EQ(s.silent(), std::nullopt);
}

}  // namespace
}  // namespace hotline::test
