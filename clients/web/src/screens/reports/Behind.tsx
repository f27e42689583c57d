// The cases behind one line of a report. Which line, the browser's history holds beside the address, so that going back
// from a case finds the list again.
import { useInfiniteQuery } from "@connectrpc/connect-query";
import { navigate, useHistoryState } from "wouter/use-browser-location";
import { useCategories } from "../../contract/reference";
import { ReportService, type GetReportResponse, type ReportLine } from "../../gen/hotline/v1/report_pb";
import { CasesBehind } from "../../parts/CasesBehind";
import { first_page, paging } from "../../parts/cases_behind";
import { addressOf, day } from "../../parts/report_address";
import { useUnitName } from "../../parts/unit_name";
import { useLanguage } from "../../words/words";
import { lineTitle, type Key } from "./report";
import { reportsWords } from "./words";

type Line = Pick<ReportLine, "dimension" | "key">;

const holds = (state: unknown): state is { line: Line } => typeof state === "object" && state !== null && "line" in state;

export function useLine(of: Key): [Line | undefined, (line: Line) => void] {
  const state: unknown = useHistoryState();
  return [holds(state) ? state.line : undefined, ({ dimension, key }) => navigate(addressOf(of), { state: { line: { dimension, key } } })];
}

export function Behind({ line, report }: { line: Line; report: NonNullable<GetReportResponse["report"]> }) {
  const t = reportsWords.use();
  const lang = useLanguage();
  const lists = useCategories();
  const key = report.key!;
  const unit = useUnitName(key.unit);
  const list = useInfiniteQuery(ReportService.method.listCasesOfLine, { key, dimension: line.dimension, lineKey: line.key, ...first_page }, paging);
  const told = [report.name?.[lang] ?? "", t("of_period", { unit, from: day(key.firstDay), to: day(report.lastDay) })];
  return <CasesBehind title={lineTitle(line, lists, lang)} told={told} back={t("back_to_report")} onBack={() => window.history.back()} list={list} />;
}
