// A deadline that counts down: plain, amber when little is left, framed and said when it is over. Counts by the
// server's clock.
import { IconAlarm, IconCheck, IconClock } from "@tabler/icons-react";
import { ClockKindSchema, type ClockKind } from "../gen/hotline/v1/case_detail_pb";
import { label } from "../contract/labels";
import { nearTime, span } from "../time/format";
import { useNow } from "../time/ticker";
import { useLanguage } from "../words/words";
import { partWords } from "./words";
import styles from "./Chip.module.css";

const soon_ms = 60 * 60_000;

interface Props {
  due_ms: number;
  kind?: ClockKind;
  /** When it was met; it counts no more. */
  met_ms?: number;
}

export function ClockBadge({ due_ms, kind, met_ms }: Props) {
  const t = partWords.use();
  const lang = useLanguage();
  const far = due_ms - useNow(60_000) > 2 * soon_ms;
  const now_ms = useNow(far ? 60_000 : 1000);
  const what = kind ? label(ClockKindSchema, kind, lang) : "";
  const full = t("due_at", { what, time: nearTime(due_ms, now_ms) });
  if (met_ms !== undefined) {
    return <span className={styles.chip} data-tone="done" title={full}><IconCheck size={16} aria-hidden />{t("met", { time: nearTime(met_ms, now_ms) })}</span>;
  }
  const left_ms = due_ms - now_ms;
  const tone = left_ms < 0 ? "late" : left_ms < soon_ms ? "soon" : "plain";
  const Icon = left_ms < 0 ? IconAlarm : IconClock;
  return (
    <span className={styles.chip} data-tone={tone} title={full}>
      <Icon size={16} aria-hidden />
      {t(left_ms < 0 ? "overdue" : "due_in", { span: span(left_ms) })}
    </span>
  );
}
