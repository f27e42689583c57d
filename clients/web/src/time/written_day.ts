// Days as people here write them, day first and as much as is known, and as the contract holds them: the one place where
// the one becomes the other. "26/3/2015", "3/2015" and "2015" are "2015-03-26", "2015-03" and "2015".

// Nothing is guessed: a year has four digits, and what stands between the numbers stands there once.
const day_first = /^(?:(?:(?<day>\d{1,2})\/)?(?<month>\d{1,2})\/)?(?<year>\d{4})$/;
const year_first = /^(?<year>\d{4})\/(?<month>\d{1,2})(?:\/(?<day>\d{1,2}))?$/;

/** "2015", "2015-03" or "2015-03-26"; undefined for what is no day, month or year. */
export function contractDay(text: string): string | undefined {
  const said = text.normalize("NFC").toLowerCase().replace(/ngày|tháng|năm/g, " ").trim().replace(/\s*[/.-]\s*|\s+/g, "/");
  const { year, month, day } = (day_first.exec(said) ?? year_first.exec(said))?.groups ?? {};
  const [y, m, d] = [Number(year), Number(month ?? 1), Number(day ?? 1)];
  const at = new Date(Date.UTC(y, m - 1, d));
  const real = y >= 1900 && y <= 2200 && at.getUTCMonth() === m - 1 && at.getUTCDate() === d;
  if (!real) return undefined;
  return [year, ...[month, day].flatMap((part) => part?.padStart(2, "0") ?? [])].join("-");
}

/** "26/03/2015", "03/2015" or "2015"; what the contract does not know as a day stays as it is. */
export function shownDay(text: string): string {
  return contractDay(text) === text ? text.split("-").reverse().join("/") : text;
}

/** "30/06/2025" of "2025-07-01", the first day without it. */
export function lastDay(validTo: string): string {
  const before = new Date(Date.parse(`${validTo}T00:00:00Z`) - 86_400_000);
  return shownDay(before.toISOString().slice(0, 10));
}
