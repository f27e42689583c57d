import { memo } from "react";
import { AbuseTypeSchema, Sex, SexSchema } from "../../gen/hotline/record/v1/contact_pb";
import { CaseStatus, type CaseSummary } from "../../gen/hotline/record/v1/case_pb";
import type { CaseRow } from "../../gen/hotline/v1/case_detail_pb";
import { label } from "../../contract/labels";
import { ClockBadge } from "../../parts/ClockBadge";
import { EmergencyMark } from "../../parts/EmergencyMark";
import { ProofLevel } from "../../parts/ProofLevel";
import { useUnitName } from "../../parts/unit_name";
import { msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { useLanguage } from "../../words/words";
import { queueWords } from "./words";
import styles from "./Queue.module.css";

function Child({ summary }: { summary: CaseSummary | undefined }) {
  const t = queueWords.use();
  const lang = useLanguage();
  if (!summary) return <>{t("withheld")}</>;
  const sex = summary.sex === Sex.UNSPECIFIED || summary.sex === Sex.NOT_KNOWN ? "" : label(SexSchema, summary.sex, lang);
  const { age } = summary;
  const who = age === undefined ? (sex ? t("sex_only", { sex }) : t("child_unknown")) : sex ? t("age_sex", { sex, age }) : t("age_only", { age });
  const abuse = summary.abuseTypes.map((type) => label(AbuseTypeSchema, type, lang)).join(", ");
  return <><span className={styles.who}>{who}</span>{abuse && <span className={styles.quiet}>{abuse}</span>}</>;
}

function Place({ row }: { row: CaseRow }) {
  const t = queueWords.use();
  const unit = useUnitName(row.summary?.incidentUnit || row.referral?.toUnit || row.responsibleUnit);
  return (
    <>
      <span>{row.summary?.hamlet || unit}</span>
      {row.summary?.hamlet && <span className={styles.quiet}>{unit}</span>}
      {row.referral?.toSort && <span className={styles.flag}>{t("to_sort")}</span>}
    </>
  );
}

export const QueueRow = memo(function QueueRow({ row }: { row: CaseRow }) {
  const t = queueWords.use();
  const now_ms = useNow(60_000);
  return (
    <div className={`${styles.row} ${styles.columns}`} data-emergency={row.emergency || undefined}>
      <div role="cell" className={styles.case}>
        {row.emergency && <EmergencyMark />}
        <span className={styles.number}>{row.number}</span>
        {row.prominent && <span className={styles.flag}>{t("prominent")}</span>}
        {row.restricted && <span className={styles.flag}>{t("restricted")}</span>}
      </div>
      <div role="cell" className={styles.cell}><Place row={row} /></div>
      <div role="cell" className={styles.cell}><Child summary={row.summary} /></div>
      <div role="cell" className={styles.quiet} data-label={t("received")}>{row.receivedAt && nearTime(msOf(row.receivedAt), now_ms)}</div>
      <div role="cell">{row.nextDueAt && <ClockBadge due_ms={msOf(row.nextDueAt)} kind={row.nextDueKind} />}</div>
      <div role="cell">
        {row.referral ? <ProofLevel level={row.referral.proofLevel} /> : row.status === CaseStatus.RECEIVED && <span className={styles.flag}>{t("returned")}</span>}
      </div>
    </div>
  );
});
