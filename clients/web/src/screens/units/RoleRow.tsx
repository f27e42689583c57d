// One role whose office ends: where it goes on is a person's word, never a list's.
import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useAct } from "../../api/act";
import { label } from "../../contract/labels";
import { RoleSchema } from "../../gen/hotline/record/v1/options_pb";
import { SupervisionService, type MembershipProposal } from "../../gen/hotline/v1/supervision_pb";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { useUnitName } from "../../parts/unit_name";
import { UnitPick } from "../../parts/UnitPick";
import { useLanguage } from "../../words/words";
import { changesWords } from "./changes_words";
import { day } from "./days";
import styles from "./Changes.module.css";

interface Props {
  role: MembershipProposal;
  /** By the server's clock, "2025-07-01". */
  today: string;
  /** What was done, in words. */
  onDone(told: string): void;
}

function UnitOption({ unit }: { unit: string }) {
  return <option value={unit}>{useUnitName(unit)}</option>;
}

/** Where nobody knows for certain, the candidates; where there are none, any office. */
function Choice({ role, value, onChange }: { role: MembershipProposal; value: string; onChange(unit: string): void }) {
  const t = changesWords.use();
  const words = t("new_unit", { name: role.personName });
  if (role.candidates.length === 0) return <UnitPick label={words} value={value} onChange={onChange} />;
  return (
    <NativeSelect label={words} size="md" value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      <option value="">{t("choose")}</option>
      {role.candidates.map((unit) => <UnitOption key={unit} unit={unit} />)}
    </NativeSelect>
  );
}

export function RoleRow({ role, today, onDone }: Props) {
  const t = changesWords.use();
  const lang = useLanguage();
  const act = useAct(SupervisionService.method.confirmMembership);
  const [chosen, setChosen] = useState("");
  const target = role.proposedUnit || chosen;
  const [old, next] = [useUnitName(role.membership?.unit), useUnitName(target || undefined)];
  const ended = role.endsOn <= today;
  const { personId, personName: name, membership } = role;
  const send = async (toUnit: string) => {
    if (await act.send({ personId, membership: membership!, toUnit })) onDone(toUnit ? t("confirmed", { name, unit: next }) : t("role_ended", { name, unit: old }));
  };
  return (
    <li className={styles.role}>
      <div className={styles.who}>
        <strong>{name}</strong>
        <span>{t("role_at", { role: label(RoleSchema, membership!.role, lang), unit: old })}</span>
        <span className={styles.quiet}>{t(ended ? "ended_on" : "ends_on", { date: day(role.endsOn) })}</span>
      </div>
      <div className={styles.decide}>
        {!role.proposedUnit && <Choice role={role} value={chosen} onChange={setChosen} />}
        <div className={styles.buttons}>
          {(role.proposedUnit || chosen) && <Button aria-label={t("confirm_of", { name, unit: next })} onClick={() => void send(target)}>{role.proposedUnit ? t("confirm", { unit: next }) : t("confirm_choice")}</Button>}
          {ended && <Button variant="default" aria-label={t("end_role_of", { name })} onClick={() => void send("")}>{t("end_role")}</Button>}
        </div>
        {act.state !== "sent" && <ConfirmSent act={act} />}
      </div>
    </li>
  );
}
