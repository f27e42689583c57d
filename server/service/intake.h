// From the call to the contact, and where called for to the case: one atomic command, "refer now, complete
// later".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hotline/record/v1/contact.pb.h"
#include "service/act.h"
#include "service/case_file.h"

namespace hotline::service {

struct Submission {
  record::v1::Contact contact;
  IdBytes draft{};                  // zero: none
  std::optional<UnitKey> refer_to;  // chosen by a person
  bool restricted = false;
  std::vector<PersonId> barred;
};

struct Submitted {
  ContactId contact;
  Time recorded_at{};
  struct Case {
    CaseId id;
    CaseState state;  // of the child part
    std::vector<ClockReading> clocks;
    std::vector<std::string> emergency_because;
    std::optional<NobodyAnswers> nobody_answers;
  };
  std::optional<Case> opened;
};

Result<Submitted> submit_contact(Writing& writing, Submission submission);

/// What submit_contact would make of an intervention at this moment.
struct Foreseen {
  UnitKey to;  // that will have to act
  bool emergency = false;
  std::vector<ClockReading> clocks;
  std::optional<NobodyAnswers> nobody_answers;
};
/// By the same decision, which nobody keeps. What the form lacks is taken as not known.
Result<Foreseen> foresee_contact(Reading& reading, Submission submission);

/// A further contact about the child of a case; the case is then to be viewed.
Result<ContactId> add_contact(Writing& writing, CaseFile& file, const record::v1::Contact& contact);

/// The row of a contact as its content has it now.
store::ContactRow amended_row(const Keyring& keys, store::ContactRow row, const record::v1::Contact& contact);

/// Adds to a contact that opened no case: fields that are present replace, and the whole must be as `admit`
/// would have it. not_found contact_unknown for one that is not the caller's to see.
Result<> amend_contact(Writing& writing, const ContactId& id, const record::v1::Contact& contact,
                       const std::string& reason);

struct ContactVersion {
  Time recorded_at{};
  PersonId by;
  record::v1::Contact contact;  // as it held then, this version's changes applied
  std::string reason;
};
struct ContactHistory {
  store::ContactRow row;
  std::vector<ContactVersion> versions;  // oldest first
  bool legal_hold = false;
  std::uint8_t parts = 0;  // that were opened for it (act.h, Depth)
};
Result<ContactHistory> read_contact(Reading& reading, const ContactId& id);

/// Whether what the contact holds may be erased; supervisors of the unit that recorded it, or above. Errors:
/// contact_unknown, contact_has_case, hold_unchanged.
Result<> set_contact_hold(Writing& writing, const ContactId& id, bool held, const std::string& reason);

/// Keyed hash of a telephone number, whatever its punctuation and however its country code is written.
store::Hash16 number_hash(const Keyring& keys, std::string_view number);

}  // namespace hotline::service
