// The keys of figures in words: what a number of the statistics, or of a report, counts.
import type { DescEnum } from "@bufbuild/protobuf";
import { codeLabel } from "../contract/reference";
import { label } from "../contract/labels_apart";
import { CaseStatusSchema, ClosingSchema, ProofLevelSchema } from "../gen/hotline/record/v1/case_pb";
import { AbuseTypeSchema, CallTypeSchema, ChannelSchema, ContactClassSchema, RiskSchema, SexSchema } from "../gen/hotline/record/v1/contact_pb";
import type { CodeList } from "../gen/hotline/record/v1/reference_pb";
import { ClockKindSchema } from "../gen/hotline/v1/case_detail_pb";
import { Dimension } from "../gen/hotline/v1/statistics_pb";
import { defineWords, type Language } from "../words/words";

/** What a key says that is no value of an enum: domain/case_fact.h. */
const keyWords = defineWords("figures", {
  other: ["lý do khác", "other"],
  none: ["không có", "none"],
  unknown: ["không rõ tuổi", "age not known"],
  "26+": ["trên 25 tuổi", "over 25"],
  ages: ["{{from}}–{{to}} tuổi", "{{from}}–{{to}} years"],
  yes: ["khẩn cấp", "emergency"],
  no: ["không khẩn cấp", "no emergency"],
  "30m": ["đến 30 phút", "up to 30 min"],
  "2h": ["đến 2 giờ", "up to 2 h"],
  "12h": ["đến 12 giờ", "up to 12 h"],
  "24h": ["đến 24 giờ", "up to 24 h"],
  "3d": ["đến 3 ngày", "up to 3 days"],
  "7d": ["đến 7 ngày", "up to 7 days"],
  "30d": ["đến 30 ngày", "up to 30 days"],
  "90d": ["đến 90 ngày", "up to 90 days"],
  longer: ["trên 90 ngày", "over 90 days"],
  not_yet: ["chưa", "not yet"],
  times: ["{{n}} lần", "{{n}} times"],
  duplicate: ["trùng với ca khác", "duplicate of another"],
  same_child: ["cùng trẻ với ca khác", "same child as another"],
  before: ["{{words}} (nhận trước {{day}})", "{{words}} (received before {{day}})"],
  times_more: ["từ 5 lần", "5 times and more"],
  hour: ["{{hour}}:00", "{{hour}}:00"],
  not_said: ["chưa ghi", "not said"],
  not_assessed: ["chưa đánh giá", "not assessed"],
  not_closed: ["chưa đóng", "not closed"],
  not_referred: ["chưa chuyển", "not referred"],
  on_time: ["{{clock}}: đúng hạn", "{{clock}}: on time"],
  late: ["{{clock}}: trễ hạn", "{{clock}}: late"],
  running: ["{{clock}}: còn hạn", "{{clock}}: still running"],
});

const enums: Partial<Record<Dimension, DescEnum>> = {
  [Dimension.CONTACT_CLASS]: ContactClassSchema,
  [Dimension.CONTACT_CHANNEL]: ChannelSchema,
  [Dimension.CONTACT_CALL_TYPE]: CallTypeSchema,
  [Dimension.CASE_ABUSE_TYPE]: AbuseTypeSchema,
  [Dimension.CASE_SEX]: SexSchema,
  [Dimension.CASE_RISK]: RiskSchema,
  [Dimension.CASE_STATUS]: CaseStatusSchema,
  [Dimension.CASE_OUTCOME]: ClosingSchema,
  [Dimension.CASE_PROOF_LEVEL]: ProofLevelSchema,
};

/** What "0" says: the thing was not said, or has not happened. */
const zeros: Partial<Record<Dimension, Parameters<typeof keyWords.say>[0]>> = {
  [Dimension.CASE_RISK]: "not_assessed",
  [Dimension.CASE_OUTCOME]: "not_closed",
  [Dimension.CASE_PROOF_LEVEL]: "not_referred",
};

const code_lists: Partial<Record<Dimension, string>> = {
  [Dimension.CONTACT_REASON]: "reasons",
  [Dimension.CASE_SPECIAL_CIRCUMSTANCE]: "special_circumstances",
  [Dimension.CASE_SETTING]: "setting",
};

const counted_times: readonly Dimension[] = [Dimension.CASE_RETURNS, Dimension.CASE_REROUTES, Dimension.CASE_FURTHER_CONTACTS];
const single_words = ["other", "none", "unknown", "26+", "yes", "no", "30m", "2h", "12h", "24h", "3d", "7d", "30d", "90d", "longer", "not_yet"] as const;
const results = ["on_time", "late", "running"] as const;

/** "03/2026", "26/03/2026"; a year stays one. */
export const monthWords = (month: string): string => month.split("-").reverse().join("/");

/** The words of a figure's key, those of an office apart: its name is asked for. */
export function keyLabel(dimension: Dimension, key: string, lists: readonly CodeList[], lang: Language): string {
  const type = enums[dimension];
  if (type) return label(type, Number(key), lang) || keyWords.say(zeros[dimension] ?? "not_said");
  if (dimension === Dimension.CONTACT_HOUR) return keyWords.say("hour", { hour: key });
  if (dimension === Dimension.CONTACT_MONTH || dimension === Dimension.CASE_MONTH || dimension === Dimension.CONTACT_DAY) return monthWords(key);
  if (dimension === Dimension.CASE_CLOCK) {
    const result = results.find((one) => key.endsWith(`.${one}`));
    return result ? keyWords.say(result, { clock: label(ClockKindSchema, parseInt(key, 10), lang) }) : key;
  }
  if (counted_times.includes(dimension)) return key === "5+" ? keyWords.say("times_more") : keyWords.say("times", { n: key });
  if (dimension === Dimension.CASE_SETTING && key === "none") return keyWords.say("not_said");
  if (dimension === Dimension.CASE_LINKED && key !== "none") return keyWords.say(key === "duplicate" ? "duplicate" : "same_child");
  const word = single_words.find((one) => one === key);
  if (word) return keyWords.say(word);
  const list = code_lists[dimension];
  if (list) {
    // Where the period spans two laws, what was received under the earlier one bears the day on which that ended.
    const [code, ended] = key.split("@");
    const of_then = ended ? lists.filter(({ validTo }) => validTo === ended) : lists;
    const words = codeLabel(of_then, list, code!, lang);
    return ended ? keyWords.say("before", { words, day: monthWords(ended) }) : words;
  }
  const ages = /^(\d+)-(\d+)$/.exec(key);
  return ages ? keyWords.say("ages", { from: ages[1]!, to: ages[2]! }) : key;
}

/** Its keys are codes of a configured list, which have no order of their own. */
export const isOfCodes = (dimension: Dimension): boolean => dimension in code_lists;
