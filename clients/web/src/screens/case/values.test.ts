import { describe, expect, test } from "vitest";
import { RecordActionRequestSchema, SubmitPlanRequestSchema } from "../../gen/hotline/v1/case_act_pb";
import { changedOnly, messageOf, rebased } from "./values";

describe("a form under which the case changed", () => {
  const before = { intake: { presentState: "ở nhà", child: { name: "", school: "A" } }, reason: "" };

  test("what the person has not touched follows the case", () => {
    const { values, theirs } = rebased({ ...before, reason: "sửa" }, before, { ...before, intake: { ...before.intake, presentState: "ở bệnh viện" } });
    expect(values).toEqual({ intake: { presentState: "ở bệnh viện", child: { name: "", school: "A" } }, reason: "sửa" });
    expect(theirs).toEqual({});
  });

  test("what both changed stays as typed, and says what the other wrote", () => {
    const typed = { ...before, intake: { ...before.intake, child: { name: "", school: "B" } } };
    const now = { ...before, intake: { ...before.intake, child: { name: "", school: "C" } } };
    const { values, theirs } = rebased(typed, before, now);
    expect(values).toEqual(typed);
    expect(theirs).toEqual({ "intake.child.school": "C" });
  });

  test("the same correction by both is no conflict", () => {
    const typed = { ...before, reason: "x" };
    expect(rebased(typed, before, typed).theirs).toEqual({});
  });
});

test("an amendment holds only what differs", () => {
  const before = { intake: { abuseTypes: [1], child: { name: "a", school: "" } } };
  expect(changedOnly({ intake: { abuseTypes: [1, 3], child: { name: "a", school: "" } } }, before)).toEqual({ intake: { abuseTypes: [1, 3] } });
  expect(changedOnly({ intake: { abuseTypes: [1], child: { name: "a", school: "Tiểu học" } } }, before)).toEqual({ intake: { child: { school: "Tiểu học" } } });
});

describe("the request of a form", () => {
  test("times are of Asia/Ho_Chi_Minh, and an empty one is left out", () => {
    const made = messageOf(RecordActionRequestSchema, { action: { what: "gặp trẻ", doneAt: "2026-11-27T21:38", childSeen: true } });
    expect(made).toMatchObject({ action: { what: "gặp trẻ", childSeen: true, doneAt: { seconds: BigInt(Date.UTC(2026, 10, 27, 14, 38) / 1000) } } });
    expect(messageOf(RecordActionRequestSchema, { action: { what: "x", doneAt: "" } })).toEqual({ action: { what: "x" } });
  });

  test("lists of messages keep their order", () => {
    const made = messageOf(SubmitPlanRequestSchema, { plan: { goals: "an toàn", steps: [{ what: "một", who: "" }, { what: "hai", who: "chị Hà" }] } });
    expect(made).toEqual({ plan: { goals: "an toàn", steps: [{ what: "một" }, { what: "hai", who: "chị Hà" }] } });
  });
});
