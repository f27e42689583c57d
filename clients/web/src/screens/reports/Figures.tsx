// The figures: what was counted, what it was when the report was signed, and what the office says instead.
import { useCategories } from "../../contract/reference";
import type { GetReportResponse, ReportLine } from "../../gen/hotline/v1/report_pb";
import { ScrollBox } from "../../parts/ScrollBox";
import { ToCases } from "../../parts/ToCases";
import { useLanguage } from "../../words/words";
import { countsCases, groupsOf, lineLabel, placeOf, type Group } from "./report";
import { reportsWords } from "./words";
import styles from "./Reports.module.css";

/** Leads to the cases behind a line, for those who may see them. */
export type Lead = ((line: ReportLine) => void) | undefined;

interface Columns {
  signed: boolean;
  /** Of this table. */
  corrected: boolean;
}

function Line({ line, columns, toCases }: { line: ReportLine; columns: Columns; toCases: Lead }) {
  const t = reportsWords.use();
  const lang = useLanguage();
  const lists = useCategories();
  const label = lineLabel(line, lists, lang);
  return (
    <tr>
      <th scope="row">{label}{line.reason && <small className={styles.quiet}>{t("because", { reason: line.reason })}</small>}</th>
      {columns.signed && <td>{line.signed ?? ""}</td>}
      <td>{line.differs && <span className={styles.differs}><span aria-hidden>≠ </span><span className="visually-hidden">{t("differs_mark")} </span></span>}{toCases && countsCases(line) && line.counted > 0 ? <ToCases count={String(line.counted)} line={label} onOpen={() => toCases(line)} /> : line.counted}</td>
      {columns.corrected && <td>{line.corrected !== undefined && <strong>{line.corrected}</strong>}</td>}
    </tr>
  );
}

function Table({ group, columns, toCases }: { group: Group; columns: Columns; toCases: Lead }) {
  const t = reportsWords.use();
  const id = `report-figures-${group.dimension}`;
  return (
    <div>
      <h3 id={id}>{group.title}</h3>
      {group.lines.length > 0 && (
        <ScrollBox labelledBy={id}>
          <table className={styles.figures} aria-labelledby={id}>
            <thead>
              <tr>
                <th scope="col">{t("line")}</th>
                {columns.signed && <th scope="col">{t("signed")}</th>}
                <th scope="col">{t("counted")}</th>
                {columns.corrected && <th scope="col">{t("corrected")}</th>}
              </tr>
            </thead>
            <tbody>{group.lines.map((line) => <Line key={placeOf(line)} line={line} columns={columns} toCases={toCases} />)}</tbody>
          </table>
        </ScrollBox>
      )}
      {group.lines.length === 0 && <p className={styles.quiet}>0</p>}
    </div>
  );
}

export function Figures({ told: { lines }, toCases }: { told: GetReportResponse; toCases: Lead }) {
  const t = reportsWords.use();
  const lang = useLanguage();
  const signed = lines.some((line) => line.signed !== undefined);
  return (
    <section className={styles.card} aria-labelledby="report-figures">
      <h2 id="report-figures">{t("figures")}</h2>
      <p className={styles.quiet}>{t("figures_long")} {t("nothing")}</p>
      <div className={styles.groups}>{groupsOf(lines, lang).map((group) => <Table key={group.dimension} group={group} columns={{ signed, corrected: group.lines.some(({ corrected }) => corrected !== undefined) }} toCases={toCases} />)}</div>
    </section>
  );
}
