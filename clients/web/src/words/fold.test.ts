import { expect, test } from "vitest";
import { fold, matches } from "./fold";
import { chooseLanguage, defineWords } from "./words";

test("words are found as people type them in a hurry", () => {
  expect(fold("Đồi Ngô")).toBe("doi ngo");
  expect(matches("Ca đang chờ", "ca cho")).toBe(true);
  expect(matches("Ca đang chờ", "CHỜ ca")).toBe(true);
  expect(matches("Ca đang chờ", "ho")).toBe(false);
});

test("a sentence follows the language, English its count", () => {
  const words = defineWords("test", { cases: ["{{count}} ca", { one: "{{count}} case", other: "{{count}} cases" }] });
  expect(words.say("cases", { count: 1 })).toBe("1 ca");
  chooseLanguage("en");
  expect([1, 2].map((count) => words.say("cases", { count }))).toEqual(["1 case", "2 cases"]);
  chooseLanguage("vi");
});
