import { expect, test } from "vitest";
import { differenceWords, percentWords } from "./number_words";

test("numbers are written as each language writes them", () => {
  expect([percentWords(4.25, "vi"), percentWords(43.6, "en"), percentWords(0, "vi")]).toEqual(["4,3\u00a0%", "44\u00a0%", "0\u00a0%"]);
  expect([differenceWords(1200, "vi"), differenceWords(-3, "en"), differenceWords(0, "vi")]).toEqual(["+1.200", "−3", "0"]);
});

test("what is not whole is never told as 100 %", () => {
  expect([199 / 200, 9_999 / 10_000, 1].map((part) => percentWords(100 * part, "vi"))).toEqual(["99\u00a0%", "99\u00a0%", "100\u00a0%"]);
});
