// Everything that the page shows of one answer, in its order: the groups, and in each its sets of figures.
import { useQuery } from "@connectrpc/connect-query";
import { useCategories } from "../../contract/reference";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import { Dimension, UnitTree, type GetStatisticsResponse } from "../../gen/hotline/v1/statistics_pb";
import { unitName, useUnitNames } from "../../parts/unit_name";
import { useLanguage } from "../../words/words";
import { shownOf, totalOf, type Line, type Shown } from "./figures";
import type { Asked } from "./trend";
import { statisticsWords } from "./words";

const groups = [
  { words: "contacts", dimensions: [Dimension.CONTACT_CLASS, Dimension.CONTACT_CALL_TYPE, Dimension.CONTACT_CHANNEL, Dimension.CONTACT_HOUR, Dimension.CONTACT_REASON] },
  { words: "about_cases", dimensions: [Dimension.CASE_ABUSE_TYPE, Dimension.CASE_SEX, Dimension.CASE_AGE_BAND, Dimension.CASE_RISK, Dimension.CASE_EMERGENCY, Dimension.CASE_SETTING, Dimension.CASE_SPECIAL_CIRCUMSTANCE, Dimension.CASE_LINKED] },
  {
    words: "course",
    dimensions: [
      Dimension.CASE_CLOCK, Dimension.CASE_STATUS, Dimension.CASE_OUTCOME, Dimension.CASE_PROOF_LEVEL,
      Dimension.CASE_TIME_TO_SENDING_ON, Dimension.CASE_TIME_TO_ACCEPTANCE, Dimension.CASE_TIME_TO_ASSESSMENT, Dimension.CASE_TIME_TO_PLAN, Dimension.CASE_TIME_TO_APPROVAL, Dimension.CASE_TIME_TO_FIRST_ACTION,
      Dimension.CASE_TIME_TO_MEASURES, Dimension.CASE_TIME_TO_REVIEW, Dimension.CASE_TIME_TO_CLOSING,
      Dimension.CASE_RETURNS, Dimension.CASE_REROUTES, Dimension.CASE_FURTHER_CONTACTS,
    ],
  },
] as const;

const units_max = 200;

export interface Group {
  words: (typeof groups)[number]["words"];
  pictures: Shown[];
}

export interface ShownAll {
  totals: { contacts: Line; cases: Line };
  beside: boolean;
  groups: Group[];
  offices: { cases: Shown; contacts: Shown; empty: number } | undefined;
}

/** The offices directly below, by name; and those of the figures that are not among them any more. */
function useOffices(answer: GetStatisticsResponse, unit: string, onDate: string) {
  const listed = useQuery(DirectoryService.method.listUnits, { parent: unit, onDate, pageSize: units_max }, { staleTime: Infinity });
  const units = listed.data?.units ?? [];
  const names = new Map(units.map((one) => [one.unit, unitName(one)]));
  const keys = answer.breakdowns.filter(({ dimension }) => dimension === Dimension.CASE_UNIT || dimension === Dimension.CONTACT_UNIT).flatMap(({ figures }) => figures.map(({ key }) => key));
  const others = useUnitNames(listed.isPending ? [] : [...new Set(keys)].filter((key) => !names.has(key)));
  return { below: units.map((one) => one.unit), all: listed.data?.nextPageToken === "", nameOf: (key: string) => names.get(key) ?? others.get(key) ?? "" };
}

export function useShown(answer: GetStatisticsResponse, asked: Asked, unit: string): ShownAll {
  const lang = useLanguage();
  const lists = useCategories();
  const { below, all, nameOf } = useOffices(answer, unit, asked.tree === UnitTree.THEN || asked.forOthers ? asked.span.to : "");
  const beside = asked.compared !== undefined;
  const words = { lists, lang, beside };
  const total = (of: Shown["of"]): Line => {
    const figure = totalOf(answer, of);
    return { key: "", label: statisticsWords.say(of), count: figure?.count, compared: figure?.compared, share: undefined };
  };
  const [cases, contacts] = [Dimension.CASE_UNIT, Dimension.CONTACT_UNIT].map((dimension) => shownOf(answer, dimension, { ...words, nameOf })) as [Shown, Shown];
  // What is handed on has nothing by what goes on changing: no picture says "none" of it.
  const told = (dimensions: readonly Dimension[]) => dimensions.filter((dimension) => !asked.forOthers || answer.breakdowns.some((one) => one.dimension === dimension));
  const counted = new Set([...cases.lines, ...contacts.lines].map(({ key }) => key));
  return {
    totals: { contacts: total("contacts"), cases: total("cases") },
    beside,
    groups: groups.map(({ words: title, dimensions }) => ({ words: title, pictures: told(dimensions).map((dimension) => shownOf(answer, dimension, words)) })),
    offices: below.length > 0 || [...counted].some((key) => key !== unit) ? { cases, contacts, empty: all ? below.filter((one) => !counted.has(one)).length : 0 } : undefined,
  };
}
