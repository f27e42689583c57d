// The telephones at which an office answers: what the helpline calls when nobody has accepted a case.
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useAct } from "../../api/act";
import { limitsOf, rulesOf } from "../../contract/rules";
import { DirectoryService, SetUnitTelephonesRequestSchema } from "../../gen/hotline/v1/directory_pb";
import type { Unit } from "../../gen/hotline/v1/unit_pb";
import { useKept, type KeptForm } from "../../parts/use_kept";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { Field } from "../../parts/Field";
import { Notice } from "../../parts/Notice";
import { unitsWords } from "./words";
import styles from "./Units.module.css";

interface Typed {
  version: string;
  telephones: string[];
}

const telephones_max = limitsOf(SetUnitTelephonesRequestSchema, "telephones").maxItems!;
const telephone_max = limitsOf(SetUnitTelephonesRequestSchema, "telephones").maxLength!;
const rules = rulesOf(SetUnitTelephonesRequestSchema, { skip: ["requestId", "unit", "expectedUnitVersion"] });

interface Props {
  unit: Unit;
  onSaved(): void;
  /** Perhaps because another wrote meanwhile. */
  onRefused(): void;
}

export function Telephones(props: Props) {
  const kept = useKept<Typed>(`telephones/${props.unit.unit}`);
  return kept && <Form {...props} kept={kept} />;
}

function Form({ unit, onSaved, onRefused, kept }: Props & { kept: KeptForm<Typed> }) {
  const t = unitsWords.use();
  const act = useAct(DirectoryService.method.setUnitTelephones);
  // The one whose numbers stand in the form: what another wrote since is shown, and refused by the server until it was seen.
  const [version, setVersion] = useState(unit.version);
  const [before] = useState(() => (kept.found?.version === version ? kept.found.telephones : undefined)); // not over what another wrote since
  const form = useForm({
    initialValues: { telephones: before ?? (unit.telephones.length > 0 ? [...unit.telephones] : [""]) },
    validate: rules,
    onValuesChange: (values) => void kept.put({ version, ...values }),
  });
  const { telephones } = form.values;
  const passed = act.state !== "sending" && act.state !== "waiting" && act.state !== "sent" && unit.version !== version;

  function send() {
    // A line that was left empty is no number.
    const filled = telephones.map((number) => number.trim()).filter(Boolean);
    const flaws = rules({ telephones: filled });
    form.setErrors(flaws);
    if (Object.keys(flaws).length > 0) return form.setFieldValue("telephones", filled);
    void act.send({ unit: unit.unit, telephones: filled, expectedUnitVersion: version }).then((answer) => {
      if (!answer) return onRefused();
      setVersion(answer.unit!.version);
      kept.sent();
      onSaved();
    });
  }
  /** From what another wrote, now that it was seen. */
  function goOn(from: string[]) {
    act.reset();
    setVersion(unit.version);
    form.setValues({ telephones: [...from] });
    void kept.put({ version: unit.version, telephones: from });
  }
  return (
    <form className={styles.form} noValidate onSubmit={(event) => (event.preventDefault(), send())}>
      <h3>{t("telephones")}</h3>
      <p className={styles.quiet}>{t("telephones_hint")}</p>
      {telephones.map((_, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the place in the list is what it is
        <div key={index} className={styles.number}>
          <Field label={t("telephone_n", { n: index + 1 })} error={form.errors[`telephones.${index}`]}>
            {(props) => <TextInput {...props} {...form.getInputProps(`telephones.${index}`)} error={props.error} inputMode="tel" autoComplete="off" maxLength={telephone_max} />}
          </Field>
          <ActionIcon variant="subtle" color="gray" size={44} aria-label={t("remove", { n: index + 1 })} title={t("remove", { n: index + 1 })} onClick={() => form.removeListItem("telephones", index)}><IconX size={18} /></ActionIcon>
        </div>
      ))}
      {!(passed && act.state === "failed") && <ConfirmSent act={act} />}
      {passed && (
        <Notice>
          <p>{t("telephones_passed", { numbers: unit.telephones.join(", ") || "–" })}</p>
          <div className={styles.buttons}>
            <Button variant="default" onClick={() => goOn(telephones)}>{t("telephones_seen")}</Button>
            <Button variant="default" onClick={() => goOn(unit.telephones)}>{t("telephones_take")}</Button>
          </div>
        </Notice>
      )}
      <div className={styles.buttons}>
        <Button type="submit" disabled={passed}>{t("save")}</Button>
        {telephones.length < telephones_max && <Button variant="default" leftSection={<IconPlus size={18} />} onClick={() => form.insertListItem("telephones", "")}>{t("add")}</Button>}
      </div>
    </form>
  );
}
