#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "fault/sender.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/intake.pb.h"
#include "hotline/v1/referral.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
using google::protobuf::Message;

constexpr std::size_t notes_a_case = 2;

class CaseSender : public Sender {
 public:
  explicit CaseSender(const Crew& crew) : crew_(crew) {}
  const char* name() const override { return "cases"; }

 protected:
  Open next() override {
    if (cases_.empty() || cases_.back().reads_sent > 0)
      return by(crew_.operator_, submission(intervention(tam_di)));
    const auto& last = cases_.back();
    if (!last.accepted) {
      auto accept = about<v1::AcceptReferralRequest>(last.id, last.version);
      accept.set_request_id(new_id());
      accept.set_referral_id(last.referral);
      return by(crew_.officer, std::move(accept));
    }
    if (last.notes.size() < notes_a_case) {
      auto note = about<v1::AddNoteRequest>(last.id, last.version);
      note.set_request_id(new_id());
      note.set_text("ghi chép " + note.request_id());
      return by(crew_.officer, std::move(note));
    }
    v1::GetCaseRequest read;
    read.set_case_id(last.id);
    return by(crew_.supervisor, std::move(read));
  }

  void answered(const Open& open, const Message& answer) override {
    if (const auto* opened = dynamic_cast<const v1::SubmitContactResponse*>(&answer)) {
      EXPECT_NE(opened->case_id(), "");
      cases_.push_back({.id = opened->case_id(),
                        .contact = opened->contact_id(),
                        .number = opened->case_number(),
                        .referral = opened->referral_id(),
                        .version = opened->case_version()});
      return;
    }
    auto& last = cases_.back();
    if (const auto* accepted = dynamic_cast<const v1::AcceptReferralResponse*>(&answer)) {
      last.accepted = true;
      last.version = accepted->case_().row().version();
    } else if (const auto* noted = dynamic_cast<const v1::AddNoteResponse*>(&answer)) {
      last.notes.push_back(static_cast<const v1::AddNoteRequest&>(*open.request).text());
      last.version = noted->case_().row().version();
    } else {
      last.reads_sent = open.attempts;
    }
  }

 public:
  void check(Lines& lines) override {
    auto& supervisor = lines.of(crew_.supervisor);
    check_reads(supervisor);
    std::set<std::string> numbers;
    for (const auto& one : cases_) {
      EXPECT_TRUE(numbers.insert(one.number).second) << "two cases have one number";
      check_history(supervisor, one);
    }
  }

 private:
  struct Case {
    std::string id, contact, number, referral;
    std::uint32_t version = 0;
    bool accepted = false;
    std::vector<std::string> notes = {};
    int reads_sent = 0;  // 0: the reading was not answered
  };

  static void check_history(User& user, const Case& one) {
    v1::GetHistoryRequest request;
    request.set_case_id(one.id);
    request.set_page_size(200);
    const auto history = user.must<v1::GetHistoryResponse>(request);
    int opened = 0, accepted = 0;
    std::vector<std::string> notes;
    for (const auto& entry : history.entries()) {
      opened += entry.event().has_opened() && entry.event().opened().contact_id() == one.contact;
      accepted += entry.event().has_accepted();
      if (entry.event().has_note_added()) notes.push_back(entry.event().note_added().text());
    }
    EXPECT_EQ(opened, 1) << one.id;
    EXPECT_EQ(accepted, one.accepted ? 1 : 0) << one.id;
    EXPECT_EQ(notes, one.notes) << one.id;
    EXPECT_EQ(history.entries_size(), opened + accepted + static_cast<int>(notes.size())) << one.id;
  }

  /// Entries that say that this person read the case, by case.
  static std::map<std::string, int> reads_by(User& user, const std::string& person) {
    std::map<std::string, int> reads;
    v1::ListAccessRequest request;
    request.set_person_id(person);
    request.set_page_size(200);
    do {
      const auto page = user.must<v1::ListAccessResponse>(request);
      for (const auto& entry : page.entries()) reads[entry.case_id()] += entry.what() == "read";
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return reads;
  }

  /// No content left without its entry; one for each time that it was sent at the most.
  void check_reads(User& user) {
    auto of_supervisor = reads_by(user, crew_.supervisor_id), of_officer = reads_by(user, crew_.officer_id);
    for (const auto& one : cases_) {
      const int reads = of_supervisor[one.id];
      EXPECT_GE(reads, std::min(one.reads_sent, 1)) << one.id << " was read, and the log does not say so";
      if (one.reads_sent > 0) EXPECT_LE(reads, one.reads_sent) << one.id;
      if (one.accepted) EXPECT_GE(of_officer[one.id], 1) << one.id << " was shown to who accepted it";
    }
  }

  const Crew& crew_;
  std::vector<Case> cases_;
};

}  // namespace

std::unique_ptr<Sender> make_case_sender(const Crew& crew) { return std::make_unique<CaseSender>(crew); }

}  // namespace hotline::test
