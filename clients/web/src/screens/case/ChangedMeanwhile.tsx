// Somebody changed the case while a form was open: what they did, in the words of the history, and the way on.
import { Button } from "@mantine/core";
import { IconGitMerge } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { HistoryEntry } from "../../gen/hotline/v1/case_pb";
import { Notice } from "../../parts/Notice";
import { formWords } from "./form_words";
import { ThreadEntry } from "./ThreadEntry";
import styles from "./Form.module.css";

interface Props {
  entries: readonly HistoryEntry[];
  /** The version that the person had seen. */
  since: number;
  /** The change itself is here; before that the server has only said that there is one. */
  arrived: boolean;
  onSeen(): void;
}

export function ChangedMeanwhile({ entries, since, arrived, onSeen }: Props) {
  const t = formWords.use();
  const box = useRef<HTMLDivElement>(null);
  const newer = entries.filter(({ version }) => version > since);
  useEffect(() => {
    box.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={box} data-changed tabIndex={-1}>
      <Notice icon={IconGitMerge}>
        <p className={styles.changed}><strong>{t("changed")}</strong> {t("changed_long")}</p>
        {newer.length > 0 && <ol className={styles.newer}>{newer.map((entry) => <ThreadEntry key={entry.version} entry={entry} short />)}</ol>}
        {arrived ? <Button variant="default" onClick={onSeen}>{t("changed_seen")}</Button> : <p role="status" className={styles.changed}>{t("changed_loading")}</p>}
      </Notice>
    </div>
  );
}
