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

/** The server's order (server/domain/queue_order). */
export function inQueueOrder(rows: Iterable<CaseRow>): CaseRow[] {
  // Ten thousand rows are compared a hundred thousand times: what they are compared by is read once.
  const keyed = Array.from(rows, (row) => ({
    row,
    calm: Number(!row.emergency),
    due_ms: row.nextDueAt ? msOf(row.nextDueAt) : Number.MAX_SAFE_INTEGER,
    received_ms: row.receivedAt ? msOf(row.receivedAt) : 0,
  }));
  keyed.sort((a, b) => a.calm - b.calm || a.due_ms - b.due_ms || a.received_ms - b.received_ms || (a.row.caseId < b.row.caseId ? -1 : 1));
  return keyed.map(({ row }) => row);
}
