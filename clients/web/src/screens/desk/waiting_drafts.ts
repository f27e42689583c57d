// Which drafts the desk shows beside the form that is open, and which of them are about to be erased.
import type { Draft } from "../../gen/hotline/v1/intake_pb";
import { msOf } from "../../time/format";

const told_before_ms = 7 * 86_400_000;

/** When the server erases the draft unless somebody goes on with it; undefined while that is a week away or more. */
export function erased_ms({ keptUntil }: Pick<Draft, "keptUntil">, now_ms: number): number | undefined {
  const at_ms = keptUntil && msOf(keptUntil);
  return at_ms !== undefined && at_ms - now_ms < told_before_ms ? at_ms : undefined;
}

/** Those of the office, and of one's own what its page had no room for. */
export function withOwn(ofOffice: readonly Draft[], own: readonly Draft[]): readonly Draft[] {
  const listed = new Set(ofOffice.map(({ draftId }) => draftId));
  return [...ofOffice, ...own.filter(({ draftId }) => !listed.has(draftId))];
}
