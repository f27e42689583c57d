// Additions and corrections to Form 01: what is known stands in the form, and only what differs is sent. What was there
// stays in the history.
import { Button } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { limitsOf } from "../../../contract/rules";
import { AbuseTypeSchema, AnswerSchema, RelationshipSchema, SexSchema, type Intake, type Parent } from "../../../gen/hotline/record/v1/contact_pb";
import { changed } from "../../../keep/merge";
import { FieldError } from "../../../parts/FieldError";
import { AnyOf, Code, Codes, Count, Day, Line, Office, OneFrom, OneOf, Theirs, useActForm, useValue, Words } from "../form";
import { formWords } from "../form_words";
import { abuserText, type AbuserSaid } from "../intake_facts";
import { useLanguage } from "../../../words/words";
import { leaves, type Values } from "../values";
import styles from "../Form.module.css";

export function intakeValues(intake: Intake | undefined): Values {
  const child = intake?.child;
  return {
    abuseTypes: [...(intake?.abuseTypes ?? [])],
    child: {
      name: child?.name ?? "", birthDate: child?.birthDate ?? "", estimatedAge: child?.estimatedAge, sex: child?.sex ?? 0,
      school: child?.school ?? "", telephone: child?.telephone ?? "", safeToCall: child?.safeToCall ?? 0,
      ethnicity: child?.ethnicity ?? "", marks: child?.marks ?? "",
    },
    specialCircumstances: [...(intake?.specialCircumstances ?? [])],
    setting: intake?.setting ?? "",
    otherChildren: intake?.otherChildren || undefined,
    suspectedAbusers: (intake?.suspectedAbusers ?? []).map(({ name, relation, livesWithChild, canReachChild, notes }) => ({ name, relation, livesWithChild, canReachChild, notes })),
    father: parentValues(intake?.father), mother: parentValues(intake?.mother),
    presentState: intake?.presentState ?? "", likelyConsequences: intake?.likelyConsequences ?? "", narrative: intake?.narrative ?? "",
    familySituation: intake?.familySituation ?? "", presentCarer: intake?.presentCarer ?? "", doneAlready: intake?.doneAlready ?? "",
  };
}

const parentValues = (of: Parent | undefined): Values => ({ name: of?.name ?? "", age: of?.age, occupation: of?.occupation ?? "", telephone: of?.telephone ?? "" });

function ParentFields({ of }: { of: "father" | "mother" }) {
  const t = formWords.use();
  return (
    <section className={styles.group} aria-label={t(of)}>
      <h3>{t(of)}</h3>
      <div className={styles.pair}>
        <Line path={`intake.${of}.name`} label={t("name")} />
        <Count path={`intake.${of}.age`} label={t("parent_age")} />
        <Line path={`intake.${of}.occupation`} label={t("occupation")} />
        <Line path={`intake.${of}.telephone`} label={t("parent_telephone")} kind="tel" />
      </div>
    </section>
  );
}

const nobody = { name: "", relation: 0, livesWithChild: 0, canReachChild: 0, notes: "" };

/** The list goes whole: only whoever sees all of it may change it. */
function Abusers() {
  const t = formWords.use();
  const form = useActForm();
  const path = "intake.suspectedAbusers";
  const all = useValue<readonly Values[]>(path);
  const lang = useLanguage();
  if (form.detail.withheld.includes("allegation")) return null;
  return (
    <div data-path={path} className={styles.listed}>
      <Theirs joined path={path} shown={(value) => (value as unknown as readonly AbuserSaid[]).map((person) => abuserText(person, lang)).join("\n")} />
      {form.errors[path] && <p className={styles.changed}><FieldError>{form.errors[path]}</FieldError></p>}
      {all.map((_, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a person is known by the place in the list
        <section key={index} className={styles.group} aria-label={t("abuser", { number: index + 1 })}>
          <h3>{t("abuser", { number: index + 1 })}</h3>
          <div className={styles.pair}>
            <Line path={`${path}.${index}.name`} label={t("name")} />
            <OneFrom path={`${path}.${index}.relation`} label={t("relation")} type={RelationshipSchema} />
          </div>
          <OneOf path={`${path}.${index}.livesWithChild`} label={t("lives_with")} type={AnswerSchema} />
          <OneOf path={`${path}.${index}.canReachChild`} label={t("can_reach")} type={AnswerSchema} />
          <Words path={`${path}.${index}.notes`} label={t("notes")} rows={1} />
          {all.length > 1 && <div><Button variant="subtle" color="gray" leftSection={<IconTrash size={18} aria-hidden />} onClick={() => form.set(path, all.filter((__, other) => other !== index))}>{t("remove_abuser", { number: index + 1 })}</Button></div>}
        </section>
      ))}
      {all.length < limitsOf(form.type, path).maxItems! && <div><Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => form.set(path, [...all, nobody])}>{t("add_abuser")}</Button></div>}
    </div>
  );
}

export function AmendBody() {
  const t = formWords.use();
  return (
    <>
      <Words path="intake.presentState" label={t("present_state")} />
      <section className={styles.group} aria-label={t("child")}>
        <h3>{t("child")}</h3>
        <div className={styles.pair}>
          <Line path="intake.child.name" label={t("name")} />
          <Line path="intake.child.school" label={t("school")} />
          <Day typed path="intake.child.birthDate" label={t("birth_date")} hint={t("birth_hint")} />
          <Count path="intake.child.estimatedAge" label={t("age")} />
          <Line path="intake.child.ethnicity" label={t("ethnicity")} />
          <Count path="intake.otherChildren" label={t("other_children")} />
        </div>
        <OneOf path="intake.child.sex" label={t("sex")} type={SexSchema} />
        <Line path="intake.child.telephone" label={t("telephone")} kind="tel" />
        <OneOf path="intake.child.safeToCall" label={t("safe_to_call")} type={AnswerSchema} />
        <Words path="intake.child.marks" label={t("marks")} rows={2} />
      </section>
      <AnyOf path="intake.abuseTypes" label={t("abuse")} type={AbuseTypeSchema} />
      <Code path="intake.setting" list="setting" />
      <Codes path="intake.specialCircumstances" list="special_circumstances" />
      <Words path="intake.narrative" label={t("narrative")} rows={4} />
      <Abusers />
      <Words path="intake.presentCarer" label={t("present_carer")} rows={1} />
      <Words path="intake.familySituation" label={t("family_situation")} rows={2} />
      <ParentFields of="father" />
      <ParentFields of="mother" />
      <Words path="intake.likelyConsequences" label={t("likely_consequences")} rows={2} />
      <Words path="intake.doneAlready" label={t("done_already")} rows={2} />
      <Words path="reason" label={t("amend_reason")} rows={2} />
    </>
  );
}

/** A person of whom nothing was said is nobody. */
function withoutNobody(values: Values): Values {
  const intake = values.intake as Values;
  const people = (intake.suspectedAbusers as readonly Values[]).filter((person) => Object.values(person).some((value) => !isBlank(value)));
  return { ...values, intake: { ...intake, suspectedAbusers: people } };
}

export const amendRequest = (values: Values, before: Values): Values => changed({ ...before, reason: "" }, withoutNobody(values));

export function amendCheck(values: Values, before: Values): Record<string, string> {
  const differs = leaves(changed({ intake: before.intake }, { intake: withoutNobody(values).intake }) as Values);
  const paths = Object.keys(differs);
  if (paths.length === 0) return { "intake.presentState": formWords.say("nothing_changed") };
  return Object.fromEntries(paths.filter((path) => isBlank(differs[path])).map((path) => [path, formWords.say("not_blank")]));
}

const isBlank = (value: unknown) => value === undefined || value === "" || value === 0 || (Array.isArray(value) && value.length === 0);

const places = ["incident", "residence", "present"] as const;

export function placesValues(intake: Intake | undefined): Values {
  return Object.fromEntries(places.map((name) => [name, { unit: intake?.[name]?.unit ?? "", detail: intake?.[name]?.detail ?? "" }]));
}

export function PlacesBody() {
  const t = formWords.use();
  return places.map((name) => (
    <section key={name} className={styles.group} aria-label={t(name)}>
      <h3>{t(name)}</h3>
      <Office path={`${name}.unit`} label={t("unit")} />
      <Line path={`${name}.detail`} label={t("detail")} />
    </section>
  ));
}

/** A place is one value: the street of one does not belong to the unit of another. */
export const placesRequest = (values: Values, before: Values): Values => changed(before, values, places);

export function placesCheck(values: Values, before: Values): Record<string, string> {
  return Object.keys(placesRequest(values, before)).length > 0 ? {} : { "incident.unit": formWords.say("nothing_changed") };
}
