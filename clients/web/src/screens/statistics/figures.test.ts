import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { Dimension, GetStatisticsResponseSchema } from "../../gen/hotline/v1/statistics_pb";
import { chooseLanguage } from "../../words/words";
import { keyLabel } from "../../parts/figure_words";
import { hidesSome, shownOf } from "./figures";

const numbers = ["0", "1", "2"];
const times = ["30m", "2h", "12h", "24h", "3d", "7d", "30d", "90d", "longer", "not_yet"];
const often = ["0", "4", "5+"];
/** As the contract names them. */
const keys: Partial<Record<Dimension, string[]>> = {
  [Dimension.CONTACT_CLASS]: numbers, [Dimension.CONTACT_CHANNEL]: numbers, [Dimension.CONTACT_CALL_TYPE]: numbers, [Dimension.CONTACT_REASON]: ["other"], [Dimension.CONTACT_HOUR]: ["0", "23"],
  [Dimension.CONTACT_MONTH]: ["2015-03"], [Dimension.CONTACT_DAY]: ["2015-03-26"], [Dimension.CASE_ABUSE_TYPE]: numbers, [Dimension.CASE_SPECIAL_CIRCUMSTANCE]: ["none"], [Dimension.CASE_SETTING]: ["none"], [Dimension.CASE_SEX]: numbers,
  [Dimension.CASE_AGE_BAND]: ["0-3", "16-17", "26+", "unknown"], [Dimension.CASE_RISK]: numbers, [Dimension.CASE_STATUS]: numbers, [Dimension.CASE_OUTCOME]: numbers, [Dimension.CASE_PROOF_LEVEL]: numbers,
  [Dimension.CASE_TIME_TO_ACCEPTANCE]: times, [Dimension.CASE_TIME_TO_CLOSING]: times, [Dimension.CASE_CLOCK]: ["1.on_time", "2.late", "4.running"],
  [Dimension.CASE_RETURNS]: often, [Dimension.CASE_FURTHER_CONTACTS]: often, [Dimension.CASE_MONTH]: ["2015-03"], [Dimension.CASE_EMERGENCY]: ["yes", "no"],
  [Dimension.CASE_TIME_TO_SENDING_ON]: times, [Dimension.CASE_TIME_TO_REVIEW]: times, [Dimension.CASE_LINKED]: ["none", "duplicate", "same_child"],
};

test("every key of the contract has its words in both languages", () => {
  for (const lang of ["vi", "en"] as const) {
    chooseLanguage(lang);
    for (const [dimension, some] of Object.entries(keys))
      for (const key of some) {
        const words = keyLabel(Number(dimension), key, [], lang);
        expect(words, `${dimension} ${key}`).not.toBe("");
        if (!(lang === "en" && words === key && /^[a-z]+$/.test(key))) expect(words, `${dimension} ${key}`).not.toBe(key);
      }
  }
  chooseLanguage("vi");
});

const sexes = (figures: { key: string; count?: number; compared?: number }[], cases?: number) =>
  create(GetStatisticsResponseSchema, { totals: [{ key: "cases", ...(cases !== undefined && { count: cases }) }], breakdowns: [{ dimension: Dimension.CASE_SEX, figures }] });
const words = { lists: [], lang: "vi", beside: false } as const;

test("shares are of all, what counts nothing has no line, and what is hidden has neither number nor share", () => {
  const shown = shownOf(sexes([{ key: "1", count: 0 }, { key: "2", count: 30 }, { key: "3" }], 40), Dimension.CASE_SEX, words);
  expect(shown.lines).toMatchObject([{ key: "2", label: "nữ", count: 30, share: 75 }, { key: "3", count: undefined, share: undefined }]);
  expect(hidesSome(shown)).toBe(true);
});

test("of a hidden total there are no shares", () => {
  expect(shownOf(sexes([{ key: "2", count: 30 }]), Dimension.CASE_SEX, words).lines[0]!.share).toBeUndefined();
});

test("a line that counted only in the other period stays", () => {
  const { lines } = shownOf(sexes([{ key: "1", count: 0, compared: 6 }], 40), Dimension.CASE_SEX, { ...words, beside: true });
  expect(lines).toMatchObject([{ key: "1", count: 0, compared: 6 }]);
});
