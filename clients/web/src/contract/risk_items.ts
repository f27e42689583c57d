// The lines of the two risk tables, known by their codes. Forms 02 and 03 are not published in a wording that could be
// read: these are drafts, and every screen and print that shows them says so.
import { AssessmentKind } from "../gen/hotline/record/v1/case_pb";
import type { Language, Pair } from "../words/words";

export type RiskTable = "harm" | "protection";

interface Item {
  table: RiskTable;
  words: Pair;
  /** Only in the specific assessment (Form 03). */
  specific?: true;
}

const items: Record<string, Item> = {
  how_grave: { table: "harm", words: ["Mức độ tổn hại của trẻ", "How grave the harm is"] },
  how_easily_again: { table: "harm", words: ["Khả năng đối tượng tiếp cận trẻ trở lại", "How easily the abuser reaches the child again"] },
  effect_on_development: { table: "harm", specific: true, words: ["Ảnh hưởng tới sự phát triển của trẻ", "Effect on the child's development"] },
  obstacles_in_care: { table: "harm", specific: true, words: ["Trở ngại trong môi trường chăm sóc", "Obstacles in the care setting"] },
  nobody_able_to_protect: { table: "harm", specific: true, words: ["Thiếu người có khả năng bảo vệ trẻ", "Nobody able to protect the child"] },
  able_to_protect_itself: { table: "protection", words: ["Khả năng tự bảo vệ của trẻ", "The child's own ability to protect itself"] },
  able_to_seek_help: { table: "protection", words: ["Khả năng tìm và nhận sự giúp đỡ của người lớn", "Ability to seek and accept an adult's help"] },
  knows_who_can_protect: { table: "protection", specific: true, words: ["Biết ai có thể bảo vệ mình", "Knows who can protect"] },
  able_to_build_relations: { table: "protection", specific: true, words: ["Khả năng thiết lập quan hệ với người khác", "Ability to build relations"] },
  watched_and_helped: { table: "protection", specific: true, words: ["Được người khác theo dõi, giúp đỡ", "Others watch and help"] },
};

/** The codes of a table, in the form's order. */
export function riskItems(table: RiskTable, kind: AssessmentKind): string[] {
  return Object.entries(items)
    .filter(([, item]) => item.table === table && (kind === AssessmentKind.SPECIFIC || !item.specific))
    .map(([code]) => code);
}

/** A code that is not known here stands for itself. */
export function riskItemLabel(code: string, language: Language): string {
  const words = items[code]?.words;
  return words ? words[language === "vi" ? 0 : 1] : code;
}
