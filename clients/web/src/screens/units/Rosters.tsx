// Rosters that a change of offices leaves wrong: nobody on duty where work goes over, duties at an office that is no more.
import { Link } from "wouter";
import type { RosterCheck } from "../../gen/hotline/v1/supervision_pb";
import { usePersonName } from "../../parts/person_name";
import { useUnitName } from "../../parts/unit_name";
import { changesWords } from "./changes_words";
import { day } from "./days";
import styles from "./Changes.module.css";

function Person({ id }: { id: string }) {
  const t = changesWords.use();
  return <>{usePersonName(id) || t("somebody")}</>;
}

function Check({ check: { unit, onDate, nobodyOnDuty, dutiesBeyond, personIds }, today }: { check: RosterCheck; today: string }) {
  const t = changesWords.use();
  const name = useUnitName(unit);
  const past = onDate <= today;
  return (
    <li>
      <strong>{name}</strong>
      {nobodyOnDuty && <p>{past ? t("nobody_now") : t("nobody_on", { date: day(onDate) })}</p>}
      {dutiesBeyond > 0 && <p>{t(past ? "duties_void" : "duties_beyond", { count: dutiesBeyond, date: day(onDate) })} {personIds.map((id, at) => <span key={id}>{at > 0 && ", "}<Person id={id} /></span>)}</p>}
      {nobodyOnDuty && past && <Link href="/roster" state={{ unit }}>{t("open_roster", { unit: name })}</Link>}
    </li>
  );
}

export function Rosters({ checks, today }: { checks: readonly RosterCheck[]; today: string }) {
  return <ul className={styles.rosters}>{checks.map((check) => <Check key={`${check.unit} ${check.nobodyOnDuty}`} check={check} today={today} />)}</ul>;
}
