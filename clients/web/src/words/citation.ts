// The texts of the law are cited as they cite themselves. In English the words of a citation are translated; numbers and
// signs stay, so that it can be found.
import type { Language } from "./words";

const words: readonly (readonly [RegExp, string])[] = [
  [/Luật Bảo vệ, chăm sóc và giáo dục trẻ em số/g, "Law on the Protection, Care and Education of Children"],
  [/Luật Trẻ em số/g, "Children Law"],
  [/Nghị định số|NĐ(?= \d)/g, "Decree"],
  [/Thông tư|TT(?= \d)/g, "Circular"],
  [/(?<!\p{L})điều(?= \d)/gu, "article"],
  [/(?<!\p{L})khoản(?= \d)/gu, "clause"],
  [/(?<!\p{L})điểm(?= \p{L}(?!\p{L}))/gu, "point"],
  [/Mẫu số/g, "Form"],
  [/(?<!\p{L})chỉ tiêu(?= \d)/gu, "indicator"],
  [/(?<!\p{L})và(?!\p{L})/gu, "and"],
];

/** "NĐ 56/2017/NĐ-CP, điều 26.3" is "Decree 56/2017/NĐ-CP, article 26.3" in English. */
export function cited(text: string, language: Language): string {
  return language === "vi" ? text : words.reduce((said, [vi, en]) => said.replace(vi, en), text);
}
