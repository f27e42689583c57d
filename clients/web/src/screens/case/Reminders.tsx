// Reminders of one deadline as one entry of the history: how many, over which time, how high they reached; each of them
// behind it.
import { label } from "../../contract/labels";
import { LadderRungSchema } from "../../gen/hotline/record/v1/case_pb";
import { ClockKindSchema } from "../../gen/hotline/v1/case_detail_pb";
import type { HistoryEntry } from "../../gen/hotline/v1/case_pb";
import { msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { useLanguage } from "../../words/words";
import { ThreadEntry } from "./ThreadEntry";
import { threadWords } from "./thread_words";
import styles from "./Thread.module.css";

const at_ms = ({ event }: HistoryEntry) => (event?.recordedAt ? msOf(event.recordedAt) : 0);

/** The newest first. */
export function Reminders({ entries, isFresh }: { entries: readonly HistoryEntry[]; isFresh(entry: HistoryEntry): boolean }) {
  const t = threadWords.use();
  const lang = useLanguage();
  const now_ms = useNow(60_000);
  const said = entries.flatMap(({ event }) => (event?.body.case === "ladderStepTaken" || event?.body.case === "ladderStepDelivered" ? [event.body.value] : []));
  const fresh = entries.some(isFresh);
  const highest = Math.max(...said.map(({ rung }) => rung));
  const [from, to] = [nearTime(at_ms(entries.at(-1)!), now_ms), nearTime(at_ms(entries[0]!), now_ms)];
  return (
    <li className={styles.entry} data-fresh={fresh || undefined} data-kind="reminders">
      <p className={styles.title}>
        <strong>{t("ladderStepTaken")}</strong>
        {fresh && <span className={styles.fresh}>{t("new")}</span>}
      </p>
      <p className={styles.meta}><time dateTime={new Date(at_ms(entries[0]!)).toISOString()}>{from === to ? to : `${from} – ${to}`}</time> · {t("by_itself")}</p>
      <dl className={styles.lines}>
        <div><dt>{t("clock")}</dt><dd>{label(ClockKindSchema, said[0]!.clock, lang)}</dd></div>
        <div><dt>{t("highest")}</dt><dd>{label(LadderRungSchema, highest, lang)}</dd></div>
      </dl>
      <details className={styles.folded}>
        <summary>{t("each_reminder", { count: entries.filter(({ event }) => event?.body.case === "ladderStepTaken").length })}</summary>
        <ol className={styles.entries}>{entries.map((entry) => <ThreadEntry key={entry.version} entry={entry} fresh={isFresh(entry)} />)}</ol>
      </details>
    </li>
  );
}
