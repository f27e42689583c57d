// Whose figures: the person's own office, or one below it, found by name, by its tile, or by what an office was before.
import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { IconArrowUp, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import { UnitTree } from "../../gen/hotline/v1/statistics_pb";
import { UnitLevel } from "../../gen/hotline/v1/unit_pb";
import { Field } from "../../parts/Field";
import { unitName, useUnitName, useUnitNames } from "../../parts/unit_name";
import { UnitPick } from "../../parts/UnitPick";
import { statisticsWords } from "./words";
import styles from "./Statistics.module.css";

const useUnit = (unit: string) => useQuery(DirectoryService.method.getUnit, { unit }, { staleTime: Infinity }).data;

interface Props {
  unit: string;
  /** Of the person's own offices, that which is above it. */
  own: string;
  owned: readonly string[];
  tree: UnitTree;
  onChange(unit: string): void;
  onOwn(unit: string): void;
}

function Up({ to, onChange }: { to: string; onChange(unit: string): void }) {
  const t = statisticsWords.use();
  const name = useUnitName(to);
  return <Button variant="default" leftSection={<IconArrowUp size={18} aria-hidden />} onClick={() => onChange(to)}>{t("up_to", { unit: name })}</Button>;
}

/** What an office was: only by the tree of then has that figures of its own. */
function Formerly({ unit, onChange }: { unit: string; onChange(unit: string): void }) {
  const t = statisticsWords.use();
  const before = (useUnit(unit)?.predecessors ?? []).filter((one) => one.unit !== unit);
  if (before.length === 0) return null;
  return (
    <div className={styles.formerly} role="group" aria-label={t("formerly")}>
      <span>{t("formerly")}</span>
      {before.map((one) => <Button key={one.unit} variant="default" size="sm" onClick={() => onChange(one.unit)}>{unitName(one)}</Button>)}
    </div>
  );
}

export function OfficeChoice({ unit, own, owned, tree, onChange, onOwn }: Props) {
  const t = statisticsWords.use();
  const names = useUnitNames(owned);
  const [open, setOpen] = useState(false);
  const top = useUnit(own)?.unit;
  const parent = useUnit(unit)?.unit?.parent;
  const then = tree === UnitTree.THEN;
  const below = top !== undefined && (top.level !== UnitLevel.COMMUNE || then);
  // What lies above an office of another time may be out of the person's reach: only under the helpline is all of it within.
  const ups = unit === own ? [] : [...new Set([top?.level === UnitLevel.HELPLINE && parent ? parent : own, own])];
  if (owned.length < 2 && ups.length === 0 && !below) return null;
  return (
    <div className={styles.office}>
      {owned.length > 1 && (
        <Field label={t("own_office")}>
          {(props) => <NativeSelect {...props} size="md" value={own} onChange={({ currentTarget }) => onOwn(currentTarget.value)}>{owned.map((one) => <option key={one} value={one}>{names.get(one)}</option>)}</NativeSelect>}
        </Field>
      )}
      <div className={styles.ways}>
        {ups.map((to) => <Up key={to} to={to} onChange={onChange} />)}
        {below && <Button variant="default" leftSection={<IconSearch size={18} aria-hidden />} aria-expanded={open} onClick={() => setOpen(!open)}>{t("find_open")}</Button>}
      </div>
      {then && <Formerly unit={unit} onChange={onChange} />}
      {open && below && (
        <UnitPick label={t("find_below")} value="" asNamed={then} {...(top.level !== UnitLevel.HELPLINE && { within: own })} onChange={(to) => (setOpen(false), onChange(to))} />
      )}
    </div>
  );
}
