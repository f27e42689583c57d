#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "fault/sender.h"
#include "hotline/v1/intake.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
using google::protobuf::Message;

constexpr std::size_t kept_max = 20;

class DraftSender : public Sender {
 public:
  explicit DraftSender(const Crew& crew) : crew_(crew) {}
  const char* name() const override { return "drafts"; }

 protected:
  Open next() override {
    if (open_.id.empty() || open_.version < 2) {
      v1::SaveDraftRequest save;
      save.set_request_id(new_id());
      save.set_draft_id(open_.id);
      save.set_expected_version(open_.version);
      save.mutable_contact()->set_asked("bản nháp " + save.request_id());
      return by(crew_.operator_, std::move(save));
    }
    if (cycle_ % 2 == 0) {
      v1::DiscardDraftRequest discard;
      discard.set_request_id(new_id());
      discard.set_draft_id(open_.id);
      return by(crew_.operator_, std::move(discard));
    }
    auto submit = submission(counselling());
    submit.set_draft_id(open_.id);
    return by(crew_.operator_, std::move(submit));
  }
  void answered(const Open& open, const Message& answer) override {
    if (const auto* saved = dynamic_cast<const v1::SaveDraftResponse*>(&answer)) {
      EXPECT_EQ(saved->version(), open_.version + 1);
      open_.id = saved->draft_id();
      open_.version = saved->version();
      open_.asked = static_cast<const v1::SaveDraftRequest&>(*open.request).contact().asked();
      if (open_.version < 2 || kept_.size() == kept_max || ++cycle_ % 3 != 0) return;
      kept_.push_back(open_);
    } else if (const auto* submitted = dynamic_cast<const v1::SubmitContactResponse*>(&answer)) {
      EXPECT_TRUE(contacts_.insert(submitted->contact_id()).second) << "two contacts have one id";
      ++cycle_;
    } else {
      ++cycle_;
    }
    open_ = {};
  }

 public:
  void check(Lines& lines) override {
    auto& user = lines.of(crew_.operator_);
    std::map<std::string, Draft> expected, stored;
    for (const auto& draft : kept_) expected[draft.id] = draft;
    if (!open_.id.empty()) expected[open_.id] = open_;
    v1::ListDraftsRequest request;
    request.set_page_size(200);
    for (const auto& draft : user.must<v1::ListDraftsResponse>(request).drafts())
      stored[draft.draft_id()] = {draft.draft_id(), draft.version(), draft.contact().asked()};
    EXPECT_EQ(stored, expected);
    check_contacts(user);
  }

 private:
  struct Draft {
    std::string id;
    std::uint32_t version = 0;
    std::string asked;
    bool operator==(const Draft&) const = default;
  };

  void check_contacts(User& user) const {
    std::multiset<std::string> stored;
    v1::ListContactsRequest request;
    request.set_contact_class(record::v1::CONTACT_CLASS_COUNSELLING);
    request.set_page_size(200);
    do {
      const auto page = user.must<v1::ListContactsResponse>(request);
      for (const auto& row : page.contacts()) stored.insert(row.contact_id());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    EXPECT_EQ(stored, std::multiset<std::string>(contacts_.begin(), contacts_.end()));
  }

  const Crew& crew_;
  int cycle_ = 0;
  Draft open_;
  std::vector<Draft> kept_;
  std::set<std::string> contacts_;
};

}  // namespace

std::unique_ptr<Sender> make_draft_sender(const Crew& crew) { return std::make_unique<DraftSender>(crew); }

}  // namespace hotline::test
