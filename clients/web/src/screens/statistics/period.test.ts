import { expect, test } from "vitest";
import { around, aYearBefore, monthsIn, spanOf, stepped, trendOf, type Chosen, type Kind } from "./period";

const free = { from: "", to: "" };
/** As the duties of the server have them. */
const yearly = [{ first: "10-01", last: "03-31", before: "04-20" }, { first: "04-01", last: "09-30", before: "10-30" }];
const chosen = (kind: Kind, year: number, part = 1): Chosen => ({ kind, year, part, free, yearly });

test("each kind of period begins and ends on its days", () => {
  expect(spanOf(chosen("month", 2024, 2))).toEqual({ from: "2024-02-01", to: "2024-02-29" });
  expect(spanOf(chosen("quarter", 2026, 4))).toEqual({ from: "2026-10-01", to: "2026-12-31" });
  expect(spanOf(chosen("half", 2026, 1))).toEqual({ from: "2026-01-01", to: "2026-06-30" });
  expect(spanOf(chosen("year", 2015))).toEqual({ from: "2015-01-01", to: "2015-12-31" });
});

test("the periods that offices report are those of the duties, whatever they are", () => {
  expect(spanOf(chosen("letter", 2026, 1))).toEqual({ from: "2025-10-01", to: "2026-03-31" });
  expect(spanOf(chosen("letter", 2026, 2))).toEqual({ from: "2026-04-01", to: "2026-09-30" });
  const quarters = [{ first: "12-01", last: "02-28", before: "03-10" }, { first: "03-01", last: "05-31", before: "06-10" }];
  expect(spanOf({ ...chosen("letter", 2024, 1), yearly: quarters })).toEqual({ from: "2023-12-01", to: "2024-02-29" });
  expect(spanOf({ ...chosen("letter", 2024, 3), yearly: quarters })).toBeUndefined();
});

test("a period has its neighbours, over the turn of the year too", () => {
  expect(stepped(chosen("month", 2026, 1), -1)).toMatchObject({ year: 2025, part: 12 });
  expect(stepped(chosen("letter", 2026, 2), 1)).toMatchObject({ year: 2027, part: 1 });
  expect(stepped(chosen("year", 2026), -1)).toMatchObject({ year: 2025, part: 1 });
  const ten = { ...chosen("free", 2026), free: { from: "2026-03-01", to: "2026-03-10" } };
  expect(spanOf(stepped(ten, -1))).toEqual({ from: "2026-02-19", to: "2026-02-28" });
  expect(spanOf(aYearBefore({ ...ten, free: { from: "2024-02-01", to: "2024-02-29" } }))).toEqual({ from: "2023-02-01", to: "2023-02-28" });
});

test("a day lies in one period of each kind", () => {
  expect(around("letter", "2026-11-28", free, yearly)).toMatchObject({ year: 2027, part: 1 });
  expect(around("letter", "2026-09-30", free, yearly)).toMatchObject({ year: 2026, part: 2 });
  expect(around("quarter", "2026-11-28", free, yearly)).toMatchObject({ year: 2026, part: 4 });
  expect(around("year", "2026-11-28", free, yearly)).toMatchObject({ year: 2026, part: 1 });
});

test("two days the wrong way round, or one alone, are no period", () => {
  expect(spanOf({ ...chosen("free", 2026), free: { from: "2026-03-02", to: "2026-03-01" } })).toBeUndefined();
  expect(spanOf({ ...chosen("free", 2026), free: { from: "2026-03-02", to: "" } })).toBeUndefined();
});

test("a trend has at least twelve months and none to come", () => {
  expect(trendOf({ from: "2026-11-01", to: "2026-11-30" }, "2026-11-28")).toEqual({ from: "2025-12-01", to: "2026-11-30" });
  expect(trendOf({ from: "2026-01-01", to: "2026-12-31" }, "2026-11-28")).toEqual({ from: "2025-12-01", to: "2026-11-30" });
  expect(trendOf({ from: "2015-01-01", to: "2025-12-31" }, "2026-11-28")).toEqual({ from: "2015-01-01", to: "2025-12-31" });
  expect(monthsIn({ from: "2025-12-01", to: "2026-02-28" })).toEqual(["2025-12", "2026-01", "2026-02"]);
});
