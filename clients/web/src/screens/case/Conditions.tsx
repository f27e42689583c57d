// The law's two conditions for closing, and the chairman's decision (Decree 56/2017, art. 30.1).
import { IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { caseWords } from "./words";
import styles from "./Form.module.css";

export function Conditions({ detail }: { detail: CaseDetail }) {
  const t = caseWords.use();
  const review = detail.lastReview;
  const held: [Parameters<typeof t>[0], boolean][] = [
    ["condition_risk", review?.noRiskRemains ?? false],
    ["condition_stable", review?.childIsStable ?? false],
    ["condition_measures", !detail.emergencyMeasuresRun],
    ["condition_chairman", false],
  ];
  return (
    <section className={styles.group} aria-label={t("conditions")}>
      <h3>{t("conditions")}</h3>
      <p>{t(review ? "condition_review" : "condition_no_review")}</p>
      <ul className={styles.conditions}>
        {held.map(([key, holds]) => {
          const Icon = holds ? IconCircleCheck : IconCircleDashed;
          return <li key={key} data-holds={holds ? "yes" : "no"}><Icon size={22} aria-hidden /><span>{t(key)}<span className="visually-hidden">: {t(holds ? "yes" : "no")}</span></span></li>;
        })}
      </ul>
    </section>
  );
}
