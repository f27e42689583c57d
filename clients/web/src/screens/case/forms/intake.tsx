// Additions and corrections to Form 01: what is known stands in the form, and only what differs is sent. What was there
// stays in the history.
import { AbuseTypeSchema, AnswerSchema, SexSchema, type Intake } from "../../../gen/hotline/record/v1/contact_pb";
import { changed } from "../../../keep/merge";
import { AnyOf, Count, Line, Office, OneOf, Words } from "../form";
import { formWords } from "../form_words";
import { leaves, type Values } from "../values";
import styles from "../Form.module.css";

export function intakeValues(intake: Intake | undefined): Values {
  const child = intake?.child;
  return {
    abuseTypes: [...(intake?.abuseTypes ?? [])],
    child: {
      name: child?.name ?? "", birthDate: child?.birthDate ?? "", estimatedAge: child?.estimatedAge, sex: child?.sex ?? 0,
      school: child?.school ?? "", telephone: child?.telephone ?? "", safeToCall: child?.safeToCall ?? 0,
    },
    presentState: intake?.presentState ?? "", likelyConsequences: intake?.likelyConsequences ?? "", narrative: intake?.narrative ?? "",
    familySituation: intake?.familySituation ?? "", presentCarer: intake?.presentCarer ?? "", doneAlready: intake?.doneAlready ?? "",
  };
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
          <Line path="intake.child.birthDate" label={t("birth_date")} hint={t("birth_hint")} />
          <Count path="intake.child.estimatedAge" label={t("age")} />
        </div>
        <OneOf path="intake.child.sex" label={t("sex")} type={SexSchema} />
        <Line path="intake.child.telephone" label={t("telephone")} kind="tel" />
        <OneOf path="intake.child.safeToCall" label={t("safe_to_call")} type={AnswerSchema} />
      </section>
      <AnyOf path="intake.abuseTypes" label={t("abuse")} type={AbuseTypeSchema} />
      <Words path="intake.narrative" label={t("narrative")} rows={4} />
      <Words path="intake.presentCarer" label={t("present_carer")} rows={1} />
      <Words path="intake.familySituation" label={t("family_situation")} rows={2} />
      <Words path="intake.likelyConsequences" label={t("likely_consequences")} rows={2} />
      <Words path="intake.doneAlready" label={t("done_already")} rows={2} />
      <Words path="reason" label={t("amend_reason")} rows={2} />
    </>
  );
}

export const amendRequest = (values: Values, before: Values): Values => changed({ ...before, reason: "" }, values);

export function amendCheck(values: Values, before: Values): Record<string, string> {
  const differs = leaves(changed({ intake: before.intake }, { intake: values.intake }) as Values);
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
