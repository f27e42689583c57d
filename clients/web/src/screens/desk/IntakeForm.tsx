// Form 01 in the order in which people talk: safe? where? in what state? who is the child? what happened? who harms?
// who cares for it? who calls? what was advised? What is seldom known is one line until it is opened.
import { Button, Checkbox } from "@mantine/core";
import { IconChevronRight, IconPlus } from "@tabler/icons-react";
import { useId, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { useCommands } from "../../app/commands";
import { usePerson } from "../../app/person";
import { choices } from "../../contract/labels";
import { limitsOf } from "../../contract/rules";
import { AbuseTypeSchema, ContactClass, Risk, Sex, type AbuseType } from "../../gen/hotline/record/v1/contact_pb";
import { SubmitContactRequestSchema } from "../../gen/hotline/v1/intake_pb";
import { useOffices } from "../../parts/offices";
import { OfficialsPick } from "../../parts/OfficialsPick";
import { useLanguage } from "../../words/words";
import { useField, useForm } from "./desk_context";
import { Code, Codes, Count, Day, Relation, Text, Tick, useAnswers, When, YesNo } from "./fields";
import { KeyChoice } from "./KeyChoice";
import { PlaceBox } from "./PlaceBox";
import { prune, valueAt } from "./sheet";
import { triageQuestions } from "./triage";
import { deskWords } from "./words";
import styles from "./IntakeForm.module.css";

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return <section className={styles.section} aria-labelledby={id}><h2 id={id}>{title}</h2>{children}</section>;
}

function filled(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + filled(item), 0);
  if (typeof value === "object" && value !== null) return Object.values(value).reduce((sum: number, item) => sum + filled(item), 0);
  return value === undefined ? 0 : 1;
}

interface GroupProps {
  /** Alt and this digit open it from anywhere in the form. */
  number: number;
  title: "abusers" | "family" | "informant" | "more" | "done";
  paths: readonly string[];
  children: ReactNode;
}

/** One line until it is opened; what it holds is counted on that line. */
function Group({ number, title, paths, children }: GroupProps) {
  const t = deskWords.use();
  const id = useId();
  const keys = `Alt+${number}`;
  const { sheet, flaws, leaks } = useForm();
  const [opened, setOpen] = useState(false);
  // What is wrong, or betrays the informant, can be seen.
  const told = [...Object.keys(flaws).map((flaw) => flaw.replace(/^contact\./, "")), ...leaks.map((leak) => leak.path)];
  const open = opened || told.some((one) => paths.some((path) => `${one}.`.startsWith(`${path}.`)));
  const whole = prune(sheet.contact);
  const count = paths.reduce((sum, path) => sum + filled(valueAt(whole, path)), 0);
  function show(on: boolean) {
    // At once, so that what is typed next lands in the first field.
    flushSync(() => setOpen(on));
    if (on) document.getElementById(id)?.querySelector<HTMLElement>("[data-stop]")?.focus();
  }
  useCommands([{ id: `desk.group.${title}`, words: deskWords.both(title), keys, run: () => show(true) }]);
  return (
    <section className={styles.group} data-open={open || undefined}>
      <h2>
        <button type="button" data-stop className={styles.opener} aria-expanded={open} aria-controls={id} aria-keyshortcuts={keys} onClick={() => show(!open)}>
          <IconChevronRight size={20} stroke={1.75} aria-hidden className={styles.chevron!} />
          {t(title)}
          <kbd aria-hidden>{keys.replace("+", " ")}</kbd>
          <span className={styles.count}>{count > 0 ? t("filled", { count }) : t("optional")}</span>
        </button>
      </h2>
      <div id={id} hidden={!open} className={styles.inside}>{open && children}</div>
    </section>
  );
}

function Triage() {
  const t = deskWords.use();
  const risk = useField<Risk>("intake.risk");
  return (
    <Section title={t("safe")}>
      {triageQuestions.map((question) => <YesNo key={question} path={`intake.triage.${question}`} label={t(question)} />)}
      <Checkbox data-path="intake.risk" label={t("judged")} checked={risk.value === Risk.HIGH} onChange={(event) => risk.set(event.currentTarget.checked ? Risk.HIGH : undefined)} />
    </Section>
  );
}

function Who() {
  const t = deskWords.use();
  const lang = useLanguage();
  const sex = useField<Sex>("intake.child.sex");
  const [boy, girl] = lang === "vi" ? ["A", "U"] : ["M", "F"];
  return (
    <Section title={t("who")}>
      <Text path="intake.child.name" label={t("child_name")} asked />
      <Count path="intake.child.estimatedAge" label={t("age")} asked />
      <KeyChoice
        path="intake.child.sex"
        label={t("sex")}
        choices={[{ value: Sex.MALE, label: t("boy"), letter: boy! }, { value: Sex.FEMALE, label: t("girl"), letter: girl! }, { value: Sex.NOT_KNOWN, label: t("not_known"), letter: "?" }]}
        value={sex.value ? [sex.value] : []}
        error={sex.error}
        onChange={([chosen]) => sex.set(chosen)}
      />
    </Section>
  );
}

function What() {
  const t = deskWords.use();
  const lang = useLanguage();
  const abuse = useField<AbuseType[]>("intake.abuseTypes");
  const letters = "BOXMRNK";
  return (
    <Section title={t("what")}>
      <KeyChoice
        path="intake.abuseTypes"
        label={t("abuse")}
        several
        choices={choices(AbuseTypeSchema, lang).map((choice, index) => ({ ...choice, letter: letters[index]! }))}
        value={abuse.value ?? []}
        error={abuse.error}
        onChange={(chosen) => abuse.set(chosen.length > 0 ? chosen : undefined)}
      />
      <Text path="intake.narrative" label={t("narrative")} hint={t("narrative_hint")} long={5} />
    </Section>
  );
}

function Abuser({ at }: { at: number }) {
  const t = deskWords.use();
  const path = `intake.suspectedAbusers.${at}`;
  return (
    <fieldset className={styles.person}>
      <legend>{t("abuser", { count: at + 1 })}</legend>
      <Relation path={`${path}.relation`} label={t("relation_to_child")} />
      <Text path={`${path}.name`} label={t("name")} />
      <YesNo path={`${path}.livesWithChild`} label={t("lives")} />
      <YesNo path={`${path}.canReachChild`} label={t("reaches")} />
      <Text path={`${path}.notes`} label={t("notes")} long={2} />
    </fieldset>
  );
}

/** Whoever of the offices that could get the report may have nothing to do with it. */
function Barred() {
  const t = deskWords.use();
  const { writing, sheet } = useForm();
  const { personId } = usePerson();
  const units = useOffices(sheet.contact.intake?.incident?.unit);
  if (units.length === 0) return <p className={styles.quiet}>{t("barred_place")}</p>;
  return (
    <OfficialsPick
      label={t("barred")}
      hint={t("barred_hint")}
      units={units}
      without={personId}
      value={sheet.barredPersonIds ?? []}
      max={barred_max}
      onChange={(barredPersonIds) => writing.set({ barredPersonIds })}
      box={{ "data-stop": true, "data-path": "barredPersonIds" }}
    />
  );
}

const abusers_max = limitsOf(SubmitContactRequestSchema, "contact.intake.suspectedAbusers").maxItems!;
const barred_max = limitsOf(SubmitContactRequestSchema, "barredPersonIds").maxItems!;

function Abusers() {
  const t = deskWords.use();
  const { writing, sheet } = useForm();
  const { value = [], set } = useField<unknown[]>("intake.suspectedAbusers");
  const shown = Math.max(1, value.length);
  return (
    <Group number={1} title="abusers" paths={["intake.suspectedAbusers"]}>
      {Array.from({ length: shown }, (_, at) => <Abuser key={at} at={at} />)}
      {shown < abusers_max && <Button variant="default" leftSection={<IconPlus size={18} />} className={styles.add!} onClick={() => set([...(value.length > 0 ? value : [{}]), {}])}>{t("another")}</Button>}
      <Checkbox data-stop label={t("restricted")} checked={sheet.restricted ?? false} disabled={Boolean(sheet.referred)} onChange={(event) => writing.set({ restricted: event.currentTarget.checked })} />
      {sheet.restricted && !sheet.referred && <Barred />}
    </Group>
  );
}

function Parent({ path, title }: { path: string; title: string }) {
  const t = deskWords.use();
  return (
    <fieldset className={styles.person}>
      <legend>{title}</legend>
      <Text path={`${path}.name`} label={t("name")} />
      <div className={styles.pair}>
        <Count path={`${path}.age`} label={t("parent_age")} />
        <Text path={`${path}.occupation`} label={t("occupation")} />
      </div>
      <Text path={`${path}.telephone`} label={t("telephone")} />
    </fieldset>
  );
}

function Family() {
  const t = deskWords.use();
  return (
    <Group number={2} title="family" paths={["intake.presentCarer", "intake.familySituation", "intake.father", "intake.mother"]}>
      <Text path="intake.presentCarer" label={t("carer")} />
      <Text path="intake.familySituation" label={t("situation")} long={2} />
      <Parent path="intake.father" title={t("father")} />
      <Parent path="intake.mother" title={t("mother")} />
    </Group>
  );
}

function More() {
  const t = deskWords.use();
  const answers = useAnswers();
  const safe = useField<number>("intake.child.safeToCall");
  const child = ["birthDate", "ethnicity", "school", "telephone", "safeToCall", "marks"].map((name) => `intake.child.${name}`);
  return (
    <Group number={4} title="more" paths={[...child, "intake.specialCircumstances", "intake.setting", "intake.incidentAt", "intake.residence", "intake.present", "intake.otherChildren", "intake.likelyConsequences"]}>
      <When path="intake.incidentAt" label={t("incident_at")} />
      <Code path="intake.setting" list="setting" />
      <Codes path="intake.specialCircumstances" list="special_circumstances" />
      <PlaceBox path="intake.present" label={t("present")} />
      <PlaceBox path="intake.residence" label={t("residence")} />
      <div className={styles.pair}>
        <Day path="intake.child.birthDate" label={t("birth_date")} hint={t("birth_hint")} />
        <Text path="intake.child.ethnicity" label={t("ethnicity")} />
      </div>
      <Text path="intake.child.school" label={t("school")} />
      <Text path="intake.child.telephone" label={t("telephone")} />
      <KeyChoice path="intake.child.safeToCall" label={t("safe_to_call")} choices={answers} value={safe.value ? [safe.value] : []} onChange={([chosen]) => safe.set(chosen)} />
      <Text path="intake.child.marks" label={t("marks")} long={2} />
      <Count path="intake.otherChildren" label={t("other_children")} />
      <Text path="intake.likelyConsequences" label={t("consequences")} long={2} />
    </Group>
  );
}

function Informant() {
  const t = deskWords.use();
  const { sheet } = useForm();
  return (
    <Group number={3} title="informant" paths={["informant", "callerNumber"]}>
      <Relation path="informant.relation" label={t("informant_relation")} />
      <Text path="informant.name" label={t("name")} />
      <Text path="informant.telephone" label={t("telephone")} />
      <Text path="informant.address" label={t("address")} />
      <div className={styles.ticks}>
        <Tick path="informant.agreedToBeNamed" label={t("agreed")} />
        <Tick path="informant.callBackAllowed" label={t("call_back")} />
        {!sheet.referred && <Tick path="repeatCaller" label={t("repeat_caller")} />}
      </div>
      {!sheet.referred && <Text path="callerNumber" label={t("caller_number")} />}
      <Text path="informant.notes" label={t("notes")} long={2} />
    </Group>
  );
}

function Done() {
  const t = deskWords.use();
  const { sheet } = useForm();
  return (
    <Group number={5} title="done" paths={["intake.doneAlready", "asked", "advised", "reasons"]}>
      <Text path="advised" label={t("advised")} long={2} />
      <Text path="intake.doneAlready" label={t("done_already")} long={2} />
      <Text path="asked" label={t("asked")} long={2} />
      {!sheet.referred && <Codes path="reasons" list="reasons" />}
    </Group>
  );
}

export function IntakeForm() {
  const t = deskWords.use();
  const { sheet } = useForm();
  if (sheet.contact.contactClass !== ContactClass.INTERVENTION) {
    return (
      <div className={styles.form}>
        <Section title={t("done")}>
          <Text path="asked" label={t("asked")} long={4} />
          <Text path="advised" label={t("advised")} long={4} />
          <Codes path="reasons" list="reasons" />
        </Section>
        <Informant />
      </div>
    );
  }
  return (
    <div className={styles.form}>
      <Triage />
      <section className={styles.section}>
        <PlaceBox path="intake.incident" label={t("where")} asked required />
        <Text path="intake.presentState" label={t("state")} asked required long={2} />
      </section>
      <Who />
      <What />
      <Abusers />
      <Family />
      <Informant />
      <More />
      <Done />
    </div>
  );
}
