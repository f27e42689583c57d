/** "01/07/2025" of "2025-07-01". */
export const day = (iso: string) => iso.split("-").reverse().join("/");

/** "30/06/2025" of "2025-07-01", the first day without it. */
export function lastDay(validTo: string): string {
  const before = new Date(Date.parse(`${validTo}T00:00:00Z`) - 86_400_000);
  return day(before.toISOString().slice(0, 10));
}
