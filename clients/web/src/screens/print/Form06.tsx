// The part of Form 06 of Decree 56/2017 that is known: its head and the tables of how things stand, counted as the form
// counts them. The rest carries its draft mark.
import { riskItemLabel, riskItems, type RiskTable } from "../../contract/risk_items";
import type { Assessment } from "../../gen/hotline/record/v1/case_pb";
import { Risk } from "../../gen/hotline/record/v1/contact_pb";
import { useUnitName } from "../../parts/unit_name";
import { now_ms } from "../../time/server_time";
import { paper } from "./form_words";
import { dayLine, numericDate, type Papers } from "./papers";
import { Box, Head, Line, Signatures } from "./Paper";
import styles from "./Print.module.css";

const levels = [[Risk.HIGH, paper.high], [Risk.MEDIUM, paper.medium], [Risk.LOW, paper.low]] as const;

/** Every line of the form, also those that nobody judged: they are filled in by hand. */
function Table({ title, table, assessment }: { title: string; table: RiskTable; assessment: Assessment }) {
  const judged = assessment[table];
  const lines = new Set([...riskItems(table, assessment.kind), ...judged.map(({ item }) => item)]);
  return (
    <>
      <h3>{title}</h3>
      <table className={styles.table}>
        <thead><tr><th scope="col">{paper.item}</th>{levels.map(([level, words]) => <th key={level} scope="col">{words}</th>)}</tr></thead>
        <tbody>
          {[...lines].map((line) => (
            <tr key={line}><th scope="row">{riskItemLabel(line, "vi")}</th>{levels.map(([level]) => <td key={level}>{judged.some(({ item, level: of }) => item === line && of === level) ? "×" : ""}</td>)}</tr>
          ))}
          <tr><th scope="row">{paper.count}</th>{levels.map(([level]) => <td key={level}>{judged.filter(({ level: of }) => of === level).length}</td>)}</tr>
        </tbody>
      </table>
    </>
  );
}

export function Form06({ papers: { detail } }: { papers: Papers }) {
  const row = detail.row!;
  const child = detail.intake?.child;
  const office = useUnitName(row.responsibleUnit);
  const { lastAssessment: assessment, lastReview: review } = detail;
  const age = child?.estimatedAge === undefined ? "" : `khoảng ${child.estimatedAge} tuổi`;
  return (
    <section className={styles.paper} aria-label={paper.form_06}>
      <Head office={office} number={row.number} form={paper.form_06} day={dayLine(now_ms())} title={paper.report} subtitle={paper.title_06} />
      <Line label={paper.child_name}>{child?.name}</Line>
      <Line label={paper.birth}>{child?.birthDate ? numericDate(child.birthDate) : age}</Line>
      {assessment ? <><Table title={paper.harm} table="harm" assessment={assessment} /><Table title={paper.recovery} table="protection" assessment={assessment} /></> : <p>{paper.no_assessment}</p>}
      <p className={styles.draft}>{paper.draft}</p>
      {review ? (
        <>
          <Line label={paper.findings}>{review.findings}</Line>
          <p><Box on={review.noRiskRemains}>{paper.no_risk}</Box></p>
          <p><Box on={review.childIsStable}>{paper.stable}</Box></p>
        </>
      ) : <p>{paper.no_review}</p>}
      <Signatures names={[{ role: paper.reviewer }, { role: paper.chairman }]} />
    </section>
  );
}
