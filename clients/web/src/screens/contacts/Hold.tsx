// What is held is not erased when its time is over: by a supervisor's word, with the order that asks for it.
import { Button, Textarea } from "@mantine/core";
import { IconArchive, IconArchiveOff } from "@tabler/icons-react";
import { useState } from "react";
import { flawsOf, flawWords, limitsOf } from "../../contract/rules";
import { SetContactLegalHoldRequestSchema, SupervisionService } from "../../gen/hotline/v1/supervision_pb";
import { useKept, useKeptAct, type KeptForm, type Sends } from "../../parts/use_kept";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { Field } from "../../parts/Field";
import { contactsWords } from "./words";
import styles from "./Contacts.module.css";

interface Props {
  contactId: string;
  held: boolean;
  onDone(): void;
}

interface Typed extends Sends {
  reason: string;
}

export function Hold(props: Props) {
  const kept = useKept<Typed>(`hold/${props.contactId}`);
  return kept && <Form {...props} kept={kept} />;
}

function Form({ contactId, held, onDone, kept }: Props & { kept: KeptForm<Typed> }) {
  const t = contactsWords.use();
  const { typed: { reason }, put, act, send: sendOff } = useKeptAct(SupervisionService.method.setContactLegalHold, kept, () => kept.found ?? { reason: "" }, onDone);
  const [tried, setTried] = useState(false);
  const values = { contactId, held: !held, reason };
  const flaw = tried ? flawsOf(SetContactLegalHoldRequestSchema, values, { skip: ["requestId"] })["reason"] : undefined;

  function send() {
    setTried(true);
    if (flawsOf(SetContactLegalHoldRequestSchema, values, { skip: ["requestId"] })["reason"]) return;
    void sendOff(values);
  }
  const Icon = held ? IconArchiveOff : IconArchive;
  return (
    <section className={styles.card} aria-labelledby="contact-hold">
      <h2 id="contact-hold">{t(held ? "hold_end" : "hold")}</h2>
      <p>{t(held ? "hold_running" : "hold_long")}</p>
      <Field label={t("hold_reason")} required error={flaw && flawWords.say(flaw.key, flaw.values)}>
        {(props) => <Textarea {...props} minRows={2} value={reason} maxLength={limitsOf(SetContactLegalHoldRequestSchema, "reason").maxLength} onChange={({ currentTarget }) => void put({ reason: currentTarget.value })} />}
      </Field>
      <div><Button variant="default" leftSection={<Icon size={18} />} onClick={send}>{t(held ? "hold_end" : "hold")}</Button></div>
      <ConfirmSent act={act} />
    </section>
  );
}
