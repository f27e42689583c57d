// What each office below handed over for the same days: how far it is, what it corrected, and what it says.
import { Link } from "wouter";
import type { ReportBelow } from "../../gen/hotline/v1/report_pb";
import { ScrollBox } from "../../parts/ScrollBox";
import { addressOf } from "../../parts/report_address";
import { useUnitName } from "../../parts/unit_name";
import { useLanguage } from "../../words/words";
import { ReportChip } from "./ReportChip";
import { reportsWords } from "./words";
import styles from "./Reports.module.css";

function Row({ of: { report, narrative, corrections } }: { of: ReportBelow }) {
  const t = reportsWords.use();
  const lang = useLanguage();
  const { key, state, late, corrections: count } = report!;
  const unit = useUnitName(key!.unit);
  return (
    <tr>
      <th key={unit} scope="row"><Link href={addressOf(key!)}>{unit || "…"}</Link></th>
      <td><ReportChip state={state} late={late} /></td>
      <td className={styles.says}>
        {narrative && <p className={styles.narrative}>{narrative}</p>}
        {corrections.map((one, at) => <small key={at} className={styles.beside}>{one.label?.[lang] ?? one.key}: {one.count} ({one.reason})</small>)}
        {corrections.length === 0 && count > 0 && <small className={styles.beside}>{t("corrections", { count })}</small>}
      </td>
    </tr>
  );
}

export function BelowReports({ below }: { below: readonly ReportBelow[] }) {
  const t = reportsWords.use();
  return (
    <section className={styles.card} aria-labelledby="report-below">
      <h2 id="report-below">{t("below_title")}</h2>
      <p className={styles.beside}>{t("counted_anew")}</p>
      <ScrollBox labelledBy="report-below">
        <table className={styles.table} aria-labelledby="report-below">
          <thead><tr><th scope="col">{t("unit")}</th><th scope="col">{t("state")}</th><th scope="col">{t("below_says")}</th></tr></thead>
          <tbody>{below.map((one) => <Row key={one.report!.key!.unit} of={one} />)}</tbody>
        </table>
      </ScrollBox>
    </section>
  );
}
