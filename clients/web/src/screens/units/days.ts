import { shownDay } from "../../time/written_day";
export { shownDay as day } from "../../time/written_day";

/** "30/06/2025" of "2025-07-01", the first day without it. */
export function lastDay(validTo: string): string {
  const before = new Date(Date.parse(`${validTo}T00:00:00Z`) - 86_400_000);
  return shownDay(before.toISOString().slice(0, 10));
}
