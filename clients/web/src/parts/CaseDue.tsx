// What stands beside a case wherever it is listed: the countdown of its nearest clock, and how far its ladder has climbed.
import type { CaseRow } from "../gen/hotline/v1/case_detail_pb";
import { msOf } from "../time/format";
import { ClockBadge } from "./ClockBadge";
import { LadderMark } from "./LadderMark";

type Due = Pick<CaseRow, "nextDueAt" | "nextDueKind" | "rung" | "rungAt" | "nextStepAt" | "callSince">;

export function CaseDue({ row }: { row: Due }) {
  return (
    <>
      {row.nextDueAt && <ClockBadge due_ms={msOf(row.nextDueAt)} kind={row.nextDueKind} />}
      <LadderMark row={row} />
    </>
  );
}
