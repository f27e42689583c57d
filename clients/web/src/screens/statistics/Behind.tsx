// The cases behind one figure of the page.
import { useInfiniteQuery } from "@connectrpc/connect-query";
import { StatisticsService, type UnitTree } from "../../gen/hotline/v1/statistics_pb";
import { CasesBehind } from "../../parts/CasesLater";
import { first_page, paging } from "../../parts/cases_behind";
import { dayWords, type Span } from "./period";
import type { Behind as Figure } from "./selection";
import { requestOf } from "./trend";
import { statisticsWords } from "./words";

interface Props {
  figure: Figure;
  unit: string;
  tree: UnitTree;
  /** As the figures were asked for: keys of codes may depend on it. */
  compared: Span | undefined;
  title: string;
  office: string;
  onBack(): void;
}

export function Behind({ figure: { dimension, key, span }, unit, tree, compared, title, office, onBack }: Props) {
  const t = statisticsWords.use();
  const list = useInfiniteQuery(StatisticsService.method.listCasesBehind, { unit, tree, period: requestOf(span), dimension, key, ...(compared && { comparedWith: requestOf(compared) }), ...first_page }, paging);
  return <CasesBehind title={title} told={[office, t("span", { from: dayWords(span.from), to: dayWords(span.to) })]} back={t("back")} onBack={onBack} list={list} />;
}
