// What a page of figures is asked for. It is held by the browser's history beside the address, so that going back from a case
// finds it again, and the address says nothing of it.
import { useHistoryState, navigate } from "wouter/use-browser-location";
import { UnitTree, type Dimension } from "../../gen/hotline/v1/statistics_pb";
import type { Language } from "../../words/words";
import { aYearBefore, around, kinds_for_others, spanOf, stepped, type Chosen, type Span, type Yearly } from "./period";

export const comparisons = ["none", "before", "year", "free"] as const;
export type Comparison = (typeof comparisons)[number];

export interface Selection extends Chosen {
  /** Which of the person's own offices; empty: the first. */
  own: string;
  /** That, or one below it; empty: the own one. */
  unit: string;
  tree: UnitTree;
  compare: Comparison;
  compared: Span;
  forOthers: boolean;
}

/** A figure whose cases are listed. */
export interface Behind {
  /** Not given: all cases. */
  dimension: Dimension;
  key: string;
  span: Span;
}

/** Of the statistics. */
export interface StatisticsSelection extends Selection {
  behind?: Behind | undefined;
}

/** A number of a filled form whose cases are listed, as ListCasesOfCell names it. */
export interface Cell {
  table: number;
  row: number;
  key: string;
  column: number;
  title: Record<Language, string>;
}

/** Of a report by form. */
export interface FormSelection extends Selection {
  form: string;
  behind?: Cell | undefined;
}

type AnySelection = Selection & { behind?: unknown };

const nothing: Span = { from: "", to: "" };

export function firstSelection(today: string, yearly: readonly Yearly[]): Selection {
  return { own: "", unit: "", tree: UnitTree.TODAY, ...around("year", today, nothing, yearly), compare: "none", compared: nothing, forOthers: false };
}

/** Undefined: no comparison, or one whose days are not whole. */
export function comparedSpan(selection: Selection): Span | undefined {
  switch (selection.compare) {
    case "before":
      return spanOf(stepped(selection, -1));
    case "year":
      return spanOf(aYearBefore(selection));
    case "free":
      return spanOf({ ...selection, kind: "free", free: selection.compared });
    default:
      return undefined;
  }
}

/**
 * With what the change brings along: a report for others is of a year that is over or a half of it, beside such a one. Others
 * could tell a small number, and the service refuses them (domain/publication.h).
 */
export function changed<S extends AnySelection>(selection: S, change: Partial<S>, today: string): S {
  const next: S = { ...selection, ...change, behind: change.behind };
  if (!next.forOthers) return next;
  if (!kinds_for_others.includes(next.kind)) Object.assign(next, { kind: "year", part: 1 });
  while (next.year >= Number(today.slice(0, 4))) Object.assign(next, stepped(next, -1));
  if (next.compare === "free") Object.assign(next, { compare: "none" });
  return next;
}

const holds = <S>(state: unknown): state is { selection: S } => typeof state === "object" && state !== null && "selection" in state;

/** Another office, and the list behind a figure, are a step that the browser goes back from; the rest is not. */
export function useSelection<S extends AnySelection>(address: string, first: S, today: string): [S, (change: Partial<S>) => void] {
  const state: unknown = useHistoryState();
  // The periods that are reported are the server's, whatever an entry of the history was made with.
  const selection = holds<S>(state) ? { ...state.selection, yearly: first.yearly } : first;
  const put = (change: Partial<S>) =>
    navigate(address, { replace: change.unit === undefined && !change.behind, state: { selection: changed(selection, change, today) } });
  return [selection, put];
}
