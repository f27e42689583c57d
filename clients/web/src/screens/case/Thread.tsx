// The case as it went, the newest first, so that what arrives moves nothing that is being read further down.
import { Button } from "@mantine/core";
import { usePerson } from "../../app/person";
import { failureOf } from "../../api/failure";
import type { HistoryEntry } from "../../gen/hotline/v1/case_pb";
import { usePick } from "../../words/words";
import type { History } from "../../api/history";
import { foldReminders } from "./fold_reminders";
import { Reminders } from "./Reminders";
import { ThreadEntry } from "./ThreadEntry";
import { threadWords } from "./thread_words";
import styles from "./Thread.module.css";

export function Thread({ history, seenVersion }: { history: History; seenVersion: number }) {
  const t = threadWords.use();
  const say = usePick();
  const { personId } = usePerson();
  const isFresh = ({ version, event }: HistoryEntry) => version > seenVersion && event?.actor?.personId !== personId;
  return (
    <section aria-labelledby="thread-title" className={styles.thread}>
      <h2 id="thread-title">{t("title")}</h2>
      {history.error !== undefined && <p role="alert">{t("failed")} {say(failureOf(history.error).text)} <Button size="sm" variant="default" onClick={history.again}>{t("again")}</Button></p>}
      {history.entries === undefined && history.error === undefined && <p role="status" className={styles.meta}>{t("opening")}</p>}
      <ol className={styles.entries}>
        {foldReminders([...(history.entries ?? [])].reverse()).map((one) =>
          Array.isArray(one) ? <Reminders key={`from ${one.at(-1)!.version}`} entries={one} isFresh={isFresh} /> : <ThreadEntry key={one.version} entry={one} fresh={isFresh(one)} />,
        )}
      </ol>
    </section>
  );
}
