// The answer of the server as lines with words, for pictures, tables and the file alike.
import { label } from "../../contract/labels_apart";
import type { CodeList } from "../../gen/hotline/record/v1/reference_pb";
import { Dimension, DimensionSchema, type Figure, type GetStatisticsResponse } from "../../gen/hotline/v1/statistics_pb";
import { isOfCodes, keyLabel } from "../../parts/figure_words";
import type { Language } from "../../words/words";

export interface Line {
  key: string;
  label: string;
  /** Absent: hidden. */
  count: number | undefined;
  compared: number | undefined;
  /** In percent of all; absent where that is not known. */
  share: number | undefined;
}

export interface Shown {
  dimension: Dimension;
  title: string;
  of: "contacts" | "cases";
  several: boolean;
  beside: boolean;
  lines: Line[];
}

/** In percent. */
export function shareOf(count: number | undefined, all: number | undefined): number | undefined {
  return count === undefined || !all ? undefined : (count / all) * 100;
}

export const totalOf = (answer: GetStatisticsResponse, of: Shown["of"]): Figure | undefined => answer.totals.find(({ key }) => key === of);

interface Words {
  lists: readonly CodeList[];
  lang: Language;
  /** A second period was asked for. */
  beside: boolean;
  nameOf?: (unit: string) => string;
}

/** What counts nothing is left out. */
const countsSome = ({ count, compared }: Figure) => count !== 0 || (compared !== undefined && compared !== 0);

export function shownOf(answer: GetStatisticsResponse, dimension: Dimension, words: Words): Shown {
  const breakdown = answer.breakdowns.find((one) => one.dimension === dimension);
  const of = dimension < Dimension.CASE_ABUSE_TYPE ? "contacts" : "cases";
  const all = totalOf(answer, of)?.count;
  const lines = (breakdown?.figures ?? []).filter(countsSome).map(({ key, count, compared }): Line => ({
    key, count, compared, share: shareOf(count, all),
    label: words.nameOf?.(key) ?? keyLabel(dimension, key, words.lists, words.lang),
  }));
  // Lists of codes have no order of their own: the most frequent first.
  if (isOfCodes(dimension)) lines.sort((a, b) => (b.count ?? 0) - (a.count ?? 0));
  return {
    dimension, of, lines,
    title: label(DimensionSchema, dimension, words.lang),
    several: breakdown?.several ?? false,
    beside: words.beside,
  };
}

export const hidesSome = ({ lines, beside }: Pick<Shown, "lines" | "beside">): boolean => lines.some(({ count, compared }) => count === undefined || (beside && compared === undefined));
