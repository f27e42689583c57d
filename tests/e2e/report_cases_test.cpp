// From a number of a report to the cases behind it: as many as it says, the same ones for whoever may see
// them, each once, and nobody else's.
#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <set>

#include "app/app.h"
#include "e2e/report_desk.h"
#include "hotline/v1/report_form.pb.h"
#include "service/retention.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSubsetOf;
using Ids = std::vector<std::string>;

constexpr const char* thanh_lam = "07465@2004-07-08";  // nobody works there

rec::Contact some_child(std::mt19937& random) {
  const auto one_of = [&](unsigned n) { return random() % n; };
  constexpr const char* places[] = {tam_di, bao_son, thanh_lam, district};
  auto contact = intervention(places[one_of(std::size(places))]);
  auto& intake = *contact.mutable_intake();
  intake.clear_abuse_types();
  for (auto n = one_of(3); n > 0; --n)
    intake.add_abuse_types(static_cast<rec::AbuseType>(1 + one_of(rec::AbuseType_MAX)));
  intake.mutable_child()->set_sex(static_cast<rec::Sex>(1 + one_of(3)));
  intake.mutable_child()->set_estimated_age(one_of(18));
  if (one_of(2) == 0) intake.mutable_child()->clear_estimated_age();
  if (one_of(4) == 0) intake.mutable_triage()->set_life_threatened(rec::ANSWER_YES);
  return contact;
}

v1::Period of_2015() {
  v1::Period period;
  period.set_first_day("2015-01-01");
  period.set_last_day("2015-12-31");
  return period;
}

/// Cells about cases, page by page; each id as often as it came.
template <class Response, class Request>
Ids listed(User& user, Request request, std::uint32_t page_size = 3) {
  Ids ids;
  request.set_page_size(page_size);
  do {
    const auto page = user.must<Response>(request);
    EXPECT_LE(page.cases_size(), static_cast<int>(page_size));
    for (const auto& row : page.cases()) ids.push_back(row.case_id());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty() && !testing::Test::HasFailure());
  return ids;
}
Ids cell(User& user, const v1::ListCasesOfCellRequest& request) {
  return listed<v1::ListCasesOfCellResponse>(user, request);
}

class ReportCases : public ReportDesk {
 protected:
  /// Cases of all kinds, at every stage, in several offices; one restricted, one moved, one erased.
  void live_through(unsigned seed) {
    std::mt19937 random(seed);
    CaseStory worked(service), moved(service), secret(service);
    worked.accept();
    worked.assess();
    moved.move_to_bao_son();
    secret.restrict({"supervisor.district"});
    for (int i = 0; i < 14; ++i) {
      service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(some_child(random)));
      service.pass(hours{random() % 200});
    }
    service.pass(hours{24 * 3});
  }

  /// Each number of every form about cases, with what asks for its cases.
  template <class Each>
  void each_number(const std::string& login, const std::string& unit, v1::UnitTree tree, Each each) {
    const auto known = service.as(login).must<v1::ListReportFormsResponse>(v1::ListReportFormsRequest{});
    for (const auto& form : known.forms()) {
      v1::FillReportRequest request;
      request.set_form(form.form());
      request.set_exact(form.for_others());
      request.set_unit(unit);
      request.set_tree(tree);
      *request.mutable_period() = of_2015();
      const auto report = service.as(login).must<v1::FillReportResponse>(request).report();
      v1::ListCasesOfCellRequest behind;
      behind.set_form(form.form());
      behind.set_unit(unit);
      behind.set_tree(tree);
      *behind.mutable_period() = of_2015();
      for (int t = 0; t < report.tables_size(); ++t) {
        behind.set_table(static_cast<std::uint32_t>(t + 1));
        for (const auto& row : report.tables(t).rows()) {
          behind.set_row(row.row());
          behind.set_key(row.key());
          for (int c = 0; c < row.cells_size(); ++c) {
            behind.set_column(static_cast<std::uint32_t>(c + 1));
            each(report.tables(t), row, row.cells(c).number(), behind);
          }
        }
      }
    }
  }

  static v1::ListCasesOfCellRequest cases_received() {
    v1::ListCasesOfCellRequest request;
    request.set_form("letter");
    *request.mutable_period() = of_2015();
    request.set_table(2);
    request.set_row(1);
    request.set_column(1);
    return request;
  }
  Ids all_of(const std::string& login) {
    Ids ids;
    v1::ListCasesRequest request;
    request.set_page_size(200);
    for (const auto& row : service.as(login).must<v1::ListCasesResponse>(request).cases())
      ids.push_back(row.case_id());
    return ids;
  }
};

TEST_F(ReportCases, AreAsManyAsEveryNumberOfEveryFormSaysForWhoeverMaySeeThem) {
  live_through(1);
  int numbers = 0, filled = 0, by_office = 0;
  for (const auto& [login, unit] : {std::pair<std::string, std::string>{"supervisor.helpline", ""},
                                    {"supervisor.helpline", district},
                                    {"supervisor.district", district},
                                    {"officer.tamdi", ""},
                                    {"chairman.baoson", bao_son}})
    for (const auto tree : {v1::UNIT_TREE_TODAY, v1::UNIT_TREE_THEN}) {
      const auto theirs = all_of(login);
      each_number(login, unit, tree, [&](const auto& table, const auto& row, auto number, const auto& asked) {
        if (table.counted() != v1::COUNTED_CASES || row.share()) return;
        const auto ids = cell(service.as(login), asked);
        ++numbers;
        filled += number > 3;  // more than a page
        by_office += row.key().find('@') != std::string::npos && number > 0;
        ASSERT_EQ(ids.size(), number) << login << " " << asked.form() << " " << row.label().vi();
        EXPECT_EQ(std::set(ids.begin(), ids.end()).size(), ids.size()) << "each once";
        EXPECT_THAT(ids, IsSubsetOf(theirs)) << login;
      });
    }
  EXPECT_GT(numbers, 300);
  EXPECT_GT(filled, 50);
  EXPECT_GT(by_office, 10);
}

TEST_F(ReportCases, OfAScopeAreThoseOfItsOfficesAndOfNoOther) {
  live_through(2);
  const auto everybody = cell(service.as("supervisor.helpline"), cases_received());
  const auto here = cell(service.as("officer.tamdi"), cases_received()),
             there = cell(service.as("officer.baoson"), cases_received());
  EXPECT_THAT(here, IsSubsetOf(everybody));
  EXPECT_THAT(there, IsSubsetOf(everybody));
  EXPECT_LT(here.size() + there.size(), everybody.size());
  for (const auto& id : here) EXPECT_EQ(std::ranges::count(there, id), 0);
  auto elsewhere = cases_received();
  elsewhere.set_unit(bao_son);
  EXPECT_THAT(cell(service.as("officer.tamdi"), elsewhere), IsEmpty());
  for (const char* login : {"operator.hoa", "admin", "telephone"})
    EXPECT_EQ(service.as(login).refusal(cases_received()), "permission_denied role_missing") << login;
  EXPECT_EQ(service.stranger().refusal(cases_received()), "unauthenticated session_missing");
}

TEST_F(ReportCases, ComeNewestReceivedFirst) {
  Ids ids;
  for (int i = 0; i < 5; ++i) {
    const CaseStory story(service);
    ids.insert(ids.begin(), story.id());
    service.pass(hours{30});
  }
  EXPECT_EQ(cell(service.as("officer.tamdi"), cases_received()), ids);
}

TEST_F(ReportCases, ThatAreRestrictedAreNeitherCountedNorListedForWhoIsBarred) {
  const CaseStory open(service);
  CaseStory secret(service);
  secret.restrict({"supervisor.district"});
  EXPECT_THAT(cell(service.as("supervisor.district"), cases_received()), ElementsAre(open.id()));
  EXPECT_EQ(cell(service.as("supervisor.province"), cases_received()).size(), 2U);
}

TEST_F(ReportCases, ThatWereErasedAreCountedAndNotListed) {
  const CaseStory stays(service);
  CaseStory goes(service);
  goes.close_as_unfounded();
  auto& world = service.app().world();
  ASSERT_TRUE(world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    auto erased = service::erase_expired(world, db, service.clock.now() + hours{24 * 366 * 40});
    if (!erased) return fail(erased.error());
    EXPECT_EQ(erased->cases, 1U);
    return {};
  }));
  EXPECT_THAT(cell(service.as("supervisor.district"), cases_received()), ElementsAre(stays.id()));
  int counted = 0;
  each_number("supervisor.district", "", v1::UNIT_TREE_TODAY,
              [&](const auto&, const auto&, auto number, const auto& asked) {
                if (asked.form() == "letter" && asked.table() == 2 && asked.row() == 1 && asked.column() == 1)
                  counted = static_cast<int>(number);
              });
  EXPECT_EQ(counted, 2);
}

/// "cell_without_cases row"
std::string refused(User& user, const v1::ListCasesOfCellRequest& request) {
  const auto answer = user.call<v1::ListCasesOfCellResponse>(request);
  if (answer) return {};
  std::string out = answer.error().failure.reason();
  for (const auto& field : answer.error().failure.fields()) out += " " + field.path();
  return out;
}

TEST_F(ReportCases, OfACellWithoutAnyAreRefusedBySentenceAndField) {
  auto& user = service.as("supervisor.district");
  const auto with = [](auto change) {
    auto request = cases_received();
    change(request);
    return request;
  };
  EXPECT_EQ(refused(user, cases_received()), "");
  EXPECT_EQ(refused(user, with([](auto& r) { r.set_table(1); })), "cell_without_cases table")
      << "of contacts";
  EXPECT_EQ(refused(user, with([](auto& r) { r.set_row(5); })), "cell_without_cases row") << "a share";
  EXPECT_EQ(refused(user, with([](auto& r) {
                      r.set_form("0101");
                      r.set_table(1);
                      r.set_row(2);
                    })),
            "cell_without_cases row")
      << "a heading";
  EXPECT_EQ(refused(user, with([](auto& r) { r.set_table(9); })), "cell_unknown table");
  EXPECT_EQ(refused(user, with([](auto& r) { r.set_row(99); })), "cell_unknown row");
  EXPECT_EQ(refused(user, with([](auto& r) { r.set_column(9); })), "cell_unknown column");
  EXPECT_EQ(refused(user, with([](auto& r) { r.set_key("2"); })), "cell_unknown key");
  EXPECT_EQ(refused(user, with([](auto& r) { r.set_table(3); })), "cell_unknown key") << "of which office?";
  EXPECT_EQ(refused(user, with([](auto& r) { r.clear_row(); })), "fields_invalid row");
  EXPECT_EQ(refused(user, with([](auto& r) { r.set_form("no.such"); })), "report_unknown");
  EXPECT_EQ(refused(user, with([](auto& r) { r.mutable_period()->set_last_day("2014-01-01"); })),
            "period_invalid");
}

v1::ListCasesOfLineRequest of_line(const v1::ReportKey& key, v1::Dimension dimension,
                                   const std::string& line) {
  v1::ListCasesOfLineRequest request;
  *request.mutable_key() = key;
  request.set_dimension(dimension);
  request.set_line_key(line);
  return request;
}

v1::ListCasesOfLineRequest of_cell(const v1::ReportKey& key, std::uint32_t table, std::uint32_t row,
                                   std::uint32_t column, const std::string& row_key = {}) {
  v1::ListCasesOfLineRequest request;
  *request.mutable_key() = key;
  request.set_table(table);
  request.set_row(row);
  request.set_column(column);
  request.set_line_key(row_key);
  return request;
}

TEST_F(ReportCases, OfAnOwedReportAreAsManyAsEachOfItsNumbersSays) {
  live_through(3);
  for (const auto& key : {spring, autumn, spring_of_bao_son, spring_of_district}) {
    int filled = 0;
    const auto told = get("supervisor.helpline", key);
    for (int t = 0; t < told.filled().tables_size(); ++t)
      for (const auto& row : told.filled().tables(t).rows())
        for (int c = 0; c < row.cells_size(); ++c) {
          const auto asked = of_cell(key, static_cast<std::uint32_t>(t) + 1, row.row(),
                                     static_cast<std::uint32_t>(c) + 1, row.key());
          if (told.filled().tables(t).counted() == v1::COUNTED_CONTACTS || row.share()) {
            EXPECT_EQ(service.as("supervisor.helpline").refusal(asked),
                      "invalid_argument cell_without_cases");
            continue;
          }
          const auto ids = listed<v1::ListCasesOfLineResponse>(service.as("supervisor.helpline"), asked);
          filled += row.cells(c).number() > 0;
          EXPECT_EQ(ids.size(), row.cells(c).number()) << row.label().vi() << " " << c;
          EXPECT_EQ(std::set(ids.begin(), ids.end()).size(), ids.size());
        }
    EXPECT_GT(filled, 0) << key.unit() << " " << key.first_day();
  }
}

TEST_F(ReportCases, OfAReportByDimensionsAreAsManyAsEachOfItsLinesSays) {
  live_through(3);
  const auto month = report_key_of(helpline, "2015-03-01", "helpline-month");
  int filled = 0;
  for (const auto& line : get("supervisor.helpline", month).lines()) {
    const bool contacts = line.dimension() == v1::DIMENSION_UNSPECIFIED
                              ? line.key() == "contacts"
                              : line.dimension() < v1::DIMENSION_CASE_ABUSE_TYPE;
    const auto asked = of_line(month, line.dimension(), line.key());
    if (contacts) {
      EXPECT_EQ(service.as("supervisor.helpline").refusal(asked), "invalid_argument dimension_without_cases");
      continue;
    }
    const auto ids = listed<v1::ListCasesOfLineResponse>(service.as("supervisor.helpline"), asked);
    filled += line.counted() > 0;
    EXPECT_EQ(ids.size(), line.counted()) << v1::Dimension_Name(line.dimension()) << " " << line.key();
  }
  EXPECT_GT(filled, 0);
  EXPECT_EQ(service.as("supervisor.helpline").refusal(of_line(month, v1::DIMENSION_CASE_STATUS, "1")),
            "invalid_argument line_unknown");
  EXPECT_THAT(listed<v1::ListCasesOfLineResponse>(service.as("supervisor.helpline"),
                                                  of_line(month, v1::DIMENSION_CASE_SEX, "1")),
              IsEmpty());
}

TEST_F(ReportCases, OfAnOwedReportAreOfItsOfficesOverAMergerAndWithoutRestrictedOnes) {
  turn_to("2024-11-05");
  const auto vu_xa = "07516@2004-07-08", cam_ly = "07519@2004-07-08";
  const CaseStory before(service, vu_xa), own(service, cam_ly);
  CaseStory secret(service, cam_ly);
  secret.restrict({});
  turn_to("2025-04-02");  // Vũ Xá joined Cẩm Lý on New Year's Day
  ASSERT_TRUE(service.app().keep_house());
  const auto key = report_key_of(cam_ly, "2024-10-01");
  EXPECT_EQ(cases(get("supervisor.district", key)), 2U);
  const auto all = of_cell(key, 2, 1, 1);
  EXPECT_THAT(listed<v1::ListCasesOfLineResponse>(service.as("supervisor.district"), all),
              ::testing::UnorderedElementsAre(before.id(), own.id()));
  EXPECT_EQ(service.as("officer.tamdi").refusal(all), "not_found report_unknown");
  EXPECT_EQ(service.as("operator.hoa").refusal(all), "permission_denied role_missing");
  EXPECT_EQ(service.as("supervisor.district").refusal(of_cell(key, 2, 99, 1)),
            "invalid_argument cell_unknown");
}

}  // namespace
}  // namespace hotline::test
