// Periods as reports are asked for: a month, a quarter, one that an office has to report (the days of it are the server's
// to say: the duties of its configuration), a half or a whole calendar year, or any two days; what lies before one, and the
// months to draw. Days are the contract's: "2026-04-20", the last day still in it.

export const kinds = ["month", "quarter", "letter", "half", "year", "free"] as const;
export type Kind = (typeof kinds)[number];

/** What may be handed on: other spans would tell small numbers by their difference (domain/publication.h). */
export const kinds_for_others: readonly Kind[] = ["half", "year"];

export interface Span {
  from: string;
  to: string;
}

/** Days of a year that are reported together, as "10-01", and the day before which they are: of a duty of reporting. */
export interface Yearly {
  first: string;
  last: string;
  before: string;
}

export interface Chosen {
  kind: Kind;
  year: number;
  /** The how-maniest of its year, from 1. */
  part: number;
  free: Span;
  /** Those of "letter", in the order in which they end in a year; none where no office reports by the year. */
  yearly: readonly Yearly[];
}

const parts: Record<Exclude<Kind, "letter">, number> = { month: 12, quarter: 4, half: 2, year: 1, free: 1 };
export const partsOf = (kind: Kind, yearly: readonly Yearly[]): number => (kind === "letter" ? yearly.length : parts[kind]);

const pad = (n: number) => String(n).padStart(2, "0");
const dayOf = (year: number, month: number, day: number) => `${year}-${pad(month)}-${pad(day)}`;
const lastDayOf = (year: number, month: number) => dayOf(year, month, new Date(Date.UTC(year, month, 0)).getUTCDate());
const msOfDay = (day: string) => Date.parse(`${day}T00:00:00Z`);
const day_ms = 86_400_000;
const moved = (day: string, days: number) => new Date(msOfDay(day) + days * day_ms).toISOString().slice(0, 10);

function monthsOf(year: number, part: number, each: number): Span {
  const first = (part - 1) * each + 1;
  return { from: dayOf(year, first, 1), to: lastDayOf(year, first + each - 1) };
}

/** The one that ends in this year. Named to the end of February, it has the 29th where there is one. */
function yearlySpan({ first, last }: Yearly, year: number): Span {
  const to = last === "02-28" ? lastDayOf(year, 2) : `${year}-${last}`;
  const from = `${year}-${first}`;
  return { from: from > to ? `${year - 1}-${first}` : from, to };
}

/** Undefined while the two days of a free one are not both there, or stand the wrong way round. */
export function spanOf({ kind, year, part, free, yearly }: Chosen): Span | undefined {
  if (kind === "free") return free.from && free.to && free.from <= free.to ? free : undefined;
  if (kind === "letter") return yearly[part - 1] && yearlySpan(yearly[part - 1]!, year);
  return monthsOf(year, part, 12 / parts[kind]);
}

/** The neighbour before (-1) or after (1). */
export function stepped(chosen: Chosen, by: -1 | 1): Chosen {
  if (chosen.kind === "free") {
    const span = spanOf(chosen);
    if (!span) return chosen;
    const days = (msOfDay(span.to) - msOfDay(span.from)) / day_ms + 1;
    return { ...chosen, free: { from: moved(span.from, by * days), to: moved(span.to, by * days) } };
  }
  const count = partsOf(chosen.kind, chosen.yearly);
  const part = chosen.part + by;
  if (part < 1) return { ...chosen, year: chosen.year - 1, part: count };
  return part > count ? { ...chosen, year: chosen.year + 1, part: 1 } : { ...chosen, part };
}

function yearBefore(day: string): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const there = dayOf(year - 1, month, date);
  const last = lastDayOf(year - 1, month);
  return there > last ? last : there;
}

export function aYearBefore(chosen: Chosen): Chosen {
  const span = chosen.kind === "free" ? spanOf(chosen) : undefined;
  return { ...chosen, year: chosen.year - 1, ...(span && { free: spanAYearBefore(span) }) };
}

export const spanAYearBefore = ({ from, to }: Span): Span => ({ from: yearBefore(from), to: yearBefore(to) });

/** The period of this kind that has that day in it. */
export function around(kind: Kind, day: string, free: Span, yearly: readonly Yearly[]): Chosen {
  const year = Number(day.slice(0, 4));
  const found = [year, year + 1].flatMap((one) => Array.from({ length: partsOf(kind, yearly) }, (_, at) => ({ kind, year: one, part: at + 1, free, yearly })));
  return found.find((one) => {
    const span = spanOf(one);
    return span && span.from <= day && day <= span.to;
  }) ?? { kind, year, part: 1, free, yearly };
}

const months_min = 12;

/** The months that are drawn for a period: its own, at least twelve, none that is still to come. */
export function trendOf({ from, to }: Span, today: string): Span {
  const end = to < today ? to : today;
  const [year, month] = end.split("-").map(Number) as [number, number];
  const earliest = new Date(Date.UTC(year, month - months_min, 1)).toISOString().slice(0, 10);
  const own = `${from.slice(0, 7)}-01`;
  return { from: own < earliest ? own : earliest, to: lastDayOf(year, month) };
}

/** "2026-03" for each. */
export function monthsIn({ from, to }: Span): string[] {
  const months: string[] = [];
  for (let at = from.slice(0, 7); at <= to.slice(0, 7); at = moved(lastDayOf(Number(at.slice(0, 4)), Number(at.slice(5))), 1).slice(0, 7)) months.push(at);
  return months;
}

export const monthAYearBefore = (month: string): string => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;

/** "20/04/2026" */
export const dayWords = (day: string): string => day.split("-").reverse().join("/");
