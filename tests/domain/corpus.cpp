#include "domain/corpus.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace hotline::test {
namespace {
namespace rec = record::v1;
namespace fs = std::filesystem;

constexpr std::string_view event_mark = "event ", is_mark = "is    ", hex_mark = "hex   ";

std::string to_hex(std::string_view bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (const unsigned char byte : bytes) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

std::string from_hex(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    out += static_cast<char>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
  return out;
}

std::string after(std::string_view mark, const std::string& line) {
  if (!line.starts_with(mark)) throw std::runtime_error("not a corpus line: " + line);
  return line.substr(mark.size());
}

std::string body_name(const google::protobuf::Message& event) {
  const auto* body = event.GetDescriptor()->FindOneofByName("body");
  const auto* field = event.GetReflection()->GetOneofFieldDescriptor(event, body);
  return field == nullptr ? "nothing" : field->name();
}

class Words {
 public:
  void put(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    if (!text_.empty()) text_ += "; ";
    text_ += std::string(name) + " " + std::string(value);
  }
  void put(std::string_view name, std::size_t count) {
    if (count != 0) put(name, std::to_string(count));
  }
  void put_if(bool holds, std::string_view word) {
    if (!holds) return;
    if (!text_.empty()) text_ += "; ";
    text_ += word;
  }
  std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

std::string instant(Time at) { return std::to_string(to_unix_ms(at)); }
std::string instant(const std::optional<Time>& at) { return at ? instant(*at) : ""; }

void put_ties(const CaseState& s, Words& words) {
  words.put("responsible", s.responsible.text());
  if (s.pending && s.pending->acknowledged) words.put("acknowledged", instant(s.pending->acknowledged));
  if (s.pending)
    for (const auto& claim : s.pending->duty_claims)
      words.put(rec::DutyAnswer_Name(claim.answer), instant(claim.at));
  if (s.pending) words.put("waits at", s.pending->to.text() + (s.pending->to_sort ? " to sort" : ""));
  words.put("authors", s.authors.size());
  for (const auto& past : s.past_units)
    words.put("past", past.unit.text() + " to " + std::to_string(past.last_version));
  for (const auto& unit : s.informant_released_to) words.put("informant known to", unit.text());
  words.put_if(s.restricted, "restricted");
  for (const auto& person : s.barred) words.put("barred", person.text());
}

void put_work(const CaseState& s, Words& words) {
  if (s.last_assessment) words.put("assessed", s.last_assessment->reasons());
  if (s.plan) {
    words.put("plan", std::to_string(s.plan->number) + " " + s.plan->plan.goals());
    words.put("approved", instant(s.plan->approved_at));
  }
  words.put("measures", s.measures.size());
  if (s.last_review) words.put("review", s.last_review->findings());
  words.put_if(s.review_holds, "review holds");
  words.put_if(s.police_informed, "police informed");
  words.put("closed", instant(s.closed_at));
  if (s.closing != rec::CLOSING_UNSPECIFIED) words.put("as", rec::Closing_Name(s.closing));
  for (const auto& link : s.links) words.put(rec::Link_Name(link.link), link.other.text());
  words.put("acknowledgements", s.marks.acknowledge.size());
  words.put("emergencies", s.marks.emergencies.size());
  words.put("separations", s.marks.separations.size());
  words.put("later plans", s.marks.later_plans.size());
  for (const auto& step : s.ladder)
    words.put("told", rec::LadderRung_Name(step.rung) + " " + step.unit.text() + " " + instant(step.at) +
                          (step.delivered ? " delivered" : ""));
}

}  // namespace

fs::path corpus_directory() { return fs::path(HOTLINE_SOURCE_DIR) / "tests/domain/corpus"; }

std::vector<fs::path> corpus_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(corpus_directory()))
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

std::vector<CorpusLine> read_corpus(const fs::path& file) {
  std::ifstream in(file);
  std::vector<CorpusLine> lines;
  std::string event, is, hex;
  while (std::getline(in, event)) {
    if (event.empty() || event.starts_with('#')) continue;
    if (!std::getline(in, is) || !std::getline(in, hex)) throw std::runtime_error("a corpus file is cut off");
    lines.push_back({after(event_mark, event), after(is_mark, is), from_hex(after(hex_mark, hex))});
  }
  return lines;
}

void write_corpus(const fs::path& file, const std::vector<CorpusLine>& lines) {
  std::ofstream out(file);
  for (const auto& line : lines)
    out << event_mark << line.kind << "\n"
        << is_mark << line.is << "\n"
        << hex_mark << to_hex(line.bytes) << "\n";
}

std::string kind_of(const history::v1::CaseEvent& event) { return "case " + body_name(event); }
std::string kind_of(const history::v1::ContactEvent& event) { return "contact " + body_name(event); }

std::string kind_of(const history::v1::ReportEvent& event) { return "report " + body_name(event); }

std::vector<std::string> all_kinds() {
  std::vector<std::string> kinds;
  const auto add = [&](const char* of, const google::protobuf::Descriptor& type) {
    const auto* body = type.FindOneofByName("body");
    for (int i = 0; i < body->field_count(); ++i) kinds.push_back(of + body->field(i)->name());
  };
  add("case ", *history::v1::CaseEvent::descriptor());
  add("contact ", *history::v1::ContactEvent::descriptor());
  add("report ", *history::v1::ReportEvent::descriptor());
  return kinds;
}

std::string summary(const CaseState& s) {
  Words words;
  words.put("version", s.version);
  words.put("number", s.number);
  words.put("status", rec::CaseStatus_Name(s.status));
  words.put("received", instant(s.received_at));
  words.put("recorded", instant(s.recorded_at));
  words.put("changed", instant(s.changed_at));
  words.put("risk", rec::Risk_Name(s.risk));
  words.put("proof", rec::ProofLevel_Name(s.proof));
  words.put_if(s.emergency, "emergency");
  words.put_if(s.prominent, "prominent");
  for (const auto& note : s.prominence.notes) words.put("took note", note.unit.text());
  for (const auto& told : s.prominence.told)
    words.put(told.delivered ? "reached" : "told", told.unit.text() + " " + instant(told.at));
  words.put_if(s.contact_unanswered, "contact unanswered");
  words.put_if(s.legal_hold, "legal hold");
  put_ties(s, words);
  put_work(s, words);
  words.put("child", s.intake.child().name());
  words.put("incident", s.intake.incident().unit());
  words.put("residence", s.intake.residence().unit());
  words.put("present state", s.intake.present_state());
  words.put("narrative", s.intake.narrative());
  words.put("suspected", static_cast<std::size_t>(s.intake.suspected_abusers_size()));
  words.put("informant", s.informant.name());
  words.put("caller", s.caller_number);
  return std::move(words).text();
}

std::string summary(const rec::Contact& contact, bool held) {
  Words words;
  words.put("call", rec::CallType_Name(contact.call_type()));
  words.put("class", rec::ContactClass_Name(contact.contact_class()));
  words.put("channel", rec::Channel_Name(contact.channel()));
  words.put("asked", contact.asked());
  words.put("advised", contact.advised());
  words.put("informant", contact.informant().name());
  words.put("caller", contact.caller_number());
  words.put_if(held, "legal hold");
  return std::move(words).text();
}

std::string summary(const ReportState& s) {
  Words words;
  words.put("version", s.version);
  words.put("state", v1::ReportState_Name(s.state));
  words.put("narrative", s.narrative);
  for (const auto& one : s.corrections)
    words.put("corrected", v1::Dimension_Name(one.dimension()) + " " + one.key() + " " +
                               std::to_string(one.count()) + " " + one.reason());
  words.put("drafted by", s.drafted_by ? s.drafted_by.text() : "");
  words.put("for", s.drafted_for ? s.drafted_for.text() : "");
  if (s.signed_as)
    for (const auto& figure : s.signed_as->figures())
      words.put("signed", v1::Dimension_Name(figure.dimension()) + " " + figure.key() + " " +
                              std::to_string(figure.count()));
  words.put("first signed", instant(s.first_signed));
  words.put("last signed", instant(s.last_signed));
  words.put("accepted", instant(s.accepted_at));
  for (const auto step : s.told) words.put("told", history::v1::ReportStep_Name(step));
  words.put("to be telephoned since", instant(s.call_since));
  if (s.last_call)
    words.put("telephoned", std::to_string(s.calls) + " " + rec::CallResult_Name(s.last_call->result()));
  return std::move(words).text();
}

}  // namespace hotline::test
