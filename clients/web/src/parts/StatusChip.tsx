import { CaseStatus, CaseStatusSchema } from "../gen/hotline/record/v1/case_pb";
import { label } from "../contract/labels";
import { useLanguage } from "../words/words";
import styles from "./Chip.module.css";

/** Where a case stands, in a word. Waiting for somebody is amber; closed is what is done. */
export function StatusChip({ status }: { status: CaseStatus }) {
  const lang = useLanguage();
  const waits = status === CaseStatus.RECEIVED || status === CaseStatus.REFERRED || status === CaseStatus.AWAITING_APPROVAL;
  return <span className={styles.chip} data-tone={status === CaseStatus.CLOSED ? "done" : waits ? "soon" : "accent"}>{label(CaseStatusSchema, status, lang)}</span>;
}
