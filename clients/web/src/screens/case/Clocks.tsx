// What is due, with the article that says so. The twelve hours of a child in danger stand first and red.
import { ClockKind, ClockKindSchema, type CaseDetail, type Clock } from "../../gen/hotline/v1/case_detail_pb";
import { label } from "../../contract/labels";
import { ClockBadge } from "../../parts/ClockBadge";
import { msOf, nearTime, span } from "../../time/format";
import { useNow } from "../../time/ticker";
import { useLanguage } from "../../words/words";
import { caseWords } from "./words";
import styles from "./Case.module.css";

const due = (clock: Clock) => (clock.dueAt ? msOf(clock.dueAt) : 0);

/** Those that run, the earliest due first, then those that were met, the latest first. */
function inOrder(clocks: readonly Clock[]): Clock[] {
  const runs = clocks.filter(({ metAt }) => !metAt).toSorted((a, b) => due(a) - due(b));
  const met = clocks.filter(({ metAt }) => metAt).toSorted((a, b) => msOf(b.metAt!) - msOf(a.metAt!));
  return [...runs, ...met];
}

export function emergencyClock(detail: CaseDetail): Clock | undefined {
  return detail.clocks.find(({ kind, metAt }) => kind === ClockKind.EMERGENCY && !metAt);
}

/** The twelve hours, as large as they are grave. */
export function EmergencyCountdown({ clock }: { clock: Clock }) {
  const t = caseWords.use();
  const due_ms = due(clock);
  const now_ms = useNow(1000);
  const left_ms = due_ms - now_ms;
  return (
    <div className={styles.twelve}>
      <p className={styles.twelve_left}>{t(left_ms < 0 ? "twelve_over" : "twelve_left", { span: span(left_ms) })}</p>
      <p>{t("twelve_long", { time: nearTime(due_ms, now_ms) })} <span className={styles.article}>{clock.article}</span></p>
    </div>
  );
}

export function Clocks({ detail }: { detail: CaseDetail }) {
  const t = caseWords.use();
  const lang = useLanguage();
  const twelve = emergencyClock(detail);
  const others = inOrder(detail.clocks.filter((clock) => clock !== twelve));
  if (!twelve && others.length === 0) return null;
  return (
    <section aria-labelledby="clocks-title" className={styles.card} data-danger={twelve ? true : undefined}>
      <h2 id="clocks-title">{t("due")}</h2>
      {twelve && <EmergencyCountdown clock={twelve} />}
      <ul className={styles.clocks}>
        {others.map((clock) => (
          <li key={`${clock.kind}-${due(clock)}`}>
            <span className={styles.clock_name}>{label(ClockKindSchema, clock.kind, lang)}{clock.article && <span className={styles.article}>{clock.article}</span>}</span>
            <ClockBadge due_ms={due(clock)} kind={clock.kind} {...(clock.metAt && { met_ms: msOf(clock.metAt) })} />
          </li>
        ))}
      </ul>
    </section>
  );
}
