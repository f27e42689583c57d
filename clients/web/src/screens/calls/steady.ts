// The list under the hands of somebody who telephones: nothing moves by itself. What has left it stays where it stood,
// marked, until the page is opened again; what is new comes last, as it does on the server: the longest waiting is first.
import type { ReportCall } from "../../gen/hotline/v1/report_pb";
import type { Call } from "../../gen/hotline/v1/supervision_pb";
import { addressOf } from "../../parts/report_address";

/** A case, or a late report. */
export type Called = Call | ReportCall;

export interface Held {
  call: Called;
  /** No longer on the server's list. */
  gone: boolean;
}

export const caseOf = (call: Call) => call.case?.caseId ?? "";

export const isReport = (call: Called): call is ReportCall => call.$typeName === "hotline.v1.ReportCall";

/** What a row is told apart by: the case, or the address of the report. */
export const keyOf = (call: Called): string => (isReport(call) ? (call.report?.key ? addressOf(call.report.key) : "") : caseOf(call));

export function steady(before: readonly Held[], now: readonly Called[]): readonly Held[] {
  const fresh = new Map(now.map((call) => [keyOf(call), call]));
  const kept = before.map(({ call }): Held => {
    const found = fresh.get(keyOf(call));
    fresh.delete(keyOf(call));
    return { call: found ?? call, gone: !found };
  });
  return [...kept, ...Array.from(fresh.values(), (call): Held => ({ call, gone: false }))];
}

/** The row that the keys speak of: the one that was chosen, while it is on the list; else the first that is. A call that is
 * being recorded stays at hand, whatever becomes of the list meanwhile. */
export function atHand(rows: readonly Held[], chosen: string | undefined, recording?: string): string | undefined {
  const open = rows.map(({ call, gone }) => ({ key: keyOf(call), gone })).filter(({ key, gone }) => !gone || key === recording).map(({ key }) => key);
  return [chosen, recording].find((key) => key !== undefined && open.includes(key)) ?? open[0];
}

/** The next row that is still to be called, or the one before; where there is none, the same. */
export function beside(rows: readonly Held[], key: string, step: 1 | -1): string {
  const open = rows.filter(({ gone, call }) => !gone || keyOf(call) === key).map(({ call }) => keyOf(call));
  return open[open.indexOf(key) + step] ?? key;
}
