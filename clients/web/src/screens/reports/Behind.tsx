// The cases behind one line of a report. Which line, the browser's history holds beside the address, so that going back
// from a case finds the list again.
import { useInfiniteQuery } from "@connectrpc/connect-query";
import { navigate, useHistoryState } from "wouter/use-browser-location";
import { useCategories } from "../../contract/reference";
import { ReportService, type GetReportResponse, type ReportLine } from "../../gen/hotline/v1/report_pb";
import { CasesBehind } from "../../parts/CasesLater";
import { first_page, paging } from "../../parts/cases_behind";
import { addressOf, day } from "../../parts/report_address";
import { useUnitName } from "../../parts/unit_name";
import { useLanguage, type Language } from "../../words/words";
import { lineTitle, type Key, type Place } from "./report";
import { reportsWords } from "./words";

/** A line of a report by dimensions, or a number of a form, with what it is called. */
type Line = Pick<ReportLine, "dimension" | "key"> | (Place & { title: Record<Language, string> });

const holds = (state: unknown): state is { line: Line } => typeof state === "object" && state !== null && "line" in state;

export function useLine(of: Key): [Line | undefined, (line: Line) => void] {
  const state: unknown = useHistoryState();
  return [holds(state) ? state.line : undefined, (line) => navigate(addressOf(of), { state: { line: "title" in line ? line : { dimension: line.dimension, key: line.key } } })];
}

export function Behind({ line, report }: { line: Line; report: NonNullable<GetReportResponse["report"]> }) {
  const t = reportsWords.use();
  const lang = useLanguage();
  const lists = useCategories();
  const key = report.key!;
  const unit = useUnitName(key.unit);
  const named = "title" in line ? { table: line.table, row: line.row, column: line.column, lineKey: line.key } : { dimension: line.dimension, lineKey: line.key };
  const list = useInfiniteQuery(ReportService.method.listCasesOfLine, { key, ...named, ...first_page }, paging);
  const told = [report.name?.[lang] ?? "", t("of_period", { unit, from: day(key.firstDay), to: day(report.lastDay) })];
  return <CasesBehind title={"title" in line ? line.title[lang] : lineTitle(line, lists, lang)} told={told} back={t("back_to_report")} onBack={() => window.history.back()} list={list} />;
}
