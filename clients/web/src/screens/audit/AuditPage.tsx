// The log as a whole: its newest seal, its verification, and what administrators and the machine did.
import { useInfiniteQuery } from "@connectrpc/connect-query";
import { failureOf } from "../../api/failure";
import { AuditService, type AdministrationEntry } from "../../gen/hotline/v1/audit_pb";
import { Act } from "../../parts/ActList";
import acts from "../../parts/ActList.module.css";
import { NextPage } from "../../parts/NextPage";
import { useRowsInSight } from "../../parts/rows_in_sight";
import { Verification } from "../../parts/Verification";
import { usePick } from "../../words/words";
import { auditWords } from "./words";
import styles from "./Audit.module.css";

const guess = { height_px: 40, beyond: 16 };

function Acts({ entries, onEnd }: { entries: readonly AdministrationEntry[]; onEnd(): void }) {
  const { list, items, before_px, after_px, measure } = useRowsInSight<HTMLOListElement>({ count: entries.length, keyOf: (index) => String(entries[index]!.logIndex), guess, onEnd });
  return (
    <ol ref={list} className={acts.acts} style={{ paddingBottom: after_px, paddingTop: before_px }}>
      {items.map(({ key, index }) => <li key={key} ref={measure} data-index={index} aria-setsize={-1} aria-posinset={index + 1}><Act entry={entries[index]!} /></li>)}
    </ol>
  );
}

export default function AuditPage() {
  const t = auditWords.use();
  const say = usePick();
  const list = useInfiniteQuery(AuditService.method.listAdministration, { pageSize: 100, pageToken: "" }, {
    pageParamKey: "pageToken", getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined, staleTime: 0,
  });
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <article className={styles.page} aria-labelledby="audit-title">
      <h1 id="audit-title">{t("title")}</h1>
      <p className={styles.long}>{t("long")}</p>
      <Verification />
      <section className={styles.card} aria-labelledby="audit-acts">
        <h2 id="audit-acts">{t("acts")}</h2>
        {list.isPending && <p role="status">{t("opening")}</p>}
        {list.error && entries.length === 0 && <p role="alert">{say(failureOf(list.error).text)}</p>}
        {list.data && entries.length === 0 && <p>{t("acts_none")}</p>}
        {entries.length > 0 && <Acts entries={entries} onEnd={() => list.hasNextPage && void list.fetchNextPage()} />}
        <NextPage pages={list} />
      </section>
    </article>
  );
}
