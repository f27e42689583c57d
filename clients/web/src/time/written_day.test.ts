import { expect, test } from "vitest";
import { contractDay, shownDay } from "./written_day";

test.each([
  ["26/03/2015", "2015-03-26"], ["1/2/2015", "2015-02-01"], ["01-02-2015", "2015-02-01"], ["1.2.2015", "2015-02-01"], ["1 2 2015", "2015-02-01"],
  ["2/2015", "2015-02"], ["02-2015", "2015-02"], ["2015", "2015"], [" 29 / 2 / 2016 ", "2016-02-29"],
  ["ngày 26 tháng 3 năm 2015", "2015-03-26"], ["Tháng 3 năm 2015", "2015-03"], ["năm 2015", "2015"],
  ["2015-03-26", "2015-03-26"], ["2015-3", "2015-03"], ["2015/03/26", "2015-03-26"],
])("a day as people here write it is understood, the day first: %s", (text, day) => {
  expect(contractDay(text)).toBe(day);
});

test.each([
  "31/2/2015", "29/02/2015", "32/1/2015", "26/13/2015", "13/2015", "0/2015", "0/1/2015", // no such day or month
  "1/2/15", "26/03/15", "3/15", "15", // which century?
  "1899", "2201", "20155", "1//2015", "/2015", "2015/", "1/2", "26", "khoảng 2015", "2015?", "1/2/3/2015", "26032015", "", " ",
])("what is no day, or could be another, is refused and not guessed: %j", (text) => {
  expect(contractDay(text)).toBeUndefined();
});

test("a day of the contract is shown as it is written here; what is none stays as it was typed", () => {
  expect(["2015-03-26", "2015-03", "2015", "31/2/2015", "01-02-15", ""].map(shownDay)).toEqual(["26/03/2015", "03/2015", "2015", "31/2/2015", "01-02-15", ""]);
});
