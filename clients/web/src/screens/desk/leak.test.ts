import { expect, test } from "vitest";
import { leaksOf } from "./leak";

const of = (narrative: string, informant: object, callerNumber?: string) => leaksOf({ informant, intake: { narrative }, ...(callerNumber && { callerNumber }) });

test.each([
  ["Chị Hoa nghe tiếng khóc.", ["name"]],
  ["chi hoa nghe tieng khoc", ["name"]],
  ["Nguyễn Thị Hoa kể lại.", ["name"]],
  ["Vườn hoa sau nhà, cháu Hoan ngồi khóc.", []],
  ["Nhà có nhiều hoa.", []],
])("the informant's name, by its title or whole: %s", (text, leaks) => {
  expect(of(text, { name: "Nguyễn Thị Hoa" })).toEqual(leaks);
});

test.each([
  ["Gọi lại số 0987 654 321.", ["number"]],
  ["+84 987.654.321", ["number"]],
  ["Sinh 26/03/2015, cao 1 m 20.", []],
])("the informant's number, as people write numbers: %s", (text, leaks) => {
  expect(of(text, { telephone: "0987654321" })).toEqual(leaks);
  expect(of(text, {}, "0987654321")).toEqual(leaks);
});

test("the informant's house; nothing where nothing is known of them", () => {
  expect(of("Nhà ở số 4 ngõ Thử đối diện.", { address: "số 4, ngõ Thử" })).toEqual(["address"]);
  expect(of("Chị Hoa, 0987654321.", {})).toEqual([]);
  expect(leaksOf({ informant: { name: "Hoa" } })).toEqual([]);
});
