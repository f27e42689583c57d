// The address detail at a split: it decides only where it proves something.
//
// Proof is this and nothing else: the list of units names parts of the unit that was split, each with the one
// successor to which all of it went and with who says so (Unit::parts); every piece of the detail, as parted
// by commas, semicolons and brackets, is the name of such a part or the number of a house; and all parts
// named went to one successor. Names are compared whole and with their marks ("thôn Đông" is not "thôn Đồng",
// and not "thôn Đông Thịnh"); only capitals, Unicode forms and the place of the tone do not count. Any other
// word is doubt ("gần thôn Đông", "thôn Đông hoặc thôn Đoài", "thon dong"), and so is a name that stands
// under two successors: then nothing is decided here, and a person sorts. Pure.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "domain/directory.h"
#include "hotline/record/v1/contact.pb.h"

namespace hotline {

/// A part that the detail names.
struct NamedPart {
  const Unit* of = nullptr;
  const UnitPart* part = nullptr;
};

struct DetailProof {
  const Unit* unit = nullptr;    // valid on the day that was asked about, and certain
  std::vector<NamedPart> parts;  // what proves it; never empty
};

/// Where a place in `unit` belongs on that day by its detail; nothing where no split lies on the way, or
/// where the detail leaves a doubt at one of them. Reads details of at most 1,200 bytes.
std::optional<DetailProof> place_by_detail(const Directory& directory, const Unit& unit,
                                           std::string_view detail, Date on);

/// Where the work of `ended` belongs on that day by the places of a case: every place that lay in it, of the
/// incident and of the residence, proves the same unit; nothing where one of them leaves a doubt, or none lay
/// there.
std::optional<DetailProof> case_by_detail(const Directory& directory, const Unit& ended,
                                          const record::v1::Intake& intake, Date on);

/// As it is written into a history.
template <class Out>
void add_parts(const DetailProof& proof, Out& out) {
  constexpr int written_max = 8;  // SplitPart, in the contract
  for (const auto& named : proof.parts) {
    if (out.decided_by_size() == written_max) return;
    auto& said = *out.add_decided_by();
    said.set_name(named.part->name);
    said.set_from_unit(named.of->key.text());
    said.set_to_unit(named.part->to.text());
    said.set_source(named.part->source);
  }
}

}  // namespace hotline
