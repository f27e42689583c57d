// How surely the case is in somebody's hands. While a referral waits the case says it; after that the history does.
import { ProofLevel } from "../../gen/hotline/record/v1/case_pb";
import type { HistoryEntry } from "../../gen/hotline/v1/case_pb";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";

function sawChild({ event }: HistoryEntry): boolean {
  const body = event?.body;
  if (body?.case === "assessed") return body.value.assessment?.childSeen ?? false;
  if (body?.case === "actionRecorded") return body.value.action?.childSeen ?? false;
  return body?.case === "reviewed" ? (body.value.review?.childSeen ?? false) : false;
}

function tookOver({ event }: HistoryEntry): boolean {
  const body = event?.body;
  return body?.case === "accepted" || (body?.case === "opened" && body.value.acceptedAtOnce);
}

export function proofOf(detail: CaseDetail, entries: readonly HistoryEntry[]): ProofLevel {
  if (entries.some(sawChild)) return ProofLevel.CHILD_SEEN;
  const { referral } = detail.row ?? {};
  // Whoever may accept it has it open before them, and the server has that on record before it shows the case.
  if (referral) return Math.max(referral.proofLevel, detail.possible.includes("AcceptReferral") ? ProofLevel.OPENED : 0);
  return entries.some(tookOver) ? ProofLevel.ACCEPTED : ProofLevel.UNSPECIFIED;
}
