#include "domain/sensitivity.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/message_differencer.h>

#include <memory>

#include "domain/random_message.h"
#include "domain/story.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/intake.pb.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;

constexpr auto newest = Visibility::newest;

std::unique_ptr<Message> merged(const Parts& parts, std::initializer_list<Part> order) {
  std::unique_ptr<Message> whole{parts[0]->New()};
  for (const Part part : order)
    if (const auto& message = parts[static_cast<std::size_t>(part)]) whole->CheckTypeAndMergeFrom(*message);
  return whole;
}

std::unique_ptr<Message> random_of(const google::protobuf::Descriptor& type, Random& random, double density) {
  std::unique_ptr<Message> message{
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New()};
  fill(*message, random, density);
  return message;
}

// The sensitivity of every field of an intake's event, written by hand: this test does not ask the options.
const std::pair<const char*, rec::Sensitivity> by_hand[] = {
    {"recorded_at", rec::SENSITIVITY_PLAIN},
    {"actor.person_id", rec::SENSITIVITY_PLAIN},
    {"actor.unit", rec::SENSITIVITY_PLAIN},
    {"actor.role", rec::SENSITIVITY_PLAIN},
    {"actor.for_person_id", rec::SENSITIVITY_PLAIN},
    {"opened.number", rec::SENSITIVITY_PLAIN},
    {"opened.contact_id", rec::SENSITIVITY_PLAIN},
    {"opened.emergency", rec::SENSITIVITY_PLAIN},
    {"opened.risk", rec::SENSITIVITY_PLAIN},
    {"opened.accepted_at_once", rec::SENSITIVITY_PLAIN},
    {"opened.received_at", rec::SENSITIVITY_PLAIN},
    {"opened.referral.referral_id", rec::SENSITIVITY_PLAIN},
    {"opened.referral.from_unit", rec::SENSITIVITY_PLAIN},
    {"opened.referral.to_unit", rec::SENSITIVITY_PLAIN},
    {"opened.referral.reason", rec::SENSITIVITY_CHILD},
    {"opened.referral.to_sort", rec::SENSITIVITY_PLAIN},
    {"opened.referral.decided_by[0].name", rec::SENSITIVITY_CHILD},
    {"opened.referral.decided_by[0].from_unit", rec::SENSITIVITY_PLAIN},
    {"opened.referral.decided_by[0].to_unit", rec::SENSITIVITY_PLAIN},
    {"opened.referral.decided_by[0].source", rec::SENSITIVITY_PLAIN},
    {"opened.contact.channel", rec::SENSITIVITY_PLAIN},
    {"opened.contact.caller_number", rec::SENSITIVITY_INFORMANT},
    {"opened.contact.started_at", rec::SENSITIVITY_PLAIN},
    {"opened.contact.ended_at", rec::SENSITIVITY_PLAIN},
    {"opened.contact.received_at", rec::SENSITIVITY_PLAIN},
    {"opened.contact.paper_sheet", rec::SENSITIVITY_PLAIN},
    {"opened.contact.call_type", rec::SENSITIVITY_PLAIN},
    {"opened.contact.contact_class", rec::SENSITIVITY_PLAIN},
    {"opened.contact.reasons", rec::SENSITIVITY_CHILD},
    {"opened.contact.asked", rec::SENSITIVITY_CHILD},
    {"opened.contact.advised", rec::SENSITIVITY_CHILD},
    {"opened.contact.repeat_caller", rec::SENSITIVITY_INFORMANT},
    {"opened.contact.informant.relation", rec::SENSITIVITY_INFORMANT},
    {"opened.contact.informant.name", rec::SENSITIVITY_INFORMANT},
    {"opened.contact.informant.telephone", rec::SENSITIVITY_INFORMANT},
    {"opened.contact.informant.address", rec::SENSITIVITY_INFORMANT},
    {"opened.contact.informant.notes", rec::SENSITIVITY_INFORMANT},
    {"opened.contact.informant.agreed_to_be_named", rec::SENSITIVITY_INFORMANT},
    {"opened.contact.informant.call_back_allowed", rec::SENSITIVITY_INFORMANT},
    {"opened.contact.intake.abuse_types", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.special_circumstances", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.setting", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.other_children", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.child.name", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.child.birth_date", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.child.estimated_age", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.child.sex", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.child.ethnicity", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.child.school", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.child.telephone", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.child.safe_to_call", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.child.marks", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.incident.unit", rec::SENSITIVITY_PLAIN},
    {"opened.contact.intake.incident.detail", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.residence.unit", rec::SENSITIVITY_PLAIN},
    {"opened.contact.intake.residence.detail", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.present.unit", rec::SENSITIVITY_PLAIN},
    {"opened.contact.intake.present.detail", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.incident_at", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.present_state", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.likely_consequences", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.father.name", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.father.age", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.father.occupation", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.father.telephone", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.mother.name", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.mother.age", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.mother.occupation", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.mother.telephone", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.family_situation", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.present_carer", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.done_already", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.narrative", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.triage.life_threatened", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.triage.abuser_can_reach", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.triage.carer_harms", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.triage.relative_can_protect", rec::SENSITIVITY_CHILD},
    {"opened.contact.intake.risk", rec::SENSITIVITY_PLAIN},
    {"opened.contact.intake.suspected_abusers[0].name", rec::SENSITIVITY_ALLEGATION},
    {"opened.contact.intake.suspected_abusers[0].relation", rec::SENSITIVITY_ALLEGATION},
    {"opened.contact.intake.suspected_abusers[0].lives_with_child", rec::SENSITIVITY_ALLEGATION},
    {"opened.contact.intake.suspected_abusers[0].can_reach_child", rec::SENSITIVITY_ALLEGATION},
    {"opened.contact.intake.suspected_abusers[0].notes", rec::SENSITIVITY_ALLEGATION},
};

history::v1::CaseEvent full_intake() {
  Random random{11};
  history::v1::CaseEvent event;
  fill(*event.mutable_recorded_at(), random, 1);
  event.mutable_recorded_at()->set_seconds(5);
  fill(*event.mutable_actor(), random, 1);
  auto& opened = *event.mutable_opened();
  fill(opened, random, 1);
  visit_fields(event, [](Message& holder, const FieldDescriptor& field, const std::string&) {
    const auto& set = *holder.GetReflection();
    if (field.is_repeated()) return;
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) set.SetBool(&holder, &field, true);
  });
  opened.set_emergency(true);
  opened.set_accepted_at_once(true);
  opened.mutable_referral()->set_to_sort(true);
  while (opened.referral().decided_by_size() > 1)
    opened.mutable_referral()->mutable_decided_by()->RemoveLast();
  auto& contact = *opened.mutable_contact();
  contact.set_repeat_caller(true);
  contact.mutable_informant()->set_agreed_to_be_named(true);
  contact.mutable_informant()->set_call_back_allowed(true);
  auto& intake = *contact.mutable_intake();
  intake.set_other_children(1);
  while (intake.suspected_abusers_size() > 1) intake.mutable_suspected_abusers()->RemoveLast();
  return event;
}

std::set<std::string> leaves(Message& message) {
  std::set<std::string> paths;
  visit_fields(message, [&](Message&, const FieldDescriptor& field, const std::string& path) {
    const bool deep = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
                      field.message_type()->full_name() != "google.protobuf.Timestamp";
    if (!deep) paths.insert(path);
  });
  return paths;
}

TEST(Sensitivity, EveryFieldOfAnIntakeLiesInThePartThatWasWrittenDownByHand) {
  const auto event = full_intake();
  auto parts = split(event);
  std::set<std::string> expected[part_count];
  for (const auto& [path, sensitivity] : by_hand)
    expected[sensitivity == rec::SENSITIVITY_INFORMANT    ? 1
             : sensitivity == rec::SENSITIVITY_ALLEGATION ? 2
                                                          : 0]
        .insert(path);
  for (std::size_t part = 0; part < part_count; ++part) {
    ASSERT_TRUE(parts[part]);
    EXPECT_THAT(leaves(*parts[part]), testing::ContainerEq(expected[part])) << "part " << part;
  }
}

TEST(Sensitivity, EveryFieldOfAnIntakeIsShownToWhomItWasWrittenDownByHand) {
  for (int bits = 0; bits < 8; ++bits) {
    const Visibility sees{(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, false, newest};
    auto event = full_intake();
    redact(event, sees);
    std::set<std::string> expected;
    for (const auto& [path, sensitivity] : by_hand) {
      const bool shown = sensitivity == rec::SENSITIVITY_PLAIN ||
                         (sensitivity == rec::SENSITIVITY_CHILD && sees.child) ||
                         (sensitivity == rec::SENSITIVITY_INFORMANT && sees.informant) ||
                         (sensitivity == rec::SENSITIVITY_ALLEGATION && sees.allegation);
      if (shown) expected.insert(path);
    }
    EXPECT_THAT(leaves(event), testing::ContainerEq(expected)) << bits;
  }
}

TEST(Sensitivity, PartsMergeBackInAnyOrder) {
  Random random{3};
  for (int i = 0; i < 3000; ++i) {
    const auto* type =
        i % 10 == 0 ? history::v1::ContactEvent::descriptor() : history::v1::CaseEvent::descriptor();
    const auto message = random_of(*type, random, i % 4 * 0.3);
    const auto parts = split(*message);
    const std::unique_ptr<Message> given(message->New());
    given->CopyFrom(*message);
    EXPECT_TRUE(MessageDifferencer::Equals(
        *message, *merged(split(std::move(*given)), {Part::child, Part::informant, Part::allegation})));
    EXPECT_EQ(given->ByteSizeLong(), 0U);
    EXPECT_TRUE(MessageDifferencer::Equals(*message,
                                           *merged(parts, {Part::child, Part::informant, Part::allegation})));
    EXPECT_TRUE(MessageDifferencer::Equals(*message,
                                           *merged(parts, {Part::allegation, Part::informant, Part::child})));
  }
}

TEST(Sensitivity, APartThatHoldsNothingIsNotThere) {
  history::v1::CaseEvent event;
  event.mutable_note_added()->set_text("x");
  const auto parts = split(event);
  EXPECT_TRUE(parts[0]);
  EXPECT_FALSE(parts[1]);
  EXPECT_FALSE(parts[2]);
}

TEST(Sensitivity, AnInformantWhoIsThereWithoutAWordIsStillOnlyInTheirPart) {
  history::v1::CaseEvent event;
  event.mutable_opened()->mutable_contact()->mutable_informant();
  const auto parts = split(event);
  EXPECT_FALSE(static_cast<const history::v1::CaseEvent&>(*parts[0]).opened().contact().has_informant());
  ASSERT_TRUE(parts[1]);
  EXPECT_TRUE(MessageDifferencer::Equals(event, *merged(parts, {Part::child, Part::informant})));
}

TEST(Sensitivity, RedactingAnEventIsMergingThePartsThatMayBeOpened) {
  Random random{4};
  for (int i = 0; i < 2000; ++i) {
    const auto message = random_of(*history::v1::CaseEvent::descriptor(), random, 0.7);
    const auto parts = split(*message);
    std::unique_ptr<Message> redacted{message->New()};
    redacted->CopyFrom(*message);
    redact(*redacted, {true, false, true, false, newest});
    EXPECT_TRUE(MessageDifferencer::Equals(*redacted, *merged(parts, {Part::child, Part::allegation})));
  }
}

/// Nothing of a sensitivity that is hidden is in the message, by the options of the contract.
void expect_hidden(const Message& message, rec::Sensitivity inherited,
                   const std::set<rec::Sensitivity>& hidden) {
  std::vector<const FieldDescriptor*> present;
  message.GetReflection()->ListFields(message, &present);
  for (const auto* field : present) {
    auto own = field->options().GetExtension(rec::sensitivity);
    if (own == rec::SENSITIVITY_UNSPECIFIED) own = inherited;
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      EXPECT_FALSE(hidden.contains(own)) << field->full_name();
    } else if (field->is_repeated()) {
      for (int i = 0; i < message.GetReflection()->FieldSize(message, field); ++i)
        expect_hidden(message.GetReflection()->GetRepeatedMessage(message, field, i), own, hidden);
    } else {
      expect_hidden(message.GetReflection()->GetMessage(message, field), own, hidden);
    }
  }
}

TEST(Sensitivity, NoAnswerOfTheContractHoldsWhatIsHidden) {
  Random random{5};
  for (const auto* file : contract_files()) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        const auto& type = *file->service(s)->method(m)->output_type();
        for (int bits = 0; bits < 8; ++bits) {
          const auto message = random_of(type, random, 0.8);
          redact(*message, {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, false, newest});
          std::set<rec::Sensitivity> hidden;
          if ((bits & 1) == 0) hidden.insert(rec::SENSITIVITY_CHILD);
          if ((bits & 2) == 0) hidden.insert(rec::SENSITIVITY_INFORMANT);
          if ((bits & 4) == 0) hidden.insert(rec::SENSITIVITY_ALLEGATION);
          expect_hidden(*message, rec::SENSITIVITY_CHILD, hidden);
        }
      }
    }
  }
}

TEST(Sensitivity, WholeVisibilityChangesNothing) {
  Random random{6};
  const auto message = random_of(*v1::GetCaseResponse::descriptor(), random, 1);
  std::unique_ptr<Message> copy{message->New()};
  copy->CopyFrom(*message);
  redact(*copy, {true, true, true, false, newest});
  EXPECT_TRUE(MessageDifferencer::Equals(*message, *copy));
}

TEST(Sensitivity, AStateFoldedFromThePartsOfAViewerIsTheSameButForWhatIsHidden) {
  Story s;
  s.in_progress();
  CaseState seen;
  for (const auto& event : s.history) {
    const auto parts = split(event);
    evolve(seen, static_cast<const history::v1::CaseEvent&>(*parts[0]));
  }
  EXPECT_EQ(static_cast<const CaseTies&>(seen), static_cast<const CaseTies&>(s.state));
  EXPECT_EQ(seen.marks, s.state.marks);
  EXPECT_EQ(seen.status, s.state.status);
  EXPECT_EQ(seen.informant.ByteSizeLong(), 0U);
  EXPECT_EQ(seen.caller_number, "");
  EXPECT_EQ(seen.intake.suspected_abusers_size(), 0);
  EXPECT_EQ(seen.intake.child().name(), "Bé A");
}

}  // namespace
}  // namespace hotline::test
