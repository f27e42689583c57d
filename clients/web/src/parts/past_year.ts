// The days over which it is counted how deadlines were kept, where nobody chose others: on the board, and on their own page.
import type { ClockKind } from "../gen/hotline/v1/case_detail_pb";
import type { DeadlineResult } from "../gen/hotline/v1/deadline_pb";
import { isoDate } from "../time/format";
import { now_ms } from "../time/server_time";

const day_ms = 86_400_000;

export interface Span {
  from: string;
  to: string;
}

/** Today and the 364 days before it. */
export function pastYear(): Span {
  const today = now_ms();
  return { from: isoDate(today - 364 * day_ms), to: isoDate(today) };
}

/** By its number: the board does without the module that names it. */
const late: DeadlineResult.LATE = 2;

/** What the page of deadlines is asked for (its place in the browser's history): the late ones of an office. */
export const lateOf = (kind: ClockKind, office: string) => ({ span: pastYear(), unit: "", behind: { kind, result: late, office } });
