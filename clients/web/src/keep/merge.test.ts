import { describe, expect, test } from "vitest";
import { changed, merge } from "./merge";

describe("a form under which the case changed", () => {
  const before = { intake: { presentState: "ở nhà", child: { name: "", school: "A" } }, reason: "" };

  test("what the person has not touched follows the case", () => {
    const { values, conflicts } = merge(before, { ...before, reason: "sửa" }, { ...before, intake: { ...before.intake, presentState: "ở bệnh viện" } });
    expect(values).toEqual({ intake: { presentState: "ở bệnh viện", child: { name: "", school: "A" } }, reason: "sửa" });
    expect(conflicts).toEqual({});
  });

  test("what both changed stays as typed, and says what the other wrote", () => {
    const typed = { ...before, intake: { ...before.intake, child: { name: "", school: "B" } } };
    const now = { ...before, intake: { ...before.intake, child: { name: "", school: "C" } } };
    const { values, conflicts } = merge(before, typed, now);
    expect(values).toEqual(typed);
    expect(conflicts).toEqual({ "intake.child.school": "C" });
  });

  test("the same correction by both is no conflict", () => {
    const typed = { ...before, reason: "x" };
    expect(merge(before, typed, typed).conflicts).toEqual({});
  });
});

test("an amendment holds only what differs", () => {
  const before = { intake: { abuseTypes: [1], child: { name: "a", school: "" } } };
  expect(changed(before, { intake: { abuseTypes: [1, 3], child: { name: "a", school: "" } } })).toEqual({ intake: { abuseTypes: [1, 3] } });
  expect(changed(before, { intake: { abuseTypes: [1], child: { name: "a", school: "Tiểu học" } } })).toEqual({ intake: { child: { school: "Tiểu học" } } });
});
