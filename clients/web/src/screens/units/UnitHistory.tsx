// What became of an office, what it was made of, and what else its code has meant: codes are given to other places.
import type { GetUnitResponse } from "../../gen/hotline/v1/directory_pb";
import type { TrailStep, Unit, UnitPart } from "../../gen/hotline/v1/unit_pb";
import { unitName, useUnitName } from "../../parts/unit_name";
import { day, lastDay } from "./days";
import { historyWords } from "./history_words";
import styles from "./History.module.css";

type Fate = "merged" | "renamed" | "split" | "ended";

interface Props {
  told: GetUnitResponse;
  onOpen(unit: string): void;
}

/** "đến 01/07/2025, sáp nhập thành": what happened behind a step. */
function After({ step }: { step: TrailStep }) {
  const t = historyWords.use();
  if (!step.until) return <span className={styles.quiet}>{t("today")}</span>;
  return <span className={styles.quiet}>{t(step.untilNotLater ? "not_later" : "until", { date: lastDay(step.until) })}, {t((step.what || "ended") as Fate)}</span>;
}

function Trail({ steps, here, onOpen }: { steps: readonly TrailStep[]; here: string; onOpen(unit: string): void }) {
  const t = historyWords.use();
  return (
    <ol className={styles.trail}>
      {steps.map((step) => (
        <li key={step.unit} aria-current={step.unit === here ? "true" : undefined}>
          {step.unit === here ? <strong>{step.name}</strong> : <button type="button" onClick={() => onOpen(step.unit)}>{step.name}</button>}
          <After step={step} />
          {step.source && step.unit !== here && <small className={styles.source}>{t("source", { source: step.source })}</small>}
        </li>
      ))}
    </ol>
  );
}

function Others({ units, here, onOpen }: { units: readonly Unit[]; here: string; onOpen(unit: string): void }) {
  const t = historyWords.use();
  return (
    <ul className={styles.others}>
      {units.map((unit) => (
        <li key={unit.unit}>
          {unit.unit === here ? <strong>{unitName(unit)}</strong> : <button type="button" onClick={() => onOpen(unit.unit)}>{unitName(unit)}</button>}
          <span className={styles.quiet}>{t(unit.endedNotLater ? "span_not_later" : "span", { from: day(unit.validFrom), until: unit.validTo ? lastDay(unit.validTo) : t("today") })}{unit.unit === here && `, ${t("this_one")}`}</span>
        </li>
      ))}
    </ul>
  );
}

function Part({ part: { name, toUnit, source } }: { part: UnitPart }) {
  const t = historyWords.use();
  return <li><strong>{name}</strong> <span className={styles.quiet}>{t("part_to", { unit: useUnitName(toUnit), source })}</span></li>;
}

export function UnitHistory({ told: { unit, trail, predecessors, sameCode, parts }, onOpen }: Props) {
  const t = historyWords.use();
  if (!unit || (trail.length < 2 && predecessors.length === 0 && sameCode.length < 2)) return null;
  return (
    <section className={styles.history} aria-labelledby="unit-history">
      <h3 id="unit-history">{t("title")}</h3>
      {(trail.length > 1 || trail.some(({ until }) => until)) && <Trail steps={trail} here={unit.unit} onOpen={onOpen} />}
      {parts.length > 0 && <><h4>{t("parts")}</h4><ul className={styles.others}>{parts.map((part) => <Part key={`${part.name} ${part.toUnit}`} part={part} />)}</ul></>}
      {predecessors.length > 0 && <><h4>{t("before")}</h4><Others units={predecessors} here={unit.unit} onOpen={onOpen} /></>}
      {sameCode.length > 1 && <><h4>{t("same_code", { code: unit.code })}</h4><Others units={sameCode} here={unit.unit} onOpen={onOpen} /></>}
    </section>
  );
}
