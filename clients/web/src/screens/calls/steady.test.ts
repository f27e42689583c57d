import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { ReportCallSchema } from "../../gen/hotline/v1/report_pb";
import { CallSchema } from "../../gen/hotline/v1/supervision_pb";
import { atHand, beside, keyOf, steady, type Held } from "./steady";

const call = (caseId: string, attempts = 0) => create(CallSchema, { case: { caseId }, attempts });
const told = (rows: readonly Held[]) => rows.map((row) => `${keyOf(row.call)}${row.gone ? " gone" : ""}`);

describe("the list under the hand", () => {
  const first = steady([], [call("a"), call("b"), call("c")]);

  test("keeps what left it where it stood, and puts what is new last", () => {
    const next = steady(first, [call("a"), call("c", 2), call("d")]);
    expect(told(next)).toEqual(["a", "b gone", "c", "d"]);
    expect(next[2]!.call.attempts).toBe(2);
    expect(told(steady(next, [call("b"), call("c")]))).toEqual(["a gone", "b", "c", "d gone"]);
  });

  test("is the same when the same is told twice", () => {
    const now = [call("c"), call("d")];
    expect(told(steady(steady(first, now), now))).toEqual(told(steady(first, now)));
  });

  test("a late report stands beside the cases, told apart by its address", () => {
    const report = create(ReportCallSchema, { report: { key: { duty: "half-year", unit: "07462@2025-07-01", firstDay: "2025-10-01" } } });
    const with_report = steady(first, [call("a"), call("b"), call("c"), report]);
    expect(told(with_report)).toEqual(["a", "b", "c", "/reports/half-year/07462%402025-07-01/2025-10-01"]);
    expect(told(steady(with_report, [call("a"), call("b"), call("c")])).at(-1)).toMatch(/ gone$/);
    expect(beside(with_report, "c", 1)).toBe(keyOf(report));
  });

  test("the keys speak of the row that was chosen, and never of one that has left", () => {
    const rows = steady(first, [call("b"), call("c")]);
    expect(atHand(rows, "c")).toBe("c");
    expect(atHand(rows, "a")).toBe("b");
    expect(atHand(rows, undefined)).toBe("b");
    expect(atHand([], "a")).toBeUndefined();
  });

  test("a call that is being recorded stays at hand when its row has left, and the keys go to no other", () => {
    const rows = steady(first, [call("b"), call("c")]);
    expect(atHand(rows, "a", "a")).toBe("a");
    expect(atHand(rows, undefined, "a")).toBe("a");
    expect(atHand(rows, "c", "a")).toBe("c"); // somebody went there
    expect(atHand(rows, "gone for good", "a")).toBe("a");
  });

  test("up and down pass over what has left, and end at the ends", () => {
    const rows = steady(first, [call("a"), call("c")]);
    expect(beside(rows, "a", 1)).toBe("c");
    expect(beside(rows, "c", 1)).toBe("c");
    expect(beside(rows, "c", -1)).toBe("a");
    expect(beside(rows, "b", 1)).toBe("c");
  });
});
