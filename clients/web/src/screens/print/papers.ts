// What the papers are filled from.
import type { HistoryEntry } from "../../gen/hotline/v1/case_pb";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { date } from "../../time/format";

export interface Papers {
  detail: CaseDetail;
  /** The first entry of the history: the intake as it was recorded. */
  opened: HistoryEntry | undefined;
  /** The name of whoever recorded it, where it is known. */
  recorder: string;
}

/** "2015-03" as "03/2015". */
export const numericDate = (iso: string) => iso.split("-").reverse().join("/");

/** "ngày 26 tháng 03 năm 2015", as papers begin. */
export function dayLine(at_ms: number | undefined): string {
  if (at_ms === undefined) return "";
  const [day, month, year] = date(at_ms).split("/");
  return `ngày ${day} tháng ${month} năm ${year}`;
}
