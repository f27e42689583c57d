import type { Measure } from "../../gen/hotline/record/v1/case_pb";
import type { HistoryEntry } from "../../gen/hotline/v1/case_pb";

/** Which emergency measures run after this history, oldest first: an end without a measure ends them all. */
export function runningMeasures(entries: readonly Pick<HistoryEntry, "event">[]): readonly Measure[] {
  const runs = new Set<Measure>();
  for (const { event } of entries) {
    const body = event?.body;
    if (body?.case === "emergencyStarted" && body.value.measures) runs.add(body.value.measures.measure);
    if (body?.case !== "emergencyEnded") continue;
    if (body.value.measure) runs.delete(body.value.measure);
    else runs.clear();
  }
  return [...runs];
}
