// The main job on its real input: each of the 27 communes of Lục Nam as the letter of 26 March 2015 names
// them, from the words of a caller to an officer who has accepted the case, and what becomes of it on 1 July
// 2025.
#include <gmock/gmock.h>

#include "app/app.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/referral.pb.h"
#include "support/hats.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

// By hand from DOMAIN.md §4: code and name in 2015, code and name since 1 July 2025.
struct Commune {
  const char *code, *name, *successor, *name_since;
};
constexpr Commune communes[] = {{"07444", "thị trấn Đồi Ngô", "07444", "xã Lục Nam"},
                                {"07447", "thị trấn Lục Nam", "07444", "xã Lục Nam"},
                                {"07450", "xã Đông Hưng", "07450", "xã Đông Phú"},
                                {"07453", "xã Đông Phú", "07450", "xã Đông Phú"},
                                {"07456", "xã Tam Dị", "07462", "xã Bảo Đài"},
                                {"07459", "xã Bảo Sơn", "07462", "xã Bảo Đài"},
                                {"07462", "xã Bảo Đài", "07462", "xã Bảo Đài"},
                                {"07465", "xã Thanh Lâm", "07462", "xã Bảo Đài"},
                                {"07468", "xã Tiên Nha", "07444", "xã Lục Nam"},
                                {"07471", "xã Trường Giang", "07486", "xã Nghĩa Phương"},
                                {"07474", "xã Tiên Hưng", "07444", "xã Lục Nam"},
                                {"07477", "xã Phương Sơn", "07444", "xã Lục Nam"},
                                {"07480", "xã Chu Điện", "07444", "xã Lục Nam"},
                                {"07483", "xã Cương Sơn", "07444", "xã Lục Nam"},
                                {"07486", "xã Nghĩa Phương", "07486", "xã Nghĩa Phương"},
                                {"07489", "xã Vô Tranh", "07489", "xã Trường Sơn"},
                                {"07492", "xã Bình Sơn", "07492", "xã Lục Sơn"},
                                {"07495", "xã Lan Mẫu", "07498", "xã Bắc Lũng"},
                                {"07498", "xã Yên Sơn", "07498", "xã Bắc Lũng"},
                                {"07501", "xã Khám Lạng", "07498", "xã Bắc Lũng"},
                                {"07504", "xã Huyền Sơn", "07486", "xã Nghĩa Phương"},
                                {"07507", "xã Trường Sơn", "07489", "xã Trường Sơn"},
                                {"07510", "xã Lục Sơn", "07492", "xã Lục Sơn"},
                                {"07513", "xã Bắc Lũng", "07498", "xã Bắc Lũng"},
                                {"07516", "xã Vũ Xá", "07519", "xã Cẩm Lý"},
                                {"07519", "xã Cẩm Lý", "07519", "xã Cẩm Lý"},
                                {"07522", "xã Đan Hội", "07519", "xã Cẩm Lý"}};
constexpr std::size_t hats_max = 16;  // of one person
constexpr const char* eight[] = {"07444", "07450", "07462", "07486", "07489", "07492", "07498", "07519"};

std::string then(const Commune& commune) { return std::string(commune.code) + "@2004-07-08"; }
std::string since(const Commune& commune) { return std::string(commune.successor) + "@2025-07-01"; }

class Communes : public ::testing::Test {
 protected:
  v1::PlaceCandidate place(const std::string& words) {
    v1::FindPlaceRequest request;
    request.set_text(words);
    const auto found = service.as("operator.hoa").must<v1::FindPlaceResponse>(request);
    return found.candidates_size() > 0 ? found.candidates(0) : v1::PlaceCandidate{};
  }
  v1::SubmitContactResponse report(const std::string& unit) {
    return service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(intervention(unit)));
  }
  /// It is in the queue of that commune, once, and its officer accepts it.
  void accept(const std::string& case_id, const std::string& unit, const std::string& login) {
    v1::ListQueueRequest queue;
    queue.set_unit(unit);
    const auto rows = service.as(login).must<v1::ListQueueResponse>(queue);
    ASSERT_EQ(rows.rows_size(), 1) << "of " << unit;
    ASSERT_EQ(rows.rows(0).case_id(), case_id);
    auto request = about<v1::AcceptReferralRequest>(case_id, rows.rows(0).version());
    request.set_referral_id(rows.rows(0).referral().referral_id());
    const auto row = service.as(login).must<v1::AcceptReferralResponse>(request).case_().row();
    EXPECT_EQ(row.status(), rec::CASE_STATUS_ACCEPTED);
    EXPECT_EQ(row.responsible_unit(), unit);
    EXPECT_EQ(service.as(login).must<v1::ListQueueResponse>(queue).rows_size(), 0);
  }
  std::string responsible(const std::string& case_id) {
    v1::GetCaseRequest request;
    request.set_case_id(case_id);
    return service.as("supervisor.helpline")
        .must<v1::GetCaseResponse>(request)
        .case_()
        .row()
        .responsible_unit();
  }

  RunningService service;
};

TEST_F(Communes, AllTwentySevenGetWhatIsToldOfThemAndTheirSuccessorsTakeItOver) {
  static_assert(std::size(communes) == 27);
  std::vector<Hat> first, second;
  for (const auto& commune : communes)
    (first.size() < hats_max ? first : second).emplace_back(then(commune), rec::ROLE_OFFICER);
  give_hats(service, "officer.tamdi", first);
  give_hats(service, "officer.baoson", second);
  std::vector<std::string> cases;
  for (std::size_t i = 0; i < std::size(communes); ++i) {
    const auto& commune = communes[i];
    const auto found = place(std::string(commune.name) + ", huyện Lục Nam");
    EXPECT_EQ(found.matched().unit(), then(commune)) << commune.name;
    EXPECT_EQ(found.responsible().unit(), then(commune)) << commune.name;
    const auto opened = report(found.matched().unit());
    EXPECT_EQ(opened.referred_to(), then(commune)) << commune.name;
    accept(opened.case_id(), then(commune), i < hats_max ? "officer.tamdi" : "officer.baoson");
    cases.push_back(opened.case_id());
  }

  service.pass(start_of(parse_date("2025-07-01").value()) - service.clock.now());
  ASSERT_TRUE(service.app().keep_house());
  for (std::size_t i = 0; i < std::size(communes); ++i)
    EXPECT_EQ(responsible(cases[i]), since(communes[i])) << communes[i].name;
}

TEST_F(Communes, AllTwentySevenOldNamesLeadToWhoAnswersSinceTheReform) {
  service.pass(start_of(parse_date("2025-07-01").value()) + std::chrono::hours{9} - service.clock.now());
  ASSERT_TRUE(service.app().keep_house());
  std::vector<Hat> hats;
  for (const auto* code : eight) hats.emplace_back(std::string(code) + "@2025-07-01", rec::ROLE_OFFICER);
  give_hats(service, "officer.district", hats);
  for (const auto& commune : communes) {
    const auto found = place(std::string(commune.name) + ", huyện Lục Nam");
    EXPECT_EQ(found.responsible().unit(), since(commune)) << commune.name;
    EXPECT_EQ(found.responsible().kind() + " " + found.responsible().name(), commune.name_since)
        << commune.name;
    const auto opened = report(then(commune));
    EXPECT_EQ(opened.referred_to(), since(commune)) << commune.name;
    accept(opened.case_id(), since(commune), "officer.district");
  }
}

}  // namespace
}  // namespace hotline::test
