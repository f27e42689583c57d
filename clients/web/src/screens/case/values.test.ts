import { describe, expect, test } from "vitest";
import { RecordActionRequestSchema, SubmitPlanRequestSchema } from "../../gen/hotline/v1/case_act_pb";
import { messageOf } from "./values";

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
