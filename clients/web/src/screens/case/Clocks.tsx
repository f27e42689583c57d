// What is due, with the article that says so. The twelve hours of a child in danger stand first and red.
import { LadderRung, LadderRungSchema } from "../../gen/hotline/record/v1/case_pb";
import { ClockKind, ClockKindSchema, type CaseDetail, type Clock } from "../../gen/hotline/v1/case_detail_pb";
import { label } from "../../contract/labels";
import { ClockBadge } from "../../parts/ClockBadge";
import { msOf, nearTime, span } from "../../time/format";
import { useNow } from "../../time/ticker";
import { cited } from "../../words/citation";
import { useLanguage } from "../../words/words";
import { caseWords } from "./words";
import styles from "./Case.module.css";

const due = (clock: Clock) => (clock.dueAt ? msOf(clock.dueAt) : 0);
const runs = ({ metAt, stoppedAt }: Clock) => !metAt && !stoppedAt;
const ended = ({ metAt, stoppedAt }: Clock) => msOf((metAt ?? stoppedAt)!);

export function emergencyClock(detail: CaseDetail): Clock | undefined {
  return detail.clocks.find((clock) => clock.kind === ClockKind.EMERGENCY && runs(clock));
}

/** How high the ladder has reached for this clock, and when the next step is taken if nothing is done. */
function Ladder({ clock }: { clock: Clock }) {
  const { rung, rungAt, nextStepAt } = clock;
  const t = caseWords.use();
  const lang = useLanguage();
  const now_ms = useNow(60_000);
  const next = nextStepAt && runs(clock) ? t("ladder_next", { time: nearTime(msOf(nextStepAt), now_ms) }) : "";
  const reached = rung !== LadderRung.UNSPECIFIED && rungAt ? t("ladder_told", { who: label(LadderRungSchema, rung, lang), time: nearTime(msOf(rungAt), now_ms) }) : "";
  const words = [reached, next].filter(Boolean).join(" ");
  return words ? <span className={styles.ladder}>{words}</span> : null;
}

/** The twelve hours, as large as they are grave. */
export function EmergencyCountdown({ clock }: { clock: Clock }) {
  const t = caseWords.use();
  const lang = useLanguage();
  const due_ms = due(clock);
  const now_ms = useNow(1000);
  const left_ms = due_ms - now_ms;
  return (
    <div className={styles.twelve}>
      <p className={styles.twelve_left}>{t(left_ms < 0 ? "twelve_over" : "twelve_left", { span: span(left_ms) })}</p>
      <p>{t("twelve_long", { time: nearTime(due_ms, now_ms) })} <span className={styles.article}>{cited(clock.article, lang)}</span></p>
      <Ladder clock={clock} />
    </div>
  );
}

function ClockList({ clocks }: { clocks: readonly Clock[] }) {
  const lang = useLanguage();
  return (
    <ul className={styles.clocks}>
      {clocks.map((clock) => (
        <li key={`${clock.kind}-${due(clock)}`}>
          <span className={styles.clock_name}>{label(ClockKindSchema, clock.kind, lang)}{clock.article && <span className={styles.article}>{cited(clock.article, lang)}</span>}</span>
          <ClockBadge due_ms={due(clock)} kind={clock.kind} article={clock.article} {...(!runs(clock) && { ended_ms: ended(clock), met: Boolean(clock.metAt) })} />
          <Ladder clock={clock} />
        </li>
      ))}
    </ul>
  );
}

export function Clocks({ detail }: { detail: CaseDetail }) {
  const t = caseWords.use();
  const twelve = emergencyClock(detail);
  const running = detail.clocks.filter((clock) => runs(clock) && clock !== twelve).sort((a, b) => due(a) - due(b));
  const over = detail.clocks.filter((clock) => !runs(clock)).sort((a, b) => ended(b) - ended(a));
  if (detail.clocks.length === 0) return null;
  return (
    <section aria-labelledby="clocks-title" className={styles.card} data-danger={twelve ? true : undefined}>
      <h2 id="clocks-title">{t("due")}</h2>
      {twelve && <EmergencyCountdown clock={twelve} />}
      {running.length > 0 && <ClockList clocks={running} />}
      {!twelve && running.length === 0 && <p className={styles.next}>{t("due_none")}</p>}
      {over.length > 0 && <details className={styles.met}><summary>{t("due_over", { count: over.length })}</summary><ClockList clocks={over} /></details>}
    </section>
  );
}
