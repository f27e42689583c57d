#include "service/demo_story.h"

#include <algorithm>
#include <map>

#include "domain/sensitivity.h"
#include "domain/validation.h"
#include "service/account.h"
#include "service/demo_story_course.h"
#include "service/drafts.h"

namespace hotline::service {
namespace {
namespace rec = record::v1;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::uint32_t calls_without_form = 260;
constexpr std::uint32_t questions = 60;
constexpr std::uint32_t worries = 32;
constexpr std::uint32_t ordinary_cases = 26;
constexpr std::size_t steps_a_transaction = 48;
constexpr std::string_view submit = "hotline.v1.IntakeService.SubmitContact";
constexpr std::string_view save_draft_method = "hotline.v1.IntakeService.SaveDraft";

// Calls by hour of the day: children call after school and in the evening.
constexpr std::uint32_t by_hour[24] = {6,  4,  3,  2,  2,  3,  8,  16, 30, 36, 38, 34,
                                       26, 24, 32, 40, 48, 52, 50, 54, 52, 44, 28, 14};

class Author {
 public:
  Author(const DemoCast& cast, Time now, std::uint64_t seed) : cast_(cast), now_(now), dice_(seed) {}

  std::vector<DemoStep> write() {
    contacts();
    for (std::uint32_t i = 0; i < ordinary_cases; ++i) ordinary(i);
    one_in_each_status();
    waiting();
    special();
    draft();
    put_in_order(steps_);
    return std::move(steps_);
  }

 private:
  Time some_time() {
    const auto day =
        start_of(local_date(now_)) - days{1 + dice_.below(static_cast<std::uint32_t>(demo_span.count() - 5))};
    return day + hours{dice_.weighted(by_hour)} + minutes{dice_.below(60)} +
           std::chrono::seconds{dice_.below(60)};
  }
  Time ago(Duration before) const { return now_ - before; }

  void contact(const rec::Contact& contact) {
    steps_.push_back(
        {some_time(), cast_.operators[dice_.below(static_cast<std::uint32_t>(cast_.operators.size()))],
         submit, [contact](Writing& writing) -> Result<> {
           if (auto valid = validate(contact); !valid) return valid;
           auto submitted = submit_contact(
               writing,
               Submission{
                   .contact = contact, .draft = {}, .refer_to = {}, .restricted = false, .barred = {}});
           return submitted ? Result<>{} : Result<>(fail(submitted.error()));
         }});
  }
  void contacts() {
    for (std::uint32_t i = 0; i < calls_without_form; ++i) contact(call_without_form(dice_));
    for (std::uint32_t i = 0; i < questions; ++i) contact(advice(dice_, false));
    for (std::uint32_t i = 0; i < worries; ++i) contact(advice(dice_, true));
  }

  /// An office where somebody works.
  const DemoOffice& staffed() {
    const auto count = std::ranges::count_if(
        cast_.communes, [](const DemoOffice& o) { return static_cast<bool>(o.officer); });
    return cast_.communes[dice_.below(static_cast<std::uint32_t>(count))];
  }
  /// How a caller names the place: one in five by a commune that has merged since.
  std::string said(const DemoOffice& office) {
    return !office.merged.empty() && dice_.percent(20) ? dice_.pick<UnitKey>(office.merged).text()
                                                       : office.unit.text();
  }
  rec::Contact about(const DemoOffice& office, Story story, bool danger) {
    return report(dice_, story, said(office), danger);
  }
  Course begin(const DemoOffice& office, Time at, const rec::Contact& contact,
               std::vector<PersonId> barred = {}) {
    Course course(steps_, cast_, office, dice_, at, now_);
    const bool restricted = !barred.empty();
    course.open({.contact = contact,
                 .draft = {},
                 .refer_to = {},
                 .restricted = restricted,
                 .barred = std::move(barred)});
    return course;
  }
  static bool is_danger(const rec::Contact& contact) {
    return contact.intake().triage().life_threatened() == rec::ANSWER_YES ||
           contact.intake().abuse_types(0) == rec::ABUSE_TYPE_SEXUAL;
  }

  /// Begun at any time of the span: the old ones have come to their end.
  void ordinary(std::uint32_t number) {
    const auto& office = staffed();
    const auto contact = about(office, Story::any, dice_.percent(25));
    auto course = begin(office, std::min(some_time(), ago(days{7})), contact);
    if (number % 9 == 8 && !is_danger(contact)) return course.unfounded();
    course.work(Until::closed, is_danger(contact));
  }

  void one_in_each_status() {
    constexpr std::pair<Until, days> stages[] = {
        {Until::accepted, days{2}}, {Until::assessed, days{3}},     {Until::planning, days{16}},
        {Until::planning, days{4}}, {Until::submitted, days{9}},    {Until::approved, days{14}},
        {Until::acted, days{34}},   {Until::carried_out, days{52}}, {Until::reviewed, days{64}}};
    for (const auto& [until, age] : stages) {
      const auto& office = staffed();
      const bool danger = dice_.percent(30);
      const auto contact = about(office, danger ? Story::violence : Story::other, danger);
      begin(office, ago(age) - dice_.between(hours{1}, hours{9}), contact).work(until, danger);
    }
  }

  void waiting() {
    const auto& first = cast_.communes.front();
    begin(first, ago(minutes{18}), about(first, Story::sexual, true));
    begin(first, ago(minutes{50}), about(first, Story::other, false));
    begin(first, ago(hours{5}), about(first, Story::neglect, false)).call_office();
    const auto& second = cast_.communes[1 % cast_.communes.size()];
    begin(second, ago(minutes{35}), about(second, Story::exploitation, false));
    // Communes that do not answer.
    for (const auto& office : cast_.communes)
      if (!office.officer) {
        const bool danger = dice_.percent(50);
        auto course =
            begin(office, ago(dice_.between(hours{14}, hours{70})), about(office, Story::violence, danger));
        course.call_office();
        course.call_office();
      }
    // The emergency was accepted, and nothing has been done since: the twelve hours are over.
    begin(second, ago(hours{20}), about(second, Story::violence, true)).work(Until::accepted, true);
    // Not even the commune is known.
    begin(cast_.province, ago(hours{2}), about(cast_.province, Story::trafficking, false));
  }

  void special() {
    const auto& office = cast_.communes.front();
    const auto& next = cast_.communes[1 % cast_.communes.size()];
    // The chairman is the one suspected: to the province, and closed to the chairman.
    auto restricted = begin(office, ago(days{6}), about(office, Story::violence, false), {office.chairman});
    restricted.hand_to(cast_.province);
    restricted.work(Until::assessed, false);
    begin(office, ago(days{1}), about(office, Story::other, false)).return_wrong_place();
    auto rerouted = begin(office, ago(days{8}), about(office, Story::violence, false));
    rerouted.return_wrong_place();
    if (next.unit != office.unit) {
      rerouted.reroute(next.unit);
      rerouted.hand_to(next);
      rerouted.work(Until::assessed, false);
    }
    const auto contact = about(office, Story::violence, false);
    auto twice = begin(office, ago(days{3}), contact);
    twice.work(Until::accepted, false);
    twice.second_contact(contact);
    const auto moved = about(office, Story::exploitation, false);
    auto transferred = begin(office, ago(days{12}), moved);
    transferred.work(Until::accepted, false);
    if (next.unit != office.unit) {
      transferred.transfer(next);
      transferred.work(Until::assessed, false);
    }
    auto police = begin(next, ago(days{5}), about(next, Story::sexual, true));
    police.inform_police();
    police.work(Until::planning, true);
  }

  void draft() {
    auto half = about(cast_.communes.front(), Story::neglect, false);
    half.mutable_intake()->clear_narrative();
    steps_.push_back(
        {ago(minutes{4}), cast_.operators.front(), save_draft_method, [half](Writing& writing) -> Result<> {
           auto saved = save_draft(writing, {}, 0, {half, {}});
           return saved ? Result<>{} : Result<>(fail(saved.error()));
         }});
  }

  const DemoCast& cast_;
  const Time now_;
  Dice dice_;
  std::vector<DemoStep> steps_;
};

const record::v1::Access& access_of_name(std::string_view method) {
  const auto* found =
      google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(std::string(method));
  HOTLINE_CHECK(found != nullptr);
  return access_of(*found);
}

}  // namespace

std::vector<DemoStep> demo_story(const DemoCast& cast, Time now, std::uint64_t seed) {
  HOTLINE_CHECK(cast.operators.size() >= 2 && !cast.communes.empty() && cast.communes.front().officer);
  return Author(cast, now, seed).write();
}

void put_in_order(std::vector<DemoStep>& steps) {
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i].order = i;
  std::ranges::sort(steps, {}, [](const DemoStep& step) { return std::pair(step.at, step.order); });
}

Result<> play(World& world, StoryClock& clock, std::vector<DemoStep> steps) {
  HOTLINE_CHECK(&world.clock == &clock && !contract_files().empty());
  const auto& to_read = access_of_name("hotline.v1.CaseService.GetCase");
  std::map<PersonId, SessionId> sessions;
  const auto people = world.people.get();
  AfterCommit after(world.behind);
  const auto one = [&](store::Writer& db, const DemoStep& step) -> Result<> {
    clock.set(step.at);
    auto& session = sessions[step.who];
    if (!session) session = world.ids.make<SessionId>();
    const Caller caller{viewer_of(*people, step.who, session, step.at), "192.0.2.10",
                        false};  // RFC 5737: nobody's
    const Demand demand{&access_of_name(step.method), &to_read, step.method};
    Writing writing(world, db, after, caller, demand, step.at, people);
    return step.run(writing);
  };
  for (std::size_t from = 0; from < steps.size(); from += steps_a_transaction) {
    const auto to = std::min(steps.size(), from + steps_a_transaction);
    auto played = world.store.write_and_wait([&](store::Writer& db) -> Result<> {
      for (auto i = from; i < to; ++i)
        if (auto done = one(db, steps[i]); !done) return done;
      return {};
    });
    after.settle(played.has_value());
    if (!played) return played;
  }
  return {};
}

}  // namespace hotline::service
