// A deadline that counts down: plain, amber when little is left, framed and said when it is over. Counts by the
// server's clock.
import { IconAlarm, IconCheck, IconClock, IconPlayerStop } from "@tabler/icons-react";
import { ClockKind, ClockKindSchema } from "../gen/hotline/v1/case_detail_pb";
import { useEffect, useState } from "react";
import { label } from "../contract/labels";
import { nearTime, span } from "../time/format";
import { useNow } from "../time/ticker";
import { cited } from "../words/citation";
import { useLanguage } from "../words/words";
import { afterFirstLook } from "./first_look";
import { loadedOnce } from "./use_loaded";
import { partWords } from "./words";
import styles from "./Chip.module.css";

const soon_ms = 60 * 60_000;
const articles = loadedOnce(async () => (await import("./clock_articles")).articlesNow());

/** The clock's own, where it is known; else that of its kind. Empty for a setting, and while it is asked for. */
function useArticle(kind: ClockKind | undefined, own: string | undefined): string {
  const [known, setKnown] = useState(articles.here);
  const wanted = own === undefined && known === undefined;
  // Nobody waits for it; where it cannot be had, the next badge asks again.
  useEffect(() => (wanted ? afterFirstLook(() => void articles.fetch().then(setKnown, () => {})) : undefined), [wanted]);
  return own ?? known?.get(kind ?? ClockKind.UNSPECIFIED) ?? "";
}

interface Props {
  due_ms: number;
  kind?: ClockKind;
  /** Of the law, where the clock itself says it; absent: that of its kind. */
  article?: string;
  /** When it was met, or ended otherwise; it counts no more. */
  ended_ms?: number;
  met?: boolean;
}

export function ClockBadge({ due_ms, kind, article, ended_ms, met = true }: Props) {
  const t = partWords.use();
  const lang = useLanguage();
  const far = due_ms - useNow(60_000) > 2 * soon_ms;
  const now_ms = useNow(far ? 60_000 : 1000);
  const what = kind ? label(ClockKindSchema, kind, lang) : "";
  const law = useArticle(kind, article);
  const full = [t("due_at", { what, time: nearTime(due_ms, now_ms) }), law && cited(law, lang)].filter(Boolean).join(" · ");
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
