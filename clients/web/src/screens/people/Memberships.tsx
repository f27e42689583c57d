// The roles that a person has, each at an office: a list to take from, and two questions to add to it.
import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { choices, label } from "../../contract/labels";
import { Role, RoleSchema } from "../../gen/hotline/record/v1/options_pb";
import { Field } from "../../parts/Field";
import { FieldError } from "../../parts/FieldError";
import { usePlacedName, useUnitName } from "../../parts/unit_name";
import { UnitPick } from "../../parts/UnitPick";
import { useLanguage } from "../../words/words";
import { peopleWords } from "./words";
import styles from "./People.module.css";

export interface Held {
  unit: string;
  role: Role;
}

export function HeldLine({ held: { role, unit } }: { held: Held }) {
  const name = usePlacedName(unit);
  return <span>{label(RoleSchema, role, useLanguage())} · {name}</span>;
}

function One({ held, onRemove }: { held: Held; onRemove(): void }) {
  const t = peopleWords.use();
  const role = label(RoleSchema, held.role, useLanguage());
  const unit = useUnitName(held.unit);
  return (
    <li className={styles.membership}>
      <HeldLine held={held} />
      <ActionIcon variant="subtle" color="gray" size={44} aria-label={t("remove_role", { role, unit })} title={t("remove_role", { role, unit })} onClick={onRemove}><IconX size={18} /></ActionIcon>
    </li>
  );
}

interface Props {
  value: readonly Held[];
  onChange(value: Held[]): void;
  error?: ReactNode;
}

export function Memberships({ value, onChange, error }: Props) {
  const t = peopleWords.use();
  const lang = useLanguage();
  const [role, setRole] = useState<Role>(Role.OFFICER);
  const [unit, setUnit] = useState("");
  const [round, setRound] = useState(0);
  function add() {
    if (!unit) return;
    if (!value.some((held) => held.unit === unit && held.role === role)) onChange([...value, { unit, role }]);
    setUnit("");
    setRound(round + 1);
  }
  return (
    <fieldset className={styles.memberships}>
      <legend>{t("roles")}</legend>
      {value.length === 0 && <p className={styles.facts}>{t("no_roles")}</p>}
      <ul>
        {value.map((held) => <One key={`${held.role} ${held.unit}`} held={held} onRemove={() => onChange(value.filter((other) => other !== held))} />)}
      </ul>
      {error && <FieldError>{String(error)}</FieldError>}
      <div className={styles.adding}>
        <Field label={t("role")}>
          {(props) => (
            <NativeSelect {...props} size="md" value={String(role)} onChange={({ currentTarget }) => setRole(Number(currentTarget.value) as Role)}
              data={choices(RoleSchema, lang).map((choice) => ({ value: String(choice.value), label: choice.label }))} />
          )}
        </Field>
        <UnitPick key={round} label={t("unit")} value={unit} onChange={setUnit} />
        <div><Button variant="default" leftSection={<IconPlus size={18} />} disabled={!unit} onClick={add}>{t("add_role")}</Button></div>
      </div>
    </fieldset>
  );
}
