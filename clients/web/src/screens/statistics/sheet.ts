// What the file of the page holds, which the server makes: every dimension of figures, and what each is called.
import { label } from "../../contract/labels_apart";
import type { CodeList } from "../../gen/hotline/record/v1/reference_pb";
import { Dimension, DimensionSchema, type GetStatisticsResponse } from "../../gen/hotline/v1/statistics_pb";
import { keyLabel } from "../../parts/figure_words";
import type { Language } from "../../words/words";
import { monthsIn, type Span } from "./period";
import { statisticsWords } from "./words";

const day_ms = 86_400_000;
/** The server counts by day over so many alone. */
const days_max = 400;

const daysOf = ({ from, to }: Span): string[] => {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / day_ms + 1;
  return days > days_max ? [] : Array.from({ length: days }, (_, at) => new Date(Date.parse(`${from}T00:00:00Z`) + at * day_ms).toISOString().slice(0, 10));
};

interface Asked {
  span: Span;
  compared: Span | undefined;
  forOthers: boolean;
}

/** None: all of them but days, which come only where they are named. */
export function exportedDimensions({ span, compared, forOthers }: Asked): Dimension[] {
  const days = [span, ...(compared ? [compared] : [])].every((one) => daysOf(one).length > 0);
  return forOthers || !days ? [] : DimensionSchema.values.map(({ number }) => number as Dimension).filter((dimension) => dimension !== Dimension.UNSPECIFIED);
}

/** Of all keys that the answer has, and of the months and days that it did not ask for. */
export function wordsOfFigures(answer: GetStatisticsResponse, lists: readonly CodeList[], lang: Language, { span, compared }: Asked) {
  const titles = DimensionSchema.values.filter(({ number }) => number !== 0).map(({ number }) => ({ dimension: number as Dimension, key: "", words: label(DimensionSchema, number, lang) }));
  const totals = (["contacts", "cases"] as const).map((key) => ({ dimension: Dimension.UNSPECIFIED, key, words: statisticsWords.say(key) }));
  const keys = answer.breakdowns.flatMap(({ dimension, figures }) => figures.map(({ key }) => ({ dimension, key, words: keyLabel(dimension, key, lists, lang) })));
  const spans = [span, ...(compared ? [compared] : [])];
  const dates = (dimension: Dimension, of: readonly string[]) => [...new Set(of)].map((key) => ({ dimension, key, words: keyLabel(dimension, key, lists, lang) }));
  return [...titles, ...totals, ...keys.filter(({ dimension }) => dimension !== Dimension.CONTACT_MONTH && dimension !== Dimension.CASE_MONTH), ...dates(Dimension.CONTACT_MONTH, spans.flatMap(monthsIn)), ...dates(Dimension.CASE_MONTH, spans.flatMap(monthsIn)), ...dates(Dimension.CONTACT_DAY, spans.flatMap(daysOf))].filter(({ words }) => words !== "");
}
