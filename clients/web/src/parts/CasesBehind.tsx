// The cases behind one figure, as the lists show them everywhere: those that the person may see.
import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { failureOf } from "../api/failure";
import type { CaseRow } from "../gen/hotline/v1/case_detail_pb";
import { usePick } from "../words/words";
import { CaseList } from "./CaseList";
import { behindWords } from "./cases_behind";
import { EmptyState } from "./EmptyState";
import { NextPage, type Pages } from "./NextPage";
import styles from "./CasesBehind.module.css";

interface Props {
  /** "Ca theo giới tính: nữ" */
  title: string;
  /** Of which office, of which days. */
  told: readonly string[];
  /** The words of the way back. */
  back: string;
  onBack(): void;
  /** What useInfiniteQuery says with `paging`. */
  list: Pages & {
    data: { pages: readonly { cases: CaseRow[] }[] } | undefined;
    isPending: boolean;
    refetch(): unknown;
  };
}

export function CasesBehind({ title, told, back, onBack, list }: Props) {
  const t = behindWords.use();
  const say = usePick();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, []);
  const rows = list.data?.pages.flatMap(({ cases }) => cases) ?? [];
  return (
    <section className={styles.page} aria-labelledby="behind-title">
      <div><Button variant="subtle" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={onBack}>{back}</Button></div>
      <header>
        <h1 id="behind-title" ref={heading} tabIndex={-1}>{title}</h1>
        <p className={styles.told}>{told.filter(Boolean).join(" · ")}</p>
        <p className={styles.note}>{t("note")}</p>
      </header>
      {rows.length > 0 && <CaseList rows={rows} labelledBy="behind-title" more={list.hasNextPage} onEnd={() => list.hasNextPage && void list.fetchNextPage()} />}
      <NextPage pages={list} />
      {list.isPending && <p role="status" className={styles.note}>{t("opening")}</p>}
      {list.error !== null && rows.length === 0 && <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void list.refetch() }}>{say(failureOf(list.error).text)}</EmptyState>}
      {list.data && rows.length === 0 && <EmptyState title={t("none")} />}
    </section>
  );
}
