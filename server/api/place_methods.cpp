// The places part of DirectoryService.
#include <algorithm>

#include "api/desk.h"
#include "api/directory_methods.h"
#include "api/page.h"
#include "domain/place_reason.h"
#include "hotline/v1/directory.pb.h"
#include "service/account.h"
#include "service/administration.h"
#include "service/units.h"

namespace hotline::api {
namespace {

using service::Reading;
using service::Writing;

constexpr std::uint32_t candidates_default = 8;
constexpr int shown_units_max = 64;
constexpr std::size_t shown_eras_max = 32;
const std::string service_name = "hotline.v1.DirectoryService.";

v1::UnitLevel level_of_unit(Level level) {
  switch (level) {
    case Level::helpline:
      return v1::UNIT_LEVEL_HELPLINE;
    case Level::ministry:
      return v1::UNIT_LEVEL_MINISTRY;
    case Level::province:
      return v1::UNIT_LEVEL_PROVINCE;
    case Level::district:
      return v1::UNIT_LEVEL_DISTRICT;
    case Level::commune:
      return v1::UNIT_LEVEL_COMMUNE;
  }
  return v1::UNIT_LEVEL_UNSPECIFIED;
}

/// On `on`, or on its own first or last day where that lies outside its time.
std::string lies_in(const Directory& directory, const Unit& unit, Date on) {
  if (unit.valid_to && *unit.valid_to <= on)
    on = std::chrono::sys_days{*unit.valid_to} - std::chrono::days{1};
  on = std::max(on, unit.key.valid_from);
  std::string out;
  for (const auto* above : directory.ancestors(unit, on)) {
    if (above->level != Level::district && above->level != Level::province) continue;
    if (!out.empty()) out += ", ";
    out += above->full_name();
  }
  return out;
}

v1::Unit to_unit(const Directory& directory, const Unit& unit, Date on) {
  v1::Unit out;
  out.set_unit(unit.key.text());
  out.set_code(unit.key.code);
  out.set_level(level_of_unit(unit.level));
  out.set_kind(unit.kind);
  out.set_name(unit.name);
  out.set_valid_from(date_text(unit.key.valid_from));
  if (unit.valid_to) out.set_valid_to(date_text(*unit.valid_to));
  if (const auto* parent = directory.parent(unit, on)) out.set_parent(parent->key.text());
  for (const auto& successor : unit.successors) out.add_successors(successor.text());
  for (const auto& telephone : unit.telephones) out.add_telephones(telephone);
  out.set_version(service::unit_version(unit));
  out.set_lies_in(lies_in(directory, unit, on));
  out.set_source(unit.source);
  out.set_seat(unit.seat);
  out.set_ended_not_later(unit.valid_to && unit.ended_not_later);
  return out;
}

std::string_view fate_name(Fate fate) {
  switch (fate) {
    case Fate::stays:
      return "stays";
    case Fate::renamed:
      return "renamed";
    case Fate::merged:
      return "merged";
    case Fate::split:
      return "split";
    case Fate::unknown:
      return "unknown";
  }
  return "unknown";
}

template <class Out>
void add_succession(const Directory& directory, const Succession& succession, Date on, Out& out) {
  if (succession.certain()) *out.mutable_responsible() = to_unit(directory, *succession.unit, on);
  for (const auto* choice : succession.candidates) *out.add_choices() = to_unit(directory, *choice, on);
  for (const auto& step : succession.trail) {
    auto* to = out.add_trail();
    to->set_unit(step.unit->key.text());
    to->set_name(step.unit->full_name());
    if (step.until) to->set_until(date_text(*step.until));
    to->set_until_not_later(step.until && step.unit->ended_not_later);
    to->set_source(step.unit->source);
    to->set_what(std::string(fate_name(step.fate)));
  }
}

std::unexpected<Error> unit_unknown() {
  return fail(Code::not_found, "unit_unknown", {"Không có đơn vị này.", "There is no such unit."});
}

/// The unit above the caller's own commune: what lies in it is near.
const Unit* neighbourhood(const Reading& reading) {
  for (const auto& hat : reading.hats) {
    const Unit* own = hat.ended ? nullptr : reading.directory().find(hat.acting.unit);
    if (own == nullptr || own->level == Level::helpline) continue;
    return own->level == Level::commune ? reading.directory().parent(*own, reading.today) : own;
  }
  return nullptr;
}

Result<v1::FindPlaceResponse> find_place(Reading& reading, const v1::FindPlaceRequest& request) {
  const auto& directory = reading.directory();
  PlaceQuery query{.text = request.text(), .on = reading.today};
  if (const auto key = UnitKey::parse(request.within())) {
    query.within = directory.find(*key);
    if (!query.within) return unit_unknown();
  }
  if (const auto day = parse_date(request.on_date())) query.named_on = *day;
  query.limit = request.limit() == 0 ? candidates_default : request.limit();
  const auto recent = reading.world.recent_places.newest();
  query.prefer = recent;
  query.near = neighbourhood(reading);
  const auto places = reading.places->finder.find(query);
  reading.released.child = true;  // the detail: what the caller of this method wrote
  v1::FindPlaceResponse response;
  for (const auto& place : places.found) {
    auto* out = response.add_candidates();
    *out->mutable_matched() = to_unit(directory, *place.unit, reading.today);
    add_succession(directory, place.now, reading.today, *out);
    out->set_detail(place.detail);
    out->set_score(static_cast<std::int32_t>(place.score * 1000));
    out->set_group(static_cast<std::uint32_t>(place.group));
    const auto reason = reason_of(place);
    if (place.by_detail) {
      *out->mutable_responsible() = to_unit(directory, *place.by_detail->unit, reading.today);
      add_parts(*place.by_detail, *out);
    }
    out->set_reason_vi(reason.vi);
    out->set_reason_en(reason.en);
  }
  response.set_sure(places.sure);
  return response;
}

Result<v1::GetUnitResponse> get_unit(Reading& reading, const v1::GetUnitRequest& request) {
  const auto& directory = reading.directory();
  const auto* unit = directory.find(*UnitKey::parse(request.unit()));
  if (!unit) return unit_unknown();
  v1::GetUnitResponse response;
  *response.mutable_unit() = to_unit(directory, *unit, reading.today);
  add_succession(directory, directory.succession(*unit, reading.today), reading.today, response);
  for (const auto* before : directory.predecessors(*unit))
    if (response.predecessors_size() < shown_units_max)
      *response.add_predecessors() = to_unit(directory, *before, reading.today);
  for (const auto& part : unit->parts) {
    auto* out = response.add_parts();
    out->set_name(part.name);
    out->set_to_unit(part.to.text());
    out->set_source(part.source);
  }
  const auto eras = directory.eras(unit->key.code);
  for (const auto& era : eras.first(std::min(eras.size(), shown_eras_max)))
    *response.add_same_code() = to_unit(directory, era, reading.today);
  return response;
}

Result<v1::ListUnitsResponse> list_units(Reading& reading, const v1::ListUnitsRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  const auto& directory = reading.directory();
  const auto on = parse_date(request.on_date()).value_or(reading.today);
  const Unit* parent = &directory.helpline();
  if (const auto key = UnitKey::parse(request.parent())) parent = directory.find(*key);
  if (!parent) return unit_unknown();
  v1::ListUnitsResponse response;
  for (const auto* unit : directory.children(*parent, on)) {  // by key
    const auto key = unit->key.text();
    if (!page->after.empty() && key <= page->after) continue;
    if (static_cast<std::uint32_t>(response.units_size()) == page->size_max) {
      response.set_next_page_token(page_token(reading, response.units(response.units_size() - 1).unit()));
      break;
    }
    *response.add_units() = to_unit(directory, *unit, on);
  }
  return response;
}

using GazetteerPtr = std::shared_ptr<const service::Gazetteer>;

std::unexpected<Error> units_changed() {
  return fail(Code::aborted, "units_changed",
              {"Người khác vừa thay đổi danh mục đơn vị. Hãy xem lại rồi gửi lại.",
               "Somebody else has just changed the units. Look again, then send again."});
}

/// The units with other telephones of one of them; null where there is no such unit. Takes as long as an
/// import.
struct Redialled {
  GazetteerPtr before, after;
};
asio::awaitable<Result<std::shared_ptr<Redialled>>> redial_aside(Desk& desk, Ask& ask) {
  auto units = std::make_shared<Redialled>();
  units->before = desk.world().places.get();
  auto done = co_await desk.aside([&] {
    const auto& request = ask.as<v1::SetUnitTelephonesRequest>();
    const auto all = units->before->directory->units();
    std::vector<Unit> changed(all.begin(), all.end());
    const auto at =
        std::ranges::find_if(changed, [&](const Unit& unit) { return unit.key.text() == request.unit(); });
    if (at == changed.end()) return;
    at->telephones.assign(request.telephones().begin(), request.telephones().end());
    auto built = Directory::build(std::move(changed));
    HOTLINE_CHECK(built.has_value());  // nothing changed but telephones
    units->after = std::make_shared<const service::Gazetteer>(std::move(*built));
  });
  if (!done) co_return fail(done.error());
  co_return units;
}

Result<v1::SetUnitTelephonesResponse> set_telephones(Writing& writing,
                                                     const v1::SetUnitTelephonesRequest& request,
                                                     const Redialled& units) {
  auto scope = writing.scope({});
  if (!scope) return fail(scope.error());
  auto hat = writing.hat();
  if (!hat) return fail(hat.error());
  const auto key = UnitKey::parse(request.unit());
  const bool mine = (*scope)->all || std::ranges::binary_search((*scope)->units, request.unit()) ||
                    service::administers(writing.hats, writing.directory(), *key, writing.today);
  if (!units.after || !mine) return unit_unknown();
  auto same = service::units_are(writing.world, writing.out, *units.before);
  if (!same) return fail(same.error());
  if (!*same) return units_changed();
  if (service::unit_version(*units.before->directory->find(*key)) != request.expected_unit_version())
    return fail(Code::aborted, "unit_version_changed",
                {"Người khác vừa thay đổi đơn vị này. Hãy xem lại rồi gửi lại.",
                 "Somebody else has just changed this unit. Look again, then send again."});
  const auto& after = *units.after->directory;
  if (auto stored = service::store_telephones(writing.out, *after.find(*key)); !stored)
    return fail(stored.error());
  writing.after_commit.add([&world = writing.world, places = units.after] { world.places.set(places); });
  if (auto noted = service::record_administration(writing.world, writing.out, writing.now, &writing.caller,
                                                  "unit_telephones_set", request.unit());
      !noted)
    return fail(noted.error());
  v1::SetUnitTelephonesResponse response;
  *response.mutable_unit() = to_unit(after, *after.find(*key), writing.today);
  return response;
}

/// Other units may change while this one is worked out: then it is worked out again.
asio::awaitable<Result<MessagePtr>> set_unit_telephones(Desk& desk, Ask& ask) {
  constexpr int tries = 4;
  for (int i = 1;; ++i) {
    auto units = co_await redial_aside(desk, ask);
    if (!units) co_return fail(units.error());
    auto answer = co_await desk.write(
        ask,
        [units = *units](Writing& writing, const google::protobuf::Message& request) -> Result<MessagePtr> {
          auto set =
              set_telephones(writing, static_cast<const v1::SetUnitTelephonesRequest&>(request), *units);
          if (!set) return fail(set.error());
          return std::make_unique<v1::SetUnitTelephonesResponse>(std::move(*set));
        });
    if (answer || answer.error().reason != "units_changed" || i == tries) co_return answer;
  }
}

}  // namespace

void add_place_methods(Methods& methods) {
  methods.read<v1::FindPlaceRequest>(service_name + "FindPlace", find_place);
  methods.read<v1::GetUnitRequest>(service_name + "GetUnit", get_unit);
  methods.read<v1::ListUnitsRequest>(service_name + "ListUnits", list_units);
  methods.steps(service_name + "SetUnitTelephones", set_unit_telephones);
}

}  // namespace hotline::api
