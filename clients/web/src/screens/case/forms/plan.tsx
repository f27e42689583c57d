// Forms 04 and 05: goals, and who does what by when.
import { Button } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { limitsOf } from "../../../contract/rules";
import type { PlanStep } from "../../../gen/hotline/record/v1/case_pb";
import { SubmitPlanRequestSchema } from "../../../gen/hotline/v1/case_act_pb";
import { Day, Line, Theirs, useActForm, useValue, Words } from "../form";
import { useUnitName } from "../../../parts/unit_name";
import { stepsText } from "../event_lines";
import { formWords } from "../form_words";
import { useLeader } from "./referral";
import { shownDay } from "../../../time/written_day";
import type { Values } from "../values";
import styles from "../Form.module.css";

export const empty_step = { what: "", who: "", byDate: "", resources: "" };
const steps_max = limitsOf(SubmitPlanRequestSchema, "plan.steps").maxItems!;

export function PlanBody() {
  const t = formWords.use();
  const form = useActForm();
  const steps = useValue<readonly Values[]>("plan.steps");
  const leader = useUnitName(useLeader(form.detail));
  return (
    <>
      {leader && <p className={styles.follows} data-tone="soon">{t("leads_plan", { unit: leader })}</p>}
      <Words path="plan.goals" label={t("goals")} />
      <Theirs path="plan.steps" shown={(value) => stepsText(value as unknown as readonly PlanStep[])} />
      {steps.map((_, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a step is known by its place
        <section key={index} className={styles.group} aria-label={t("step", { number: index + 1 })}>
          <h3>{t("step", { number: index + 1 })}</h3>
          <Words path={`plan.steps.${index}.what`} label={t("step_what")} rows={1} />
          <div className={styles.pair}>
            <Line path={`plan.steps.${index}.who`} label={t("step_who")} />
            <Day path={`plan.steps.${index}.byDate`} label={t("step_by")} />
          </div>
          <Line path={`plan.steps.${index}.resources`} label={t("step_resources")} />
          {steps.length > 1 && (
            <div>
              <Button variant="subtle" color="gray" leftSection={<IconTrash size={18} aria-hidden />} onClick={() => form.set("plan.steps", steps.filter((__, other) => other !== index))}>
                {t("remove_step", { number: index + 1 })}
              </Button>
            </div>
          )}
        </section>
      ))}
      {steps.length < steps_max && (
        <div><Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => form.set("plan.steps", [...steps, empty_step])}>{t("add_step")}</Button></div>
      )}
      <Day path="plan.reviewDate" label={t("review_date")} />
    </>
  );
}

/** The plan that waits, whole, before it is decided on. */
function PlanText() {
  const t = formWords.use();
  const { detail: { plan, planNumber } } = useActForm();
  if (!plan) return null;
  return (
    <section className={styles.group} aria-label={t("plan", { number: planNumber })}>
      <h3>{t("plan", { number: planNumber })}</h3>
      <dl className={styles.plan}>
        <dt>{t("goals")}</dt><dd>{plan.goals}</dd>
        {plan.steps.map(({ what, who, byDate, resources }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a step is known by its place
          <div key={index}><dt>{t("step", { number: index + 1 })}</dt><dd>{what}{"\n"}{[who, byDate && shownDay(byDate), resources].filter(Boolean).join(" · ")}</dd></div>
        ))}
        {plan.reviewDate && <><dt>{t("review_date")}</dt><dd>{shownDay(plan.reviewDate)}</dd></>}
      </dl>
    </section>
  );
}

export function ApproveBody() {
  return <PlanText />;
}

export function ReturnPlanBody() {
  return <><PlanText /><Words path="reason" label={formWords.use()("return_reason")} /></>;
}
