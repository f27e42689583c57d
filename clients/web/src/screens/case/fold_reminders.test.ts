import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { CaseEventSchema } from "../../gen/hotline/history/v1/event_pb";
import { ClockKind } from "../../gen/hotline/v1/case_detail_pb";
import { HistoryEntrySchema } from "../../gen/hotline/v1/case_pb";
import { foldReminders } from "./fold_reminders";

const reminder = (version: number, clock: ClockKind, what: "ladderStepTaken" | "ladderStepDelivered" = "ladderStepTaken") =>
  create(HistoryEntrySchema, { version, event: create(CaseEventSchema, { body: { case: what, value: { clock } } as never }) });
const note = (version: number) => create(HistoryEntrySchema, { version, event: create(CaseEventSchema, { body: { case: "noteAdded", value: { text: "ghi" } } as never }) });
const folded = (entries: Parameters<typeof foldReminders>[0]) => foldReminders(entries).map((one) => (Array.isArray(one) ? one.map(({ version }) => version) : one.version));
const { ACKNOWLEDGE, EMERGENCY } = ClockKind;

test("reminders of one deadline, whether sent or come to somebody, are one place of the history", () => {
  expect(folded([note(5), reminder(4, ACKNOWLEDGE, "ladderStepDelivered"), reminder(3, ACKNOWLEDGE), reminder(2, ACKNOWLEDGE), note(1)])).toEqual([5, [4, 3, 2], 1]);
});

test("those of two deadlines that were told by turns are two places", () => {
  const turns = [6, 5, 4, 3, 2, 1].map((version) => reminder(version, version % 2 ? ACKNOWLEDGE : EMERGENCY));
  expect(folded(turns)).toEqual([[6, 4, 2], [5, 3, 1]]);
});

test("a few stand as they are, and what somebody did in between keeps its place", () => {
  expect(folded([reminder(3, ACKNOWLEDGE), reminder(2, ACKNOWLEDGE), note(1)])).toEqual([3, 2, 1]);
  const between = [...[7, 6, 5].map((version) => reminder(version, EMERGENCY)), note(4), ...[3, 2, 1].map((version) => reminder(version, EMERGENCY))];
  expect(folded(between)).toEqual([[7, 6, 5], 4, [3, 2, 1]]);
});
