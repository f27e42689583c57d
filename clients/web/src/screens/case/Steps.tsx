// The steps of the law (Decree 56/2017, chapter III) and where the case stands.
import { CaseStatus } from "../../gen/hotline/record/v1/case_pb";
import { caseWords } from "./words";
import styles from "./Case.module.css";

const steps = ["step_receive", "step_assess", "step_plan", "step_act", "step_review", "step_close"] as const;

const at: Record<CaseStatus, number> = {
  [CaseStatus.UNSPECIFIED]: 0, [CaseStatus.RECEIVED]: 0, [CaseStatus.REFERRED]: 0, [CaseStatus.ACCEPTED]: 1, [CaseStatus.ASSESSING]: 1,
  [CaseStatus.PLANNING]: 2, [CaseStatus.AWAITING_APPROVAL]: 2, [CaseStatus.IN_PROGRESS]: 3, [CaseStatus.REVIEWING]: 4, [CaseStatus.CLOSED]: 6,
};

export function Steps({ status }: { status: CaseStatus }) {
  const t = caseWords.use();
  const here = at[status];
  return (
    <ol className={styles.steps} aria-label={t("steps")}>
      {steps.map((step, index) => (
        <li key={step} data-state={index < here ? "done" : index === here ? "here" : "ahead"} aria-current={index === here ? "step" : undefined}>
          <span>{t(step)}</span>
        </li>
      ))}
    </ol>
  );
}
