// Contacts day by day, laid out as a calendar: a block for each month, in it a row for each week from Monday. Nothing of
// it is in what may be handed on.
import { useQuery } from "@connectrpc/connect-query";
import { label } from "../../contract/labels_apart";
import { Dimension, DimensionSchema, StatisticsService, type GetStatisticsResponse } from "../../gen/hotline/v1/statistics_pb";
import { isoDate } from "../../time/format";
import { now_ms } from "../../time/server_time";
import { monthWords } from "../../parts/figure_words";
import { useLanguage } from "../../words/words";
import type { Line } from "./figures";
import type { Span } from "./period";
import { requestOf, type Asked } from "./trend";

/** As the contract counts them. */
export const days_max = 400;
/** How full a square is, from an empty one to a whole one. */
export const levels = 4;

const day_ms = 86_400_000;
const days_a_week = 7;
const msOfDay = (day: string) => Date.parse(`${day}T00:00:00Z`);
const isoOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

export interface Square {
  day: string;
  /** 0 for Monday. */
  column: number;
  row: number;
  count: number;
  level: number;
}

export interface Block {
  /** "2026-03" */
  month: string;
  rows: number;
  squares: Square[];
}

const countOf = ({ from, to }: Span) => Math.max(0, Math.round((msOfDay(to) - msOfDay(from)) / day_ms) + 1);

export const daysIn = (span: Span): string[] => Array.from({ length: countOf(span) }, (_, at) => isoOf(msOfDay(span.from) + at * day_ms));

/** Of so few days that each is to be seen. */
export const fitsDays = (span: Span): boolean => countOf(span) <= days_max;

const weekday = (day: string) => (new Date(msOfDay(day)).getUTCDay() + days_a_week - 1) % days_a_week;

/** One contact is never an empty square. */
export const levelOf = (count: number, most: number): number => (count === 0 ? 0 : Math.max(1, Math.ceil((count / most) * levels)));

export function blocksOf(lines: readonly Line[]): Block[] {
  const most = Math.max(1, ...lines.map(({ count }) => count ?? 0));
  const blocks: Block[] = [];
  for (const { key, count = 0 } of lines) {
    const month = key.slice(0, 7);
    let block = blocks.at(-1);
    if (block?.month !== month) blocks.push((block = { month, rows: 0, squares: [] }));
    const column = weekday(key);
    const row = Math.floor((Number(key.slice(8)) - 1 + weekday(`${month}-01`)) / days_a_week);
    block.squares.push({ day: key, column, row, count, level: levelOf(count, most) });
    block.rows = row + 1;
  }
  return blocks;
}

/** Every day that has come, those without a contact too. */
export function dayLines(answer: GetStatisticsResponse, span: Span, today: string): Line[] {
  const counts = new Map(answer.breakdowns.find(({ dimension }) => dimension === Dimension.CONTACT_DAY)?.figures.map(({ key, count }) => [key, count]));
  return daysIn({ from: span.from, to: span.to < today ? span.to : today })
    .map((key): Line => ({ key, label: monthWords(key), count: counts.get(key) ?? 0, compared: undefined, share: undefined }));
}

export interface DayFigures {
  title: string;
  lines: Line[] | undefined;
  error: unknown;
}

/** Undefined where days are not to be seen: in what may be handed on, in a long period, before it has begun. */
export function useDays(asked: Asked): DayFigures | undefined {
  const { unit, tree, span, forOthers } = asked;
  const today = isoDate(now_ms());
  const title = label(DimensionSchema, Dimension.CONTACT_DAY, useLanguage());
  const shows = !forOthers && span.from <= today && fitsDays(span);
  const { data, error } = useQuery(StatisticsService.method.getStatistics, { unit, tree, period: requestOf(span), dimensions: [Dimension.CONTACT_DAY] }, { enabled: shows, staleTime: 30_000 });
  return shows ? { title, lines: data && dayLines(data, span, today), error } : undefined;
}
