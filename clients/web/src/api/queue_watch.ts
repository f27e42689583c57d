// The queue of the person's offices, live: emergencies first, then the earliest due.
import { createClient } from "@connectrpc/connect";
import type { CaseRow } from "../gen/hotline/v1/case_detail_pb";
import { ReferralService, type WatchQueueResponse } from "../gen/hotline/v1/referral_pb";
import { msOf } from "../time/format";
import { transport } from "./transport";
import type { Topic } from "./watch";

export interface Queue {
  rows: ReadonlyMap<string, CaseRow>;
  /** Prominent cases of the offices below that wait in no queue of theirs. */
  prominent: ReadonlyMap<string, CaseRow>;
  /** All that waited at the start is there. */
  caughtUp: boolean;
  cursor: string;
}

const client = createClient(ReferralService, transport);

export function foldQueue(queue: Queue, messages: readonly WatchQueueResponse[]): Queue {
  if (messages.every(({ heartbeat }) => heartbeat)) return queue;
  const rows = new Map(queue.rows);
  const prominent = new Map(queue.prominent);
  let { caughtUp, cursor } = queue;
  for (const message of messages) {
    if (message.row) {
      rows.set(message.row.caseId, message.row);
      prominent.delete(message.row.caseId);
    }
    rows.delete(message.goneCaseId);
    prominent.delete(message.goneCaseId);
    if (message.prominent) prominent.set(message.prominent.caseId, message.prominent);
    caughtUp ||= message.caughtUp;
    cursor = message.cursor || cursor;
  }
  return { rows, prominent, caughtUp, cursor };
}

export function queueTopic(personId: string): Topic<WatchQueueResponse, Queue> {
  return {
    name: `queue/${personId}`,
    first: { rows: new Map(), prominent: new Map(), caughtUp: false, cursor: "" },
    open: ({ cursor }, signal) => client.watchQueue({ cursor }, { signal, timeoutMs: 0 }),
    fold: foldQueue,
  };
}

const due = (row: CaseRow) => (row.nextDueAt ? msOf(row.nextDueAt) : Number.POSITIVE_INFINITY);
const received = (row: CaseRow) => (row.receivedAt ? msOf(row.receivedAt) : 0);

/** The server's order (server/domain/queue_order). */
export function inQueueOrder(rows: Iterable<CaseRow>): CaseRow[] {
  return [...rows].sort(
    (a, b) => Number(b.emergency) - Number(a.emergency) || due(a) - due(b) || received(a) - received(b) || (a.caseId < b.caseId ? -1 : 1),
  );
}
