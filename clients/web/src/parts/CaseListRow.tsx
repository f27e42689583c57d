import { memo, type ReactNode } from "react";
import { Link } from "wouter";
import { CaseStatus } from "../gen/hotline/record/v1/case_pb";
import type { CaseRow } from "../gen/hotline/v1/case_detail_pb";
import { CaseDue } from "./CaseDue";
import { ChildLine } from "./ChildLine";
import { EmergencyMark } from "./EmergencyMark";
import { LevelsWaiting } from "./ProminentLevels";
import { ProofLevel } from "./ProofLevel";
import { StatusChip } from "./StatusChip";
import { useUnitName } from "./unit_name";
import { WhoHas } from "./WhoHas";
import { msOf, nearTime } from "../time/format";
import { useNow } from "../time/ticker";
import { partWords } from "./words";
import styles from "./CaseList.module.css";

function Place({ row }: { row: CaseRow }) {
  const t = partWords.use();
  const unit = useUnitName(row.summary?.incidentUnit || row.referral?.toUnit || row.responsibleUnit);
  return (
    <>
      <span>{row.summary?.hamlet || unit}</span>
      {row.summary?.hamlet && <span className={styles.quiet}>{unit}</span>}
      {row.referral?.toSort && <span className={styles.flag}>{t("to_sort")}</span>}
    </>
  );
}

export const CaseListRow = memo(function CaseListRow({ row, actions }: { row: CaseRow; actions?: ((row: CaseRow) => ReactNode) | undefined }) {
  const t = partWords.use();
  const now_ms = useNow(60_000);
  const answers = actions?.(row);
  // Red is a child in danger now.
  const emergency = row.emergency && row.status !== CaseStatus.CLOSED;
  return (
    <div className={`${styles.row} ${styles.columns}`} data-emergency={emergency || undefined}>
      <div role="cell" className={styles.case}>
        {emergency && <EmergencyMark />}
        <Link href={`/cases/${row.caseId}`} className={styles.number!}>{row.number}</Link>
        {row.contactUnanswered && <span className={styles.flag}>{t("contact_unanswered")}</span>}
        {row.referral?.dutyClaims.some(({ confirmedAt }) => !confirmedAt) && <span className={styles.flag}>{t("claims_wait")}</span>}
        {row.prominent && <span className={styles.flag}>{t("prominent")}</span>}
        <LevelsWaiting levels={row.prominentLevels} className={styles.quiet} />
        {row.restricted && <span className={styles.flag}>{t("restricted")}</span>}
      </div>
      <div role="cell" className={styles.cell}><Place row={row} /></div>
      <div role="cell" className={styles.cell}><ChildLine summary={row.summary} /></div>
      <div role="cell" className={styles.quiet} data-label={t("received_at")}>{row.receivedAt && nearTime(msOf(row.receivedAt), now_ms)}</div>
      <div role="cell" className={styles.due}>
        <CaseDue row={row} />
      </div>
      <div role="cell" className={styles.state}>
        {row.referral ? <ProofLevel level={row.referral.proofLevel} /> : row.status === CaseStatus.RECEIVED ? <span className={styles.flag}>{t("returned")}</span> : <StatusChip status={row.status} />}
        <WhoHas row={row} className={styles.quiet} />
      </div>
      {answers && <div role="cell" className={styles.actions}>{answers}</div>}
    </div>
  );
});
