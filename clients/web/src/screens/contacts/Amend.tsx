// Adds to a contact that opened no case: what differs is sent, what was there stays on record.
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { useAct } from "../../api/act";
import { flawsOf, flawWords, limitsOf } from "../../contract/rules";
import type { Contact } from "../../gen/hotline/record/v1/contact_pb";
import { AmendContactRequestSchema, IntakeService } from "../../gen/hotline/v1/intake_pb";
import { CodesPick } from "../../parts/CodesPick";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { Field } from "../../parts/Field";
import { same } from "../../keep/merge";
import { msOf } from "../../time/format";
import { now_ms } from "../../time/server_time";
import { contactsWords } from "./words";
import styles from "./Contacts.module.css";

const texts = ["asked", "advised"] as const;

export function Amend({ contactId, contact, onDone }: { contactId: string; contact: Contact; onDone(): void }) {
  const t = contactsWords.use();
  const act = useAct(IntakeService.method.amendContact);
  const [values, setValues] = useState({ asked: contact.asked, advised: contact.advised, reasons: [...contact.reasons] });
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const differs: { asked?: string; advised?: string; reasons?: string[] } = Object.fromEntries(Object.entries(values).filter(([name, value]) => !same(value, contact[name as keyof typeof values]) && value.length > 0));
  const request = { contactId, contact: differs, reason };
  const flaws = tried ? flawsOf(AmendContactRequestSchema, request, { skip: ["requestId"] }) : {};
  const told = (path: string) => flaws[path] && flawWords.say(flaws[path].key, flaws[path].values);
  const unchanged = Object.keys(differs).length === 0;
  const at = contact.receivedAt ?? contact.startedAt;
  const max = (path: string) => limitsOf(AmendContactRequestSchema, path).maxLength;

  async function send() {
    setTried(true);
    if (unchanged || Object.keys(flawsOf(AmendContactRequestSchema, request, { skip: ["requestId"] })).length > 0) return;
    if (await act.send(request)) onDone();
  }
  return (
    <section className={styles.card} aria-labelledby="contact-amend">
      <h2 id="contact-amend">{t("amend")}</h2>
      <p>{t("amend_long")}</p>
      {texts.map((name) => (
        <Field key={name} label={t(name)} error={told(`contact.${name}`)}>
          {(props) => <Textarea {...props} minRows={2} autosize value={values[name]} maxLength={max(`contact.${name}`)} onChange={({ currentTarget }) => setValues({ ...values, [name]: currentTarget.value })} />}
        </Field>
      ))}
      <CodesPick list="reasons" at_ms={at ? msOf(at) : now_ms()} value={values.reasons} max={limitsOf(AmendContactRequestSchema, "contact.reasons").maxItems!} onChange={(reasons) => setValues({ ...values, reasons })} />
      <Field label={t("amend_reason")} error={told("reason") ?? (tried && unchanged && t("unchanged"))}>
        {(props) => <Textarea {...props} minRows={1} value={reason} maxLength={max("reason")} onChange={({ currentTarget }) => setReason(currentTarget.value)} />}
      </Field>
      <div><Button onClick={() => void send()}>{t("amend_send")}</Button></div>
      <ConfirmSent act={act} />
    </section>
  );
}
