// One tile an office, those with the oldest unmet clock first. The ground says how late the nearest clock is, and so do
// the words on it.
import { Link } from "wouter";
import type { GetOverviewResponse, UnitOverview } from "../../gen/hotline/v1/supervision_pb";
import { EmergencyMark } from "../../parts/EmergencyMark";
import { useUnitName } from "../../parts/unit_name";
import { useNow } from "../../time/ticker";
import { Due, urgencyOf } from "./Due";
import { boardWords } from "./words";
import styles from "./Board.module.css";

function Tile({ of }: { of: UnitOverview }) {
  const t = boardWords.use();
  const name = useUnitName(of.unit);
  const now_ms = useNow(10_000);
  return (
    <li className={styles.tile} data-urgency={urgencyOf(of.nextDueAt, now_ms)}>
      <div className={styles.tile_head}><strong>{name}</strong><b aria-hidden>{of.open}</b></div>
      <span className={styles.tile_counts}>
        <span>{t("open_n", { count: of.open })}</span>
        {of.waiting > 0 && <span>{t("waiting_n", { count: of.waiting })}</span>}
        {of.overdue > 0 && <span>{t("overdue_n", { count: of.overdue })}</span>}
        {of.withoutDeadline > 0 && <span>{t("without_n", { count: of.withoutDeadline })}</span>}
      </span>
      <Due at={of.nextDueAt} kind={of.nextDueKind} />
      {of.emergencies > 0 && <span className={styles.tile_danger}><EmergencyMark /> {t("emergency_n", { count: of.emergencies })}</span>}
    </li>
  );
}

/** The board tells of so many offices; where there are more, it says so and leads to the page that has all. */
export function OfAll({ overview: { units, unitsInAll } }: { overview: GetOverviewResponse }) {
  const t = boardWords.use();
  if (unitsInAll <= units.length) return null;
  return <p className={styles.note}>{t("of_all", { shown: units.length, count: unitsInAll })} <Link href="/deadlines" className={styles.link!}>{t("of_all_see")}</Link></p>;
}

export function Tiles({ overview }: { overview: GetOverviewResponse }) {
  const t = boardWords.use();
  const { units } = overview;
  const open = units.filter((unit) => unit.open > 0);
  return (
    <section aria-labelledby="board-units">
      <h2 id="board-units">{t("units")}</h2>
      <OfAll overview={overview} />
      {open.length === 0 ? <p className={styles.none}>{t("units_none")}</p> : <ul className={styles.tiles}>{open.map((unit) => <Tile key={unit.unit} of={unit} />)}</ul>}
    </section>
  );
}
