// By when what must happen, as the server counts it: of what was sent, and of what would be sent now.
import { label } from "../../contract/labels";
import { ClockKindSchema, type Clock } from "../../gen/hotline/v1/case_detail_pb";
import { msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { cited } from "../../words/citation";
import { useLanguage } from "../../words/words";
import { deskWords } from "./words";
import styles from "./Clocks.module.css";

export function Clocks({ title, clocks }: { title: string; clocks: readonly Clock[] }) {
  const t = deskWords.use();
  const lang = useLanguage();
  const now_ms = useNow(60_000);
  const running = clocks.filter(({ dueAt, metAt, stoppedAt }) => dueAt && !metAt && !stoppedAt);
  if (running.length === 0) return null;
  return (
    <>
      <h3 className={styles.head}>{title}</h3>
      <ul className={styles.clocks}>
        {running.map((clock) => (
          <li key={clock.kind}>
            <span className={styles.what}>{label(ClockKindSchema, clock.kind, lang)}</span>
            <strong>{t("before", { time: nearTime(msOf(clock.dueAt!), now_ms) })}</strong>
            {clock.article && <span className={styles.article}>{cited(clock.article, lang)}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

