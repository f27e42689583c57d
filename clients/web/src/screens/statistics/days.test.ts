import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { Dimension, GetStatisticsResponseSchema } from "../../gen/hotline/v1/statistics_pb";
import { blocksOf, dayLines, daysIn, fitsDays, levelOf, levels } from "./days";

const answer = (counts: Record<string, number>) =>
  create(GetStatisticsResponseSchema, { breakdowns: [{ dimension: Dimension.CONTACT_DAY, figures: Object.entries(counts).map(([key, count]) => ({ key, count })) }] });

test("every day of the period that has come is there once, also without a contact", () => {
  const lines = dayLines(answer({ "2024-02-29": 3 }), { from: "2024-02-28", to: "2024-03-31" }, "2024-03-02");
  expect(lines.map(({ key, count }) => [key, count])).toEqual([["2024-02-28", 0], ["2024-02-29", 3], ["2024-03-01", 0], ["2024-03-02", 0]]);
  expect(lines[1]!.label).toBe("29/02/2024");
});

test("a month is a block, a week a row from Monday to Sunday, and no two days share a square", () => {
  const blocks = blocksOf(dayLines(answer({}), { from: "2026-01-01", to: "2026-12-31" }, "2027-01-01"));
  expect(blocks.map(({ month }) => month)).toEqual(Array.from({ length: 12 }, (_, at) => `2026-${String(at + 1).padStart(2, "0")}`));
  const march = blocks[2]!;
  expect(march.squares[0]).toMatchObject({ day: "2026-03-01", column: 6, row: 0 }); // a Sunday
  expect(march.squares[1]).toMatchObject({ day: "2026-03-02", column: 0, row: 1 });
  expect(march.rows).toBe(6);
  for (const { squares } of blocks) expect(new Set(squares.map(({ column, row }) => `${column} ${row}`)).size).toBe(squares.length);
});

test("a period that begins within a month keeps the places of its days", () => {
  const [block] = blocksOf(dayLines(answer({}), { from: "2026-03-16", to: "2026-03-17" }, "2027-01-01"));
  expect(block!.squares.map(({ column, row }) => [column, row])).toEqual([[0, 3], [1, 3]]);
});

test("one contact fills a square a little, the most of them all of it", () => {
  expect([0, 1, 25, 26, 99, 100].map((count) => levelOf(count, 100))).toEqual([0, 1, 1, 2, levels, levels]);
  expect(levelOf(1, 1)).toBe(levels);
});

test("a year is shown by day, two are not", () => {
  expect(daysIn({ from: "2024-01-01", to: "2024-12-31" })).toHaveLength(366);
  expect(fitsDays({ from: "2024-01-01", to: "2024-12-31" })).toBe(true);
  expect(fitsDays({ from: "2024-01-01", to: "2025-12-31" })).toBe(false);
});
