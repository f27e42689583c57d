import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { CallSchema } from "../../gen/hotline/v1/supervision_pb";
import { atHand, beside, caseOf, steady, type Held } from "./steady";

const call = (caseId: string, attempts = 0) => create(CallSchema, { case: { caseId }, attempts });
const told = (rows: readonly Held[]) => rows.map((row) => `${caseOf(row.call)}${row.gone ? " gone" : ""}`);

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

  test("the keys speak of the row that was chosen, and never of one that has left", () => {
    const rows = steady(first, [call("b"), call("c")]);
    expect(atHand(rows, "c")).toBe("c");
    expect(atHand(rows, "a")).toBe("b");
    expect(atHand(rows, undefined)).toBe("b");
    expect(atHand([], "a")).toBeUndefined();
  });

  test("up and down pass over what has left, and end at the ends", () => {
    const rows = steady(first, [call("a"), call("c")]);
    expect(beside(rows, "a", 1)).toBe("c");
    expect(beside(rows, "c", 1)).toBe("c");
    expect(beside(rows, "c", -1)).toBe("a");
    expect(beside(rows, "b", 1)).toBe("c");
  });
});
