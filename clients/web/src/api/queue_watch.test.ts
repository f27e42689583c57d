import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import { CaseRowSchema } from "../gen/hotline/v1/case_detail_pb";
import { WatchQueueResponseSchema } from "../gen/hotline/v1/referral_pb";
import { foldQueue, inQueueOrder, queueTopic } from "./queue_watch";

const row = (caseId: string, due_ms?: number, emergency = false) =>
  create(CaseRowSchema, { caseId, emergency, receivedAt: timestampFromMs(1), ...(due_ms !== undefined && { nextDueAt: timestampFromMs(due_ms) }) });

test("rows come, change and go; the cursor is the newest; a heartbeat changes nothing", () => {
  const { first } = queueTopic("p");
  const one = foldQueue(first, [
    create(WatchQueueResponseSchema, { row: row("a") }),
    create(WatchQueueResponseSchema, { row: row("b") }),
    create(WatchQueueResponseSchema, { caughtUp: true, cursor: "1" }),
  ]);
  expect([...one.rows.keys()]).toEqual(["a", "b"]);
  expect([one.caughtUp, one.cursor]).toEqual([true, "1"]);
  const two = foldQueue(one, [
    create(WatchQueueResponseSchema, { goneCaseId: "a" }),
    create(WatchQueueResponseSchema, { row: row("b", 5, true) }),
    create(WatchQueueResponseSchema, { cursor: "2" }),
  ]);
  expect([...two.rows.values()].map(({ caseId, emergency }) => [caseId, emergency])).toEqual([["b", true]]);
  expect([one.rows.size, two.cursor, two.caughtUp]).toEqual([2, "2", true]);
  expect(foldQueue(two, [create(WatchQueueResponseSchema, { heartbeat: true })])).toBe(two);
});

test("a prominent case below is told apart from the queue, until it waits in it or is closed", () => {
  const { first } = queueTopic("p");
  const told = foldQueue(first, [create(WatchQueueResponseSchema, { goneCaseId: "a" }), create(WatchQueueResponseSchema, { prominent: row("a") })]);
  expect([[...told.rows.keys()], [...told.prominent.keys()]]).toEqual([[], ["a"]]);
  expect(foldQueue(told, [create(WatchQueueResponseSchema, { goneCaseId: "a" })]).prominent.size).toBe(0);
  const waits = foldQueue(told, [create(WatchQueueResponseSchema, { row: row("a") })]);
  expect([waits.rows.size, waits.prominent.size]).toEqual([1, 0]);
});

test("emergencies first, then the earliest due, what is due never last", () => {
  expect(inQueueOrder([row("never"), row("late", 20), row("soon", 10), row("red", 99, true)]).map(({ caseId }) => caseId)).toEqual(["red", "soon", "late", "never"]);
});
