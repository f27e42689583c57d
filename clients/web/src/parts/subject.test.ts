import { expect, test } from "vitest";
import { isPersonId } from "./subject";

test("a person is an id, and neither an office nor what rules name that came into force", () => {
  expect(isPersonId("01a22a46-57f8-7001-8973-3024616516e7")).toBe(true);
  for (const other of ["", "all", "24-TINH@2025-07-01", "01a22a46", "calendar,deadlines"]) expect(isPersonId(other)).toBe(false);
});
