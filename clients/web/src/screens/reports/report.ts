// What a report says of itself, in words.
import type { MessageInitShape } from "@bufbuild/protobuf";
import { label } from "../../contract/labels";
import type { CodeList } from "../../gen/hotline/record/v1/reference_pb";
import { Dimension, DimensionSchema } from "../../gen/hotline/v1/statistics_pb";
import type { GetReportResponse, ReportKeySchema, ReportLine } from "../../gen/hotline/v1/report_pb";
import { keyLabel } from "../../parts/figure_words";
import { day } from "../../parts/report_address";
import type { Language } from "../../words/words";
import { reportsWords } from "./words";

export type Key = MessageInitShape<typeof ReportKeySchema> & { duty: string; unit: string; firstDay: string };

/** A line's name in the list of lines, and of a correction. */
export const placeOf = ({ dimension, key }: Pick<ReportLine, "dimension" | "key">) => `${dimension} ${key}`;

const inLanguage = (key: "total" | "total_cases" | "total_contacts" | "all_cases", lang: Language): string => reportsWords.both(key)[lang === "vi" ? 0 : 1];

export function lineLabel({ dimension, key }: Pick<ReportLine, "dimension" | "key">, lists: readonly CodeList[], lang: Language): string {
  if (dimension === Dimension.UNSPECIFIED) return inLanguage(key === "cases" ? "total_cases" : "total_contacts", lang);
  return keyLabel(dimension, key, lists, lang);
}

/** What the report stands for: the correction, else what was signed, else what is counted now. */
export const numberOf = ({ corrected, signed, counted }: Pick<ReportLine, "corrected" | "signed" | "counted">): number => corrected ?? signed ?? counted;

/** Of a line, the total or a dimension; the others count contacts. */
export function countsCases({ dimension, key }: Pick<ReportLine, "dimension" | "key">): boolean {
  return dimension === Dimension.UNSPECIFIED ? key === "cases" : (Dimension[dimension] ?? "").startsWith("CASE_");
}

/** "Ca theo giới tính: nữ", of a line about cases. */
export function lineTitle(line: Pick<ReportLine, "dimension" | "key">, lists: readonly CodeList[], lang: Language): string {
  if (line.dimension === Dimension.UNSPECIFIED) return inLanguage("all_cases", lang);
  return `${label(DimensionSchema, line.dimension, lang)}: ${lineLabel(line, lists, lang)}`;
}

export interface Group {
  dimension: Dimension;
  title: string;
  lines: ReportLine[];
}

/** The lines of each dimension under its name, in the order of the report; those that say nothing are left out. */
export function groupsOf(lines: readonly ReportLine[], lang: Language): Group[] {
  const groups: Group[] = [];
  for (const line of lines) {
    let group = groups.find(({ dimension }) => dimension === line.dimension);
    if (!group) {
      const title = line.dimension === Dimension.UNSPECIFIED ? inLanguage("total", lang) : label(DimensionSchema, line.dimension, lang);
      groups.push((group = { dimension: line.dimension, title, lines: [] }));
    }
    const total = line.dimension === Dimension.UNSPECIFIED;
    if (total || line.counted !== 0 || (line.signed ?? 0) !== 0 || line.corrected !== undefined) group.lines.push(line);
  }
  return groups;
}

/** The report as rows of a spreadsheet: what it is, then a row a line. */
export function sheetOf({ report, narrative, lines }: GetReportResponse, unit: string, lists: readonly CodeList[], lang: Language): (string | number | undefined)[][] {
  const t = reportsWords.say;
  return [
    [report!.name?.[lang]],
    [t("of_period", { unit, from: day(report!.key!.firstDay), to: day(report!.lastDay) })],
    [narrative],
    [],
    [t("group"), t("line"), t("signed"), t("counted"), t("corrected"), t("reason")],
    ...groupsOf(lines, lang).flatMap(({ title, lines: of }) => of.map((line) => [title, lineLabel(line, lists, lang), line.signed, line.counted, line.corrected, line.reason])),
  ];
}
