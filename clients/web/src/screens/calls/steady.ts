// The list under the hands of somebody who telephones: nothing moves by itself. What has left it stays where it stood,
// marked, until the page is opened again; what is new comes last, as it does on the server: the longest waiting is first.
import type { Call } from "../../gen/hotline/v1/supervision_pb";

export interface Held {
  call: Call;
  /** No longer on the server's list. */
  gone: boolean;
}

export const caseOf = (call: Call) => call.case?.caseId ?? "";

export function steady(before: readonly Held[], now: readonly Call[]): readonly Held[] {
  const fresh = new Map(now.map((call) => [caseOf(call), call]));
  const kept = before.map(({ call }): Held => {
    const found = fresh.get(caseOf(call));
    fresh.delete(caseOf(call));
    return { call: found ?? call, gone: !found };
  });
  return [...kept, ...Array.from(fresh.values(), (call): Held => ({ call, gone: false }))];
}

/** The row that the keys speak of: the one that was chosen, while it is on the list; else the first that is. */
export function atHand(rows: readonly Held[], chosen: string | undefined): string | undefined {
  const open = rows.filter(({ gone }) => !gone).map(({ call }) => caseOf(call));
  return chosen !== undefined && open.includes(chosen) ? chosen : open[0];
}

/** The next row that is still to be called, or the one before; where there is none, the same. */
export function beside(rows: readonly Held[], caseId: string, step: 1 | -1): string {
  const open = rows.filter(({ gone, call }) => !gone || caseOf(call) === caseId).map(({ call }) => caseOf(call));
  return open[open.indexOf(caseId) + step] ?? caseId;
}
