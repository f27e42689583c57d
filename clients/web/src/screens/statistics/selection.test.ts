import { expect, test } from "vitest";
import { changed, firstSelection } from "./selection";

const selected = (change: Parameters<typeof changed>[1], today: string) => {
  const { kind, year, part, compare } = changed(firstSelection(today, []), change, today);
  return { kind, year, part, compare };
};

test("what is to be handed on is of the last year that is over, or of a half of it", () => {
  expect(selected({ forOthers: true }, "2026-11-28")).toEqual({ kind: "year", year: 2025, part: 1, compare: "none" });
  expect(selected({ forOthers: true, kind: "month", part: 11 }, "2026-11-28")).toMatchObject({ kind: "year", year: 2025 });
  expect(selected({ forOthers: true, kind: "half", part: 2 }, "2026-11-28")).toMatchObject({ kind: "half", year: 2025, part: 2 });
  expect(selected({ forOthers: true, kind: "half", year: 2025, part: 1 }, "2026-01-01")).toMatchObject({ kind: "half", year: 2025, part: 1 });
  expect(selected({ forOthers: true, kind: "half", part: 1 }, "2026-06-30")).toMatchObject({ kind: "half", year: 2025, part: 2 });
  expect(selected({ forOthers: true, kind: "half", year: 2030, part: 1 }, "2026-07-01")).toMatchObject({ kind: "half", year: 2025, part: 2 });
});

test("what is not handed on may be of a period that still runs, and is compared as one likes", () => {
  expect(selected({ kind: "half", part: 2, compare: "free" }, "2026-11-28")).toEqual({ kind: "half", year: 2026, part: 2, compare: "free" });
  expect(selected({ forOthers: true, compare: "free" }, "2026-11-28").compare).toBe("none");
});
