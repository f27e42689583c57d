// The case as it went, the newest first, so that what arrives moves nothing that is being read further down.
import { Button } from "@mantine/core";
import { usePerson } from "../../app/person";
import { failureOf } from "../../api/failure";
import type { HistoryEntry } from "../../gen/hotline/v1/case_pb";
import { usePick } from "../../words/words";
import type { History } from "../../api/history";
import { useNewcomers } from "./people";
import { ThreadEntry } from "./ThreadEntry";
import { threadWords } from "./thread_words";
import styles from "./Thread.module.css";

export function Thread({ history, seenVersion }: { history: History; seenVersion: number }) {
  const t = threadWords.use();
  const say = usePick();
  const { personId } = usePerson();
  useNewcomers(history.entries ?? []);
  const isFresh = ({ version, event }: HistoryEntry) => version > seenVersion && event?.actor?.personId !== personId;
  return (
    <section aria-labelledby="thread-title" className={styles.thread}>
      <h2 id="thread-title">{t("title")}</h2>
      {history.error !== undefined && <p role="alert">{t("failed")} {say(failureOf(history.error).text)} <Button size="sm" variant="default" onClick={history.again}>{t("again")}</Button></p>}
      {history.entries === undefined && history.error === undefined && <p role="status" className={styles.meta}>{t("opening")}</p>}
      <ol className={styles.entries}>
        {[...(history.entries ?? [])].reverse().map((entry) => <ThreadEntry key={entry.version} entry={entry} fresh={isFresh(entry)} />)}
      </ol>
    </section>
  );
}
