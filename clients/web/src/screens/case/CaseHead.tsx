// What it is, who has it, since when, how surely it arrived.
import { CaseStatus } from "../../gen/hotline/record/v1/case_pb";
import { RiskSchema } from "../../gen/hotline/record/v1/contact_pb";
import type { HistoryEntry } from "../../gen/hotline/v1/case_pb";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { label } from "../../contract/labels";
import { ChildLine } from "../../parts/ChildLine";
import { EmergencyMark } from "../../parts/EmergencyMark";
import { NobodyAnswers } from "../../parts/NobodyAnswers";
import { ProminentLevels } from "../../parts/ProminentLevels";
import { ProofLevel } from "../../parts/ProofLevel";
import { StatusChip } from "../../parts/StatusChip";
import { useUnitName } from "../../parts/unit_name";
import { msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { useLanguage } from "../../words/words";
import { CaseLinks } from "./CaseLinks";
import { proofOf } from "./proof";
import { Steps } from "./Steps";
import { UnitName } from "./ThreadEntry";
import { caseWords } from "./words";
import chip from "../../parts/Chip.module.css";
import styles from "./Case.module.css";

/** Without the history, which comes later, nothing is said that it could belie. */
export function CaseHead({ detail, entries }: { detail: CaseDetail; entries: readonly HistoryEntry[] | undefined }) {
  const t = caseWords.use();
  const lang = useLanguage();
  const now_ms = useNow(60_000);
  const row = detail.row!;
  const { referral, summary } = row;
  const proof = proofOf(detail, entries ?? []);
  const holder = useUnitName(row.responsibleUnit);
  const to = useUnitName(referral?.toUnit);
  const incident = useUnitName(summary?.incidentUnit || undefined);
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <h1 id="case-title">{row.number}</h1>
        {row.emergency && row.status !== CaseStatus.CLOSED && <EmergencyMark />}
        <StatusChip status={row.status} />
        {row.risk > 0 && <span className={chip.chip}>{t("risk", { risk: label(RiskSchema, row.risk, lang) })}</span>}
        {row.prominent && <span className={chip.chip} data-tone="soon">{t("prominent")}</span>}
        {row.restricted && <span className={chip.chip} data-tone="soon">{t("restricted")}</span>}
        {row.contactUnanswered && <span className={chip.chip} data-tone="soon">{t("contact_unanswered")}</span>}
        {detail.legalHold && <span className={chip.chip}>{t("legal_hold")}</span>}
        <CaseLinks caseId={row.caseId} />
      </div>
      <p className={styles.about}>
        <ChildLine summary={summary} />
        {(summary?.hamlet || summary?.incidentUnit) && <span className={styles.place}>{[summary?.hamlet, incident].filter(Boolean).join(", ")}</span>}
      </p>
      <dl className={styles.holders}>
        <div><dt>{t("responsible")}</dt><dd>{holder}</dd></div>
        {referral && <div><dt>{t("referred_to")}</dt><dd>{to}{referral.referredAt && ` · ${nearTime(msOf(referral.referredAt), now_ms)}`}</dd></div>}
        {referral && referral.candidates.length > 0 && (
          <div><dt>{t("candidates")}</dt><dd>{referral.candidates.map((unit, index) => <span key={unit}>{index > 0 && ", "}<UnitName unit={unit} /></span>)}</dd></div>
        )}
        {row.prominentLevels.length > 0 && <div><dt>{t("levels_above")}</dt><dd><ProminentLevels levels={row.prominentLevels} /></dd></div>}
        <div><dt>{t("proof")}</dt><dd>{proof ? <ProofLevel level={proof} /> : entries ? t("proof_none") : "…"}</dd></div>
        {row.receivedAt && <div><dt>{t("received")}</dt><dd>{nearTime(msOf(row.receivedAt), now_ms)}</dd></div>}
      </dl>
      <div className={styles.nobody}><NobodyAnswers nobody={detail.nobodyAnswers} /></div>
      <Steps status={row.status} />
    </header>
  );
}
