// What a report says of itself, in words.
import type { MessageInitShape } from "@bufbuild/protobuf";
import { label } from "../../contract/labels_apart";
import type { CodeList } from "../../gen/hotline/record/v1/reference_pb";
import { Dimension, DimensionSchema } from "../../gen/hotline/v1/statistics_pb";
import { Counted, type FilledReport, type FilledRow, type FilledTable, type ReportCell } from "../../gen/hotline/v1/filled_report_pb";
import type { ReportCorrection } from "../../gen/hotline/v1/report_content_pb";
import type { GetReportResponse, ReportKeySchema, ReportLine } from "../../gen/hotline/v1/report_pb";
import { keyLabel } from "../../parts/figure_words";
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

/** A number of a form by its place there, as corrections and lists of cases name it. */
export interface Place {
  table: number;
  row: number;
  column: number;
  key: string;
}

export const placeIn = ({ table, row, column, key }: Place) => `${table}.${row}.${column} ${key}`;

/** What the report stands for. */
export const standsFor = ({ corrected, signed, number }: Pick<ReportCell, "corrected" | "signed" | "number">): number | undefined => corrected ?? signed ?? number;

/** "Ca nhận trong kỳ, Tổng số" */
export const cellLabel = (row: FilledRow, table: FilledTable, column: number, lang: Language): string =>
  [row.label?.[lang], table.columns[column]?.[lang]].filter(Boolean).join(", ");

/** A number that an office may say otherwise. */
export interface Number {
  place: string;
  group: string;
  label: string;
  /** As it is counted now. */
  counted: number;
  corrected: number | undefined;
  reason: string;
  /** As a correction names it. */
  named: { dimension: Dimension; key: string } | Place;
}

function numbersOfForm({ tables }: FilledReport, corrections: readonly ReportCorrection[], lang: Language): Number[] {
  const reasons = new Map(corrections.map((one) => [placeIn(one), one.reason]));
  return tables.flatMap((table, at) => table.rows.filter(({ heading, share }) => !heading && !share).flatMap((row) => row.cells.map((cell, column): Number => {
    const named = { table: at + 1, row: row.row, column: column + 1, key: row.key };
    return { place: placeIn(named), group: table.title?.[lang] ?? "", label: cellLabel(row, table, column, lang), counted: cell.number ?? 0, corrected: cell.corrected, reason: reasons.get(placeIn(named)) ?? "", named };
  })));
}

/** Every number of the report, in its order. */
export function numbersOf({ filled, corrections, lines }: GetReportResponse, lists: readonly CodeList[], lang: Language): Number[] {
  if (filled) return numbersOfForm(filled, corrections, lang);
  const titles = new Map(groupsOf(lines, lang).map(({ dimension, title }) => [dimension, title]));
  return lines.map(({ dimension, key, counted, corrected, reason }) => ({
    place: placeOf({ dimension, key }), group: titles.get(dimension) ?? "", label: lineLabel({ dimension, key }, lists, lang), counted, corrected, reason, named: { dimension, key },
  }));
}

export const hasDifferences = ({ filled, lines }: GetReportResponse): boolean =>
  lines.some(({ differs }) => differs) || Boolean(filled?.tables.some(({ rows }) => rows.some(({ cells }) => cells.some(({ differs }) => differs))));

/** What the file calls each figure of a report by dimensions; a form has its own words. */
export function wordsOfLines({ lines }: GetReportResponse, lists: readonly CodeList[], lang: Language) {
  const titles = groupsOf(lines, lang).filter(({ dimension }) => dimension !== Dimension.UNSPECIFIED).map(({ dimension, title }) => ({ dimension, key: "", words: title }));
  return [...titles, ...lines.map(({ dimension, key }) => ({ dimension, key, words: lineLabel({ dimension, key }, lists, lang) }))];
}

export const countsCasesIn = (table: FilledTable, row: FilledRow): boolean => table.counted === Counted.CASES && !row.share && !row.heading;
