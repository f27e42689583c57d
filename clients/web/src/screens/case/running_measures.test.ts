import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { CaseEventSchema, type CaseEvent } from "../../gen/hotline/history/v1/event_pb";
import { Measure } from "../../gen/hotline/record/v1/case_pb";
import { eventLines } from "./event_lines";
import { runningMeasures } from "./running_measures";

const begun = (measure: Measure, requiredUntil = "") => create(CaseEventSchema, { body: { case: "emergencyStarted", value: { measures: { measure, what: "đã làm", requiredUntil } } } });
const ended = (measure = Measure.UNSPECIFIED) => create(CaseEventSchema, { body: { case: "emergencyEnded", value: { reason: "an toàn", measure, endedAt: { seconds: 1_790_000_000n } } } });
const after = (...events: CaseEvent[]) => runningMeasures(events.map((event) => ({ event })));

test("a measure runs until it ends by itself, or all of them end", () => {
  const [protect, separate] = [begun(Measure.PROTECT), begun(Measure.SEPARATE)];
  expect(after(protect, separate)).toEqual([Measure.PROTECT, Measure.SEPARATE]);
  expect(after(protect, separate, ended(Measure.PROTECT))).toEqual([Measure.SEPARATE]);
  expect(after(protect, separate, ended())).toEqual([]);
  expect(after(separate, begun(Measure.SEPARATE, "2026-12-31"))).toEqual([Measure.SEPARATE]);
});

test("the history says until when an authority requires a separation, and which measure ended when", () => {
  const lines = (event: CaseEvent) => Object.fromEntries(eventLines(event, "vi", []).map(({ label, text }) => [label, text]));
  expect(lines(begun(Measure.SEPARATE, "2026-12-31"))).toMatchObject({ required_until: "31/12/2026" });
  expect(lines(ended(Measure.SEPARATE))).toMatchObject({ measure: expect.stringMatching(/cách ly/i) as string, reason: "an toàn", at: expect.stringContaining("2026") as string });
  expect(lines(ended())).not.toHaveProperty("measure");
});
