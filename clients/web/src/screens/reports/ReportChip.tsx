import { label } from "../../contract/labels_apart";
import { ReportState, ReportStateSchema } from "../../gen/hotline/v1/report_content_pb";
import { useLanguage } from "../../words/words";
import chip from "../../parts/Chip.module.css";
import styles from "./Reports.module.css";
import { reportsWords } from "./words";

/** Where a report stands, in a word, and whether it is late. */
export function ReportChip({ state, late }: { state: ReportState; late: boolean }) {
  const lang = useLanguage();
  const t = reportsWords.use();
  const waits = state === ReportState.SIGNED || state === ReportState.RETURNED;
  return (
    <span className={styles.chips}>
      <span className={chip.chip} data-tone={state === ReportState.ACCEPTED ? "done" : waits ? "soon" : undefined}>{label(ReportStateSchema, state, lang)}</span>
      {late && <span className={chip.chip} data-tone="late">{t("late")}</span>}
    </span>
  );
}
