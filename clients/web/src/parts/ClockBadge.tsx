// A deadline that counts down: plain, amber when little is left, framed and said when it is over. Counts by the
// server's clock.
import { IconAlarm, IconCheck, IconClock, IconPlayerStop } from "@tabler/icons-react";
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
  /** When it was met, or ended otherwise; it counts no more. */
  ended_ms?: number;
  met?: boolean;
}

export function ClockBadge({ due_ms, kind, ended_ms, met = true }: Props) {
  const t = partWords.use();
  const lang = useLanguage();
  const far = due_ms - useNow(60_000) > 2 * soon_ms;
  const now_ms = useNow(far ? 60_000 : 1000);
  const what = kind ? label(ClockKindSchema, kind, lang) : "";
  const full = t("due_at", { what, time: nearTime(due_ms, now_ms) });
  if (ended_ms !== undefined) {
    const Icon = met ? IconCheck : IconPlayerStop;
    return <span className={styles.chip} data-tone={met ? "done" : "plain"} title={full}><Icon size={16} aria-hidden />{t(met ? "met" : "stopped", { time: nearTime(ended_ms, now_ms) })}</span>;
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
