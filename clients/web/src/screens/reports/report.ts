// What a report says of itself, in words.
import type { MessageInitShape } from "@bufbuild/protobuf";
import { label } from "../../contract/labels";
import type { CodeList } from "../../gen/hotline/record/v1/reference_pb";
import { Dimension, DimensionSchema } from "../../gen/hotline/v1/statistics_pb";
import type { ReportKeySchema, ReportLine } from "../../gen/hotline/v1/report_pb";
import { keyLabel } from "../../parts/figure_words";
import type { Language } from "../../words/words";
import { reportsWords } from "./words";

export type Key = MessageInitShape<typeof ReportKeySchema> & { duty: string; unit: string; firstDay: string };

/** A line's name in the list of lines, and of a correction. */
export const placeOf = ({ dimension, key }: Pick<ReportLine, "dimension" | "key">) => `${dimension} ${key}`;

export function lineLabel({ dimension, key }: Pick<ReportLine, "dimension" | "key">, lists: readonly CodeList[], lang: Language): string {
  if (dimension === Dimension.UNSPECIFIED) return reportsWords.say(key === "cases" ? "total_cases" : "total_contacts");
  return keyLabel(dimension, key, lists, lang);
}

/** Of a line, the total or a dimension; the others count contacts. */
export function countsCases({ dimension, key }: Pick<ReportLine, "dimension" | "key">): boolean {
  return dimension === Dimension.UNSPECIFIED ? key === "cases" : (Dimension[dimension] ?? "").startsWith("CASE_");
}

/** "Ca theo giới tính: nữ", of a line about cases. */
export function lineTitle(line: Pick<ReportLine, "dimension" | "key">, lists: readonly CodeList[], lang: Language): string {
  if (line.dimension === Dimension.UNSPECIFIED) return reportsWords.say("all_cases");
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
      const title = line.dimension === Dimension.UNSPECIFIED ? reportsWords.say("total") : label(DimensionSchema, line.dimension, lang);
      groups.push((group = { dimension: line.dimension, title, lines: [] }));
    }
    const total = line.dimension === Dimension.UNSPECIFIED;
    if (total || line.counted !== 0 || (line.signed ?? 0) !== 0 || line.corrected !== undefined) group.lines.push(line);
  }
  return groups;
}
