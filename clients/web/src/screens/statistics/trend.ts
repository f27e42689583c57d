// Contacts and cases month by month: those of the period, and at least a year to see them in. Over more than three years
// the steps are years. Nothing of it is in what may be handed on.
import { useQuery } from "@connectrpc/connect-query";
import { Dimension, StatisticsService, type GetStatisticsResponse, type UnitTree } from "../../gen/hotline/v1/statistics_pb";
import { isoDate } from "../../time/format";
import { now_ms } from "../../time/server_time";
import type { Column } from "./Columns";
import { monthWords } from "../../parts/figure_words";
import type { Line } from "./figures";
import { monthAYearBefore, monthsIn, spanAYearBefore, trendOf, type Span } from "./period";
import { statisticsWords } from "./words";

const months_max = 36;

export interface Asked {
  unit: string;
  tree: UnitTree;
  span: Span;
  compared: Span | undefined;
  forOthers: boolean;
}

export const requestOf = ({ from, to }: Span) => ({ firstDay: from, lastDay: to });

interface Step {
  /** "2026-03", or "2026". */
  key: string;
  months: string[];
}

function stepsOf(span: Span): Step[] {
  const months = monthsIn(span);
  if (months.length <= months_max) return months.map((month) => ({ key: month, months: [month] }));
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  return years.map((year) => ({ key: year, months: months.filter((month) => month.startsWith(year)) }));
}

function markOf(key: string, index: number, all: number): string {
  if (key.length === 4) return key;
  const [year, month] = [key.slice(2, 4), Number(key.slice(5))];
  if (month === 1 || (index === 0 && month < 12)) return `${month}/${year}`;
  return all <= 13 ? String(month) : "";
}

export interface Drawn {
  of: "contacts" | "cases";
  title: string;
  lines: Line[];
  columns: Column[];
  /** The same month of the year before stands beside each. */
  beside: boolean;
}

function drawn(answer: GetStatisticsResponse, of: Drawn["of"], steps: readonly Step[], period: Span, beside: boolean): Drawn {
  const dimension = of === "cases" ? Dimension.CASE_MONTH : Dimension.CONTACT_MONTH;
  const figures = new Map(answer.breakdowns.find((one) => one.dimension === dimension)?.figures.map((figure) => [figure.key, figure]));
  const lines = steps.map(({ key, months }): Line => {
    const sum = (count: (month: string) => number | undefined) => months.reduce((before, month) => before + (count(month) ?? 0), 0);
    return {
      key, label: monthWords(key), share: undefined,
      count: sum((month) => figures.get(month)?.count),
      compared: beside ? sum((month) => figures.get(monthAYearBefore(month))?.compared) : undefined,
    };
  });
  const columns = steps.map(({ key, months }, index): Column => ({
    key, mark: markOf(key, index, steps.length), count: lines[index]!.count, compared: lines[index]!.compared,
    outside: months.at(-1)! < period.from.slice(0, 7) || months[0]! > period.to.slice(0, 7),
  }));
  return { of, title: statisticsWords.say(steps[0]?.key.length === 4 ? "trend_years" : "trend_of", { what: statisticsWords.say(of) }), lines, columns, beside };
}

export interface TrendFigures {
  span: Span;
  both: Drawn[];
  error: unknown;
}

/** `yearBeside`: with the months of the year before. */
export function useTrend(asked: Asked | undefined, yearBeside: boolean): TrendFigures | undefined {
  const span = asked && trendOf(asked.span, isoDate(now_ms()));
  const steps = span ? stepsOf(span) : [];
  const beside = yearBeside && steps[0]?.key.length === 7;
  const { data, error } = useQuery(StatisticsService.method.getStatistics, {
    unit: asked?.unit ?? "", ...(asked && { tree: asked.tree }), ...(span && { period: requestOf(span) }),
    dimensions: [Dimension.CONTACT_MONTH, Dimension.CASE_MONTH],
    ...(span && beside && { comparedWith: requestOf(spanAYearBefore(span)) }),
  }, { enabled: span !== undefined && !asked?.forOthers, staleTime: 30_000 });
  if (!span || asked.forOthers) return undefined;
  return { span, error, both: data ? (["contacts", "cases"] as const).map((of) => drawn(data, of, steps, asked.span, beside)) : [] };
}
