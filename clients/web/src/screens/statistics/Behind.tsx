// The cases behind one figure, as the lists show them everywhere: those that the person may see.
import { useInfiniteQuery } from "@connectrpc/connect-query";
import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { failureOf } from "../../api/failure";
import { StatisticsService, type UnitTree } from "../../gen/hotline/v1/statistics_pb";
import { CaseList } from "../../parts/CaseList";
import { EmptyState } from "../../parts/EmptyState";
import { usePick } from "../../words/words";
import { dayWords } from "./period";
import type { Behind as Figure } from "./selection";
import { requestOf } from "./trend";
import { statisticsWords } from "./words";
import styles from "./Statistics.module.css";

const page_size = 100;

interface Props {
  figure: Figure;
  unit: string;
  tree: UnitTree;
  /** "Ca theo giới tính: nữ" */
  title: string;
  office: string;
  onBack(): void;
}

export function Behind({ figure: { dimension, key, span }, unit, tree, title, office, onBack }: Props) {
  const t = statisticsWords.use();
  const say = usePick();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, []);
  const list = useInfiniteQuery(StatisticsService.method.listCasesBehind, { unit, tree, period: requestOf(span), dimension, key, pageSize: page_size, pageToken: "" }, {
    pageParamKey: "pageToken", getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined, staleTime: 0,
  });
  const rows = list.data?.pages.flatMap(({ cases }) => cases) ?? [];
  return (
    <section className={styles.page} aria-labelledby="behind-title">
      <div><Button variant="subtle" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={onBack}>{t("back")}</Button></div>
      <header>
        <h1 id="behind-title" ref={heading} tabIndex={-1} className={styles.behind_title}>{title}</h1>
        <p className={styles.told}>{[office, t("span", { from: dayWords(span.from), to: dayWords(span.to) })].filter(Boolean).join(" · ")}</p>
        <p className={styles.note}>{t("behind_note")}</p>
      </header>
      {rows.length > 0 && <CaseList rows={rows} labelledBy="behind-title" onEnd={() => list.hasNextPage && void list.fetchNextPage()} />}
      {list.isPending && <p role="status" className={styles.note}>{t("opening")}</p>}
      {list.error && rows.length === 0 && <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void list.refetch() }}>{say(failureOf(list.error).text)}</EmptyState>}
      {list.data && rows.length === 0 && <EmptyState title={t("behind_none")} />}
    </section>
  );
}
