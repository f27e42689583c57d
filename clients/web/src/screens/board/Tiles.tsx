// One tile an office, those with the oldest unmet clock first. The ground says how late the nearest clock is, and so do
// the words on it.
import type { UnitOverview } from "../../gen/hotline/v1/supervision_pb";
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

export function Tiles({ units }: { units: readonly UnitOverview[] }) {
  const t = boardWords.use();
  const open = units.filter((unit) => unit.open > 0);
  return (
    <section aria-labelledby="board-units">
      <h2 id="board-units">{t("units")}</h2>
      {open.length === 0 ? <p className={styles.none}>{t("units_none")}</p> : <ul className={styles.tiles}>{open.map((unit) => <Tile key={unit.unit} of={unit} />)}</ul>}
    </section>
  );
}
