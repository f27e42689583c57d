// Adds to a contact that opened no case: what the person changed is sent, what was there stays on record. What somebody else
// changed meanwhile comes into the form; where both did, it stands beside. What is typed is kept on this machine until the
// server has it, and so is the id under which it was sent.
import { Button, Textarea } from "@mantine/core";
import { Fragment, useState } from "react";
import { useCodeLabel } from "../../contract/reference";
import { flawsOf, flawWords, limitsOf } from "../../contract/rules";
import type { Contact } from "../../gen/hotline/record/v1/contact_pb";
import { AmendContactRequestSchema, IntakeService } from "../../gen/hotline/v1/intake_pb";
import { CodesPick } from "../../parts/CodesPick";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { Field } from "../../parts/Field";
import { changed, merge, same } from "../../keep/merge";
import { Notice } from "../../parts/Notice";
import { useKept, useKeptAct, type KeptForm, type Sends } from "../../parts/use_kept";
import { msOf } from "../../time/format";
import { now_ms } from "../../time/server_time";
import { contactsWords } from "./words";
import styles from "./Contacts.module.css";

const texts = ["asked", "advised"] as const;

interface Values {
  asked: string;
  advised: string;
  reasons: string[];
}

interface Typed extends Values, Sends {
  /** What the contact held where the person began; an older page kept none. */
  before?: Values;
  /** Why it is added. */
  reason: string;
}

interface Props {
  contactId: string;
  contact: Contact;
  onDone(): void;
}

const valuesOf = ({ asked, advised, reasons }: Contact): Values => ({ asked, advised, reasons: [...reasons] });

/** What was typed, over the contact as it is now. Where both changed it, it stays as typed, and is told until one is chosen. */
function begun(found: Typed | undefined, now: Values): Typed {
  if (!found) return { ...now, before: now, reason: "" };
  const { asked, advised, reasons, before = now } = found;
  const { values, conflicts } = merge(before, { asked, advised, reasons }, now);
  const contested = Object.fromEntries(Object.entries(before).filter(([name]) => name in conflicts));
  return { ...found, ...values, before: { ...now, ...contested } };
}

export function Amend(props: Props) {
  const kept = useKept<Typed>(`contact/${props.contactId}`);
  return kept && <Form {...props} kept={kept} />;
}

function Form({ contactId, contact, onDone, kept }: Props & { kept: KeptForm<Typed> }) {
  const t = contactsWords.use();
  const code = useCodeLabel("reasons");
  const now = valuesOf(contact);
  const { typed, put, act, send: sendOff } = useKeptAct(IntakeService.method.amendContact, kept, () => begun(kept.found, now), onDone);
  const { reason, pending: _, before = now, ...values } = typed;
  const [tried, setTried] = useState(false);
  const differs: Partial<Values> = Object.fromEntries(Object.entries(changed(before, values)).filter(([, value]) => value.length > 0));
  const request = { contactId, contact: differs, reason };
  const flaws = tried ? flawsOf(AmendContactRequestSchema, request, { skip: ["requestId"] }) : {};
  const told = (path: string) => flaws[path] && flawWords.say(flaws[path].key, flaws[path].values);
  const unchanged = Object.keys(differs).length === 0;
  const at = contact.receivedAt ?? contact.startedAt;
  const max = (path: string) => limitsOf(AmendContactRequestSchema, path).maxLength;

  function send() {
    setTried(true);
    if (unchanged || Object.keys(flawsOf(AmendContactRequestSchema, request, { skip: ["requestId"] })).length > 0) return;
    void sendOff(request);
  }
  function theirs(name: keyof Values, shown: string) {
    if (same(before[name], now[name]) || same(values[name], now[name])) return null;
    return (
      <Notice tone="calm" action={<Button variant="default" onClick={() => void put({ [name]: now[name], before: { ...before, [name]: now[name] } })}>{t("take_theirs")}</Button>}>
        {t("theirs")} <q>{shown}</q>
      </Notice>
    );
  }
  return (
    <section className={styles.card} aria-labelledby="contact-amend">
      <h2 id="contact-amend">{t("amend")}</h2>
      <p>{t("amend_long")}</p>
      {texts.map((name) => (
        <Fragment key={name}>
          <Field label={t(name)} error={told(`contact.${name}`)}>
            {(props) => <Textarea {...props} minRows={2} autosize value={values[name]} maxLength={max(`contact.${name}`)} onChange={({ currentTarget }) => void put({ [name]: currentTarget.value })} />}
          </Field>
          {theirs(name, now[name])}
        </Fragment>
      ))}
      <CodesPick list="reasons" at_ms={at ? msOf(at) : now_ms()} value={values.reasons} max={limitsOf(AmendContactRequestSchema, "contact.reasons").maxItems!} onChange={(reasons) => void put({ reasons })} />
      {theirs("reasons", now.reasons.map(code).join(", "))}
      <Field label={t("amend_reason")} error={told("reason") ?? (tried && unchanged && t("unchanged"))}>
        {(props) => <Textarea {...props} minRows={1} value={reason} maxLength={max("reason")} onChange={({ currentTarget }) => void put({ reason: currentTarget.value })} />}
      </Field>
      <div><Button onClick={send}>{t("amend_send")}</Button></div>
      <ConfirmSent act={act} />
    </section>
  );
}
