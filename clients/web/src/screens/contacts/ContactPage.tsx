// One contact: what it holds now, every version of it, what may be added, and the hold that keeps it from being erased.
import { useQuery } from "@connectrpc/connect-query";
import { IconArrowLeft } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link, useParams } from "wouter";
import { failureOf } from "../../api/failure";
import { toField, useCommands } from "../../app/commands";
import { usePerson } from "../../app/person";
import { mayCall } from "../../contract/access";
import { label } from "../../contract/labels";
import { useCodeLabel } from "../../contract/reference";
import { CallTypeSchema, ChannelSchema, ContactClassSchema, RelationshipSchema, type Contact } from "../../gen/hotline/record/v1/contact_pb";
import { IntakeService, type ContactVersion, type GetContactResponse } from "../../gen/hotline/v1/intake_pb";
import { EmptyState } from "../../parts/EmptyState";
import { usePersonName } from "../../parts/person_name";
import { dateTime, msOf } from "../../time/format";
import { useLanguage, usePick } from "../../words/words";
import { Amend } from "./Amend";
import { Hold } from "./Hold";
import { contactsWords } from "./words";
import styles from "./Contacts.module.css";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return children ? <div><dt>{name}</dt><dd>{children}</dd></div> : null;
}

function Facts({ contact }: { contact: Contact }) {
  const t = contactsWords.use();
  const lang = useLanguage();
  const reason = useCodeLabel("reasons");
  const { informant } = contact;
  const time = (at: Contact["startedAt"]) => at && dateTime(msOf(at));
  const who = [informant?.relation && label(RelationshipSchema, informant.relation, lang), informant?.name, informant?.telephone, informant?.address, informant?.notes];
  return (
    <dl className={styles.facts}>
      <Fact name={t("class")}>{label(ContactClassSchema, contact.contactClass, lang)}</Fact>
      <Fact name={t("kind")}>{label(CallTypeSchema, contact.callType, lang)}</Fact>
      <Fact name={t("by")}>{label(ChannelSchema, contact.channel, lang)}</Fact>
      <Fact name={t("received")}>{time(contact.receivedAt)}</Fact>
      <Fact name={t("call")}>{[time(contact.startedAt), time(contact.endedAt)].filter(Boolean).join(" – ")}</Fact>
      <Fact name={t("paper")}>{contact.paperSheet}</Fact>
      <Fact name={t("number")}>{contact.callerNumber}</Fact>
      <Fact name={t("repeat")}>{contact.repeatCaller && t("yes")}</Fact>
      <Fact name={t("reasons")}>{contact.reasons.map(reason).filter(Boolean).join(", ")}</Fact>
      <Fact name={t("asked")}>{contact.asked}</Fact>
      <Fact name={t("advised")}>{contact.advised}</Fact>
      <Fact name={t("informant")}>{who.filter(Boolean).join(" · ")}</Fact>
    </dl>
  );
}

function Version({ version: { recordedAt, personId, reason, contact }, first, newest }: { version: ContactVersion; first: boolean; newest: boolean }) {
  const t = contactsWords.use();
  const name = usePersonName(personId);
  return (
    <li className={styles.version}>
      <p><strong>{t(first ? "version_first" : "version_next")}</strong> · {recordedAt && dateTime(msOf(recordedAt))} · {name || t("someone", { id: personId.slice(0, 8) })}</p>
      {reason && <p>{t("why", { reason })}</p>}
      {!newest && contact && <Facts contact={contact} />}
    </li>
  );
}

function Open({ found, again }: { found: GetContactResponse; again(): void }) {
  const t = contactsWords.use();
  const person = usePerson();
  const { contactId, caseId, caseNumber, versions, legalHold } = found;
  const now = versions.at(-1)?.contact;
  const [holds, amends] = [!caseId && mayCall(person, "SupervisionService.SetContactLegalHold"), !caseId && mayCall(person, "IntakeService.AmendContact")];
  useCommands([
    ...(amends && now ? [{ id: "contact.amend", words: contactsWords.both("amend"), run: toField("[aria-labelledby=contact-amend]") }] : []),
    ...(holds ? [{ id: "contact.hold", words: contactsWords.both(legalHold ? "hold_end" : "hold"), run: toField("[aria-labelledby=contact-hold]") }] : []),
  ]);
  return (
    <>
      {caseId && <p className={styles.note}>{t("of_case")} <Link href={`/cases/${caseId}`}>{caseNumber ? t("open_number", { number: caseNumber }) : t("open_case")}</Link></p>}
      <div className={styles.columns}>
        <div className={styles.column}>
          <section className={styles.card} aria-labelledby="contact-now">
            <h2 id="contact-now">{t("now")}</h2>
            {now ? <Facts contact={now} /> : <p>{t("nothing")}</p>}
          </section>
          <section className={styles.card} aria-labelledby="contact-versions">
            <h2 id="contact-versions">{t("versions")}</h2>
            <ol className={styles.versions}>
              {versions.map((version, at) => <Version key={`${version.recordedAt?.seconds} ${version.recordedAt?.nanos}`} version={version} first={at === 0} newest={at === versions.length - 1} />)}
            </ol>
          </section>
        </div>
        {!caseId && (
          <div className={styles.column}>
            {holds && <Hold key={String(legalHold)} contactId={contactId} held={legalHold} onDone={again} />}
            {amends && now && <Amend key={versions.length} contactId={contactId} contact={now} onDone={again} />}
          </div>
        )}
      </div>
    </>
  );
}

function One({ contactId }: { contactId: string }) {
  const t = contactsWords.use();
  const say = usePick();
  const { data, error, refetch } = useQuery(IntakeService.method.getContact, { contactId }, { staleTime: 0 });
  if (error && !data) return <EmptyState whole title={say(failureOf(error).text)} />;
  return (
    <section className={styles.page} aria-labelledby="contact-title">
      <header className={styles.head}>
        <h1 id="contact-title">{t("contact")}</h1>
        {data?.legalHold && <span className={styles.held}>{t("held")}</span>}
        <Link href="/contacts" className={styles.back!}><IconArrowLeft size={18} aria-hidden />{t("back")}</Link>
      </header>
      {data ? <Open found={data} again={() => void refetch()} /> : <p role="status">{t("opening_one")}</p>}
    </section>
  );
}

export default function ContactPage() {
  const { id = "" } = useParams<{ id: string }>();
  return <One key={id} contactId={id} />;
}
