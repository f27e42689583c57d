// The board's pictures: drawn here, readable in grey, each with its numbers beside it, so that nobody needs the colour.
import { Link } from "wouter";
import { label } from "../../contract/labels";
import { ProofLevel, ProofLevelSchema } from "../../gen/hotline/record/v1/case_pb";
import { ContactClassSchema } from "../../gen/hotline/record/v1/contact_pb";
import { ClockKind } from "../../gen/hotline/v1/case_detail_pb";
import type { ClockShare, ContactHour, GetOverviewResponse, UnitOverview } from "../../gen/hotline/v1/supervision_pb";
import { lateOf } from "../../parts/past_year";
import { ScrollBox } from "../../parts/ScrollBox";
import { useUnitName } from "../../parts/unit_name";
import { date, msOf, span } from "../../time/format";
import { useLanguage } from "../../words/words";
import { boardWords } from "./words";
import styles from "./Board.module.css";

/** The ages that the server counts by, in minutes, so that a column without a case stands too: as in server/service/overview.cpp. */
const ages = [0, 30, 120, 720, 1440, 4320];
const minute_ms = 60_000;

/** Waiting cases: how surely they arrived, against how long ago. */
export function ProofByAge({ overview }: { overview: GetOverviewResponse }) {
  const t = boardWords.use();
  const lang = useLanguage();
  const cells = overview.waitingByProof;
  const levels = [ProofLevel.QUEUED, ProofLevel.DELIVERED, ProofLevel.OPENED].filter((level) => level === ProofLevel.QUEUED || cells.some(({ proofLevel }) => proofLevel === level));
  const count = (level: ProofLevel, age: number) => cells.find(({ proofLevel, ageMinutesMin }) => proofLevel === level && ageMinutesMin === age)?.cases ?? 0;
  const most = Math.max(1, ...cells.map(({ cases }) => cases));
  const aged = ages.filter((age, index) => index < 3 || cells.some(({ ageMinutesMin }) => ageMinutesMin >= age));
  return (
    <section className={styles.card} aria-labelledby="board-proof">
      <h2 id="board-proof">{t("proof")}</h2>
      <ScrollBox labelledBy="board-proof">
        <table className={styles.matrix}>
          <thead>
            <tr>
              <th scope="col">{t("proof_level")}</th>
              {aged.map((age, index) => <th key={age} scope="col">{index + 1 < aged.length ? t("age_up_to", { span: span(aged[index + 1]! * minute_ms) }) : t("age_over", { span: span(age * minute_ms) })}</th>)}
            </tr>
          </thead>
          <tbody>
            {levels.map((level) => (
              <tr key={level}>
                <th scope="row">{label(ProofLevelSchema, level, lang)}</th>
                {aged.map((age) => {
                  const n = count(level, age);
                  return (
                    <td key={age} data-none={n === 0 || undefined}>
                      <svg viewBox="0 0 40 6" className={styles.bar} aria-hidden preserveAspectRatio="none"><rect width={(40 * n) / most} height="6" rx="1" /></svg>
                      {n === 0 ? "–" : n}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

const columns = [
  { kind: ClockKind.ACKNOWLEDGE, words: "acknowledge", always: true },
  { kind: ClockKind.EMERGENCY, words: "emergency_measures", always: true },
  { kind: ClockKind.PLAN, words: "plan_submitted", always: true },
  { kind: ClockKind.SEPARATION, words: "separation_ended", always: true },
  // That a place, or a plan, may do without: only where there is something in them.
  { kind: ClockKind.VERIFY, words: "verify", always: false },
  { kind: ClockKind.REVIEW, words: "review", always: false },
  { kind: ClockKind.FORWARD, words: "forward", always: false },
] as const;
type Column = (typeof columns)[number];

function Share({ of, unit }: { of: ClockShare | undefined; unit: string }) {
  const t = boardWords.use();
  if (!of) return <td data-none>–</td>;
  const all = of.onTime + of.late;
  return (
    <td>
      <svg viewBox="0 0 100 10" className={styles.share} aria-hidden preserveAspectRatio="none">
        <rect className={styles.share_late} width="100" height="10" rx="2" />
        <rect className={styles.share_done} width={(100 * of.onTime) / all} height="10" rx="2" />
      </svg>
      {of.late > 0 ? <Link href="/deadlines" className={styles.link!} state={lateOf(of.kind, unit)} aria-label={t("share_late", { on_time: of.onTime, all, late: of.late })}>{t("share", { on_time: of.onTime, all })}</Link> : t("share", { on_time: of.onTime, all })}
    </td>
  );
}

function ShareRow({ of, shown }: { of: UnitOverview; shown: readonly Column[] }) {
  const name = useUnitName(of.unit);
  return (
    <tr>
      <th scope="row">{name}</th>
      {shown.map(({ kind }) => <Share key={kind} unit={of.unit} of={of.shares.find((share) => share.kind === kind)} />)}
    </tr>
  );
}

/** How often each office was in time, one bar a deadline. */
export function OnTime({ overview }: { overview: GetOverviewResponse }) {
  const t = boardWords.use();
  const lateness = ({ shares }: UnitOverview) => shares.reduce((sum, { late }) => sum + late, 0);
  const units = overview.units.filter(({ shares }) => shares.length > 0).sort((a, b) => lateness(b) - lateness(a));
  const shown = columns.filter(({ kind, always }) => always || units.some(({ shares }) => shares.some((share) => share.kind === kind)));
  return (
    <section className={styles.card} aria-labelledby="board-shares">
      <h2 id="board-shares">{t("shares")}</h2>
      <Link href="/deadlines" className={styles.link!}>{t("deadlines_all")}</Link>
      {units.length > 0 && overview.unitsInAll > overview.units.length && <p className={styles.note}>{t("of_all", { shown: overview.units.length, count: overview.unitsInAll })}</p>}
      {units.length === 0 && <p className={styles.none}>{t("shares_none")}</p>}
      {units.length > 0 && (
        <>
          {overview.sharesSince && <p className={styles.note}>{t("shares_of", { count: overview.sharesCases, date: date(msOf(overview.sharesSince)) })}</p>}
          <ScrollBox labelledBy="board-shares">
            <table className={styles.shares}>
              <thead><tr><th scope="col">{t("unit")}</th>{shown.map(({ kind, words }) => <th key={kind} scope="col">{t(words)}</th>)}</tr></thead>
              <tbody>{units.map((unit) => <ShareRow key={unit.unit} of={unit} shown={shown} />)}</tbody>
            </table>
          </ScrollBox>
        </>
      )}
    </section>
  );
}

const picture = { width: 480, height: 120, head: 18, foot: 18, step: 20 };

function Hours({ hours, told }: { hours: readonly ContactHour[]; told: string }) {
  const most = Math.max(4, ...hours.flatMap(({ today, usualHigh }) => [today, usualHigh]));
  const { width, height, head, foot, step } = picture;
  const y = (n: number) => height - foot - ((height - head - foot) * n) / most;
  const tall = hours.reduce((best, hour) => (hour.today > best.today ? hour : best), hours[0]!);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={styles.hours} role="img" aria-label={told}>
      {hours.map(({ hour, usualLow, usualHigh }) => usualHigh > 0 && (
        <rect key={hour} className={styles.band} x={hour * step} width={step} y={y(usualHigh)} height={Math.max(2, y(usualLow) - y(usualHigh))} />
      ))}
      {hours.map(({ hour, today }) => today > 0 && <rect key={hour} className={styles.today} x={hour * step + 5} width={step - 10} y={y(today)} height={height - foot - y(today)} rx="1.5" />)}
      <line className={styles.base} x1="0" x2={width} y1={height - foot + 0.5} y2={height - foot + 0.5} />
      {tall.today > 0 && <text className={styles.figure} x={tall.hour * step + step / 2} y={y(tall.today) - 3} textAnchor="middle">{tall.today}</text>}
      {[0, 6, 12, 18].map((hour) => <text key={hour} className={styles.figure} x={hour * step} y={height - 4}>{`${hour}:00`}</text>)}
    </svg>
  );
}

/** Today's contacts by hour against the usual band, and by class. */
export function Contacts({ overview }: { overview: GetOverviewResponse }) {
  const t = boardWords.use();
  const lang = useLanguage();
  const { classes, hours, usualDays } = overview;
  const today = classes.reduce((sum, one) => sum + one.today, 0);
  const told = t("contacts_picture", { today });
  return (
    <section className={styles.card} aria-labelledby="board-contacts">
      <h2 id="board-contacts">{t("contacts")}</h2>
      {classes.length === 0 && <p className={styles.none}>{t("contacts_none")}</p>}
      {classes.length > 0 && hours.length > 0 && (
        <>
          <Hours hours={hours} told={told} />
          <p className={styles.note}>{told} {usualDays > 0 ? t("usual", { count: usualDays }) : t("usual_none")}</p>
          <table className={styles.classes}>
            <thead><tr><th scope="col">{t("contact_class")}</th><th scope="col">{t("today")}</th><th scope="col">{t("usual_by_now")}</th></tr></thead>
            <tbody>
              {classes.map((one) => (
                <tr key={one.contactClass}><th scope="row">{label(ContactClassSchema, one.contactClass, lang)}</th><td>{one.today}</td><td>{usualDays > 0 ? one.usual : "–"}</td></tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
