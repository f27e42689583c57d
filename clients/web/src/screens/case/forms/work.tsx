// The work on a case: actions, emergency measures, review, closing.
import { CaseStatus, Measure, MeasureSchema } from "../../../gen/hotline/record/v1/case_pb";
import { EmergencyCountdown, emergencyClock } from "../Clocks";
import { Conditions } from "../Conditions";
import { choices } from "../../../contract/labels";
import { Choice } from "../../../parts/Choice";
import { useLanguage } from "../../../words/words";
import { Day, Holds, Line, OneOf, useActForm, useValue, When, Words } from "../form";
import { formWords } from "../form_words";
import type { Values } from "../values";
import styles from "../Form.module.css";

export function SeenBody() {
  const t = formWords.use();
  return (
    <>
      <Words path="action.what" label={t("action_what")} rows={2} />
      <When path="action.doneAt" label={t("done_at")} />
    </>
  );
}

export function ActionBody() {
  const t = formWords.use();
  const { detail } = useActForm();
  return (
    <>
      <Words path="action.what" label={t("action_what")} />
      <When path="action.doneAt" label={t("done_at")} />
      <div>
        <Holds path="action.childSeen" label={t("child_seen")} />
        {detail.row?.status === CaseStatus.IN_PROGRESS && <Holds path="action.planCarriedOut" label={t("carried_out")} hint={t("carried_out_hint")} />}
      </div>
    </>
  );
}

export function MeasuresBody() {
  const t = formWords.use();
  const { detail } = useActForm();
  const twelve = emergencyClock(detail);
  const measure = useValue<number>("measures.measure");
  return (
    <>
      {twelve && <EmergencyCountdown clock={twelve} />}
      <OneOf path="measures.measure" label={t("measure")} hint={t("measure_hint")} type={MeasureSchema} />
      <Words path="measures.what" label={t("measure_what")} />
      <div className={styles.pair}>
        <Line path="measures.takenTo" label={t("taken_to")} />
        <Line path="measures.decision" label={t("decision_number")} />
      </div>
      <When path="measures.startedAt" label={t("started_at")} />
      {measure === Measure.SEPARATE && <Day path="measures.requiredUntil" label={t("required_until")} hint={t("required_until_hint")} />}
    </>
  );
}

/** An authority requires nothing but separations for longer. */
export function measuresRequest(values: Values): Values {
  const measures = values.measures as Values;
  return measures.measure === Measure.SEPARATE ? values : { measures: { ...measures, requiredUntil: "" } };
}

/** One of them alone is asked about only where both run. */
export function EndMeasuresBody() {
  const t = formWords.use();
  const lang = useLanguage();
  const form = useActForm();
  const measure = useValue<number>("measure");
  const options = [{ value: Measure.UNSPECIFIED, label: t("measures_all") }, ...choices(MeasureSchema, lang)];
  return (
    <>
      {form.runs.length > 1 && <Choice label={t("measures_end")} options={options} value={measure} onChange={(value) => form.set("measure", value)} />}
      <Words path="reason" label={t("reason")} />
      <When path="endedAt" label={t("ended_at")} />
    </>
  );
}

export function ReasonBody() {
  return <Words path="reason" label={formWords.use()("reason")} />;
}

export function ReviewBody() {
  const t = formWords.use();
  const noRisk = useValue<boolean>("review.noRiskRemains");
  const stable = useValue<boolean>("review.childIsStable");
  const both = noRisk && stable;
  return (
    <>
      <Words path="review.findings" label={t("findings")} rows={4} />
      <fieldset className={styles.plain}>
        <legend>{t("review_conditions")}</legend>
        <Holds path="review.noRiskRemains" label={t("no_risk")} />
        <Holds path="review.childIsStable" label={t("stable")} />
        <p role="status" className={styles.follows} data-tone={both ? undefined : "soon"}>{t(both ? "both_hold" : "not_both")}</p>
      </fieldset>
      <Holds path="review.childSeen" label={t("child_seen")} />
    </>
  );
}

export function CloseBody() {
  const t = formWords.use();
  const { detail } = useActForm();
  return (
    <>
      <Conditions detail={detail} />
      <Words path="decision" label={t("decision")} hint={t("decision_hint")} />
    </>
  );
}

export function UnfoundedBody() {
  const t = formWords.use();
  return <><p className={styles.lead}>{t("unfounded_hint")}</p><Words path="decision" label={t("decision")} hint={t("decision_hint")} /></>;
}
