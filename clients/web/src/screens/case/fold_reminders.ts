// Steps of the ladder come in rows of their own accord, and would bury what people did: those of one deadline between two
// other entries are one place of the history.
import type { HistoryEntry } from "../../gen/hotline/v1/case_pb";

/** Fewer stand as they are. */
const folded_min = 3;

const clockOf = ({ event }: HistoryEntry) => {
  const body = event?.body;
  return body?.case === "ladderStepTaken" || body?.case === "ladderStepDelivered" ? body.value.clock : undefined;
};

/** The same entries in the same order, but reminders of one deadline that nothing else stands between are one list, where
 * the first of them is. */
export function foldReminders(entries: readonly HistoryEntry[]): (HistoryEntry | HistoryEntry[])[] {
  const shown: HistoryEntry[][] = [];
  let row = new Map<number, HistoryEntry[]>();
  for (const entry of entries) {
    const clock = clockOf(entry);
    if (clock === undefined) row = new Map();
    const group = clock === undefined ? undefined : row.get(clock);
    if (group) group.push(entry);
    else {
      const begun = [entry];
      shown.push(begun);
      if (clock !== undefined) row.set(clock, begun);
    }
  }
  return shown.flatMap((group) => (group.length < folded_min ? group : [group]));
}
