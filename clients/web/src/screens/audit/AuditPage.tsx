// The log as a whole: its newest seal, its verification, and what administrators and the machine did.
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@connectrpc/connect-query";
import { failureOf } from "../../api/failure";
import { AuditService } from "../../gen/hotline/v1/audit_pb";
import { ActList } from "../../parts/ActList";
import { Verification } from "../../parts/Verification";
import { usePick } from "../../words/words";
import { auditWords } from "./words";
import styles from "./Audit.module.css";

export default function AuditPage() {
  const t = auditWords.use();
  const say = usePick();
  const list = useInfiniteQuery(AuditService.method.listAdministration, { pageSize: 50, pageToken: "" }, {
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
        {list.error && <p role="alert">{say(failureOf(list.error).text)}</p>}
        {list.data && entries.length === 0 && <p>{t("acts_none")}</p>}
        <ActList entries={entries} />
        {list.hasNextPage && <div><Button variant="default" onClick={() => void list.fetchNextPage()}>{t("more")}</Button></div>}
      </section>
    </article>
  );
}
