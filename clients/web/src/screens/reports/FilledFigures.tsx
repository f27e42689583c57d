// The tables of the form as the office signs them: each number is what the report stands for, and where something stands
// behind that (a correction, a change of the data since), it says so below.
import type { FilledReport, FilledRow, FilledTable, ReportCell } from "../../gen/hotline/v1/filled_report_pb";
import type { ReportCorrection } from "../../gen/hotline/v1/report_content_pb";
import { ScrollBox } from "../../parts/ScrollBox";
import { ToCases } from "../../parts/ToCases";
import { useLanguage, type Language } from "../../words/words";
import { cellLabel, countsCasesIn, placeIn, standsFor, type Place } from "./report";
import { reportsWords } from "./words";
import styles from "./Reports.module.css";

/** Leads to the cases behind a number, for those who may see them. */
export type CellLead = ((place: Place, title: Record<Language, string>) => void) | undefined;

const locales = { vi: "vi-VN", en: "en-GB" } as const;

/** "12", "12,5 %"; a share of nothing is none. */
export function figureWords({ share }: Pick<FilledRow, "share">, number: number | undefined, lang: Language): string {
  if (number === undefined) return "–";
  return share ? `${(number / 10).toLocaleString(locales[lang], { minimumFractionDigits: 1 })} %` : number.toLocaleString(locales[lang]);
}

interface CellProps {
  table: FilledTable;
  at: number;
  row: FilledRow;
  column: number;
  cell: ReportCell;
  reason: string;
  toCases: CellLead;
}

function Cell({ table, at, row, column, cell, reason, toCases }: CellProps) {
  const t = reportsWords.use();
  const lang = useLanguage();
  const label = cellLabel(row, table, column, lang);
  const place = { table: at + 1, row: row.row, column: column + 1, key: row.key };
  const title = { vi: cellLabel(row, table, column, "vi"), en: cellLabel(row, table, column, "en") };
  const words = figureWords(row, cell.number, lang);
  const leads = toCases && countsCasesIn(table, row) && (cell.number ?? 0) > 0;
  const counted = leads ? <ToCases count={words} line={label} onOpen={() => toCases(place, title)} /> : words;
  const stands = standsFor(cell);
  if (stands === cell.number && cell.corrected === undefined) return <td>{counted}</td>;
  return (
    <td>
      {cell.corrected === undefined ? figureWords(row, stands, lang) : <strong>{figureWords(row, stands, lang)}</strong>}
      {cell.differs && <small className={styles.beside}><span className={styles.differs} aria-hidden>≠ </span><span className="visually-hidden">{t("differs_mark")}: </span>{t("now")} {counted}</small>}
      {!cell.differs && <small className={styles.beside}>{t("now")} {counted}</small>}
      {cell.corrected !== undefined && cell.signed !== undefined && <small className={styles.beside}>{t("signed")} {figureWords(row, cell.signed, lang)}</small>}
      {reason && <small className={styles.beside}>{t("because", { reason })}</small>}
    </td>
  );
}

const indents = ["", "in_1", "in_2", "in_3"] as const;

function Row({ reasons, ...props }: Omit<CellProps, "column" | "cell" | "reason"> & { reasons: ReadonlyMap<string, string> }) {
  const { table, at, row } = props;
  const lang = useLanguage();
  const label = row.label?.[lang];
  if (row.heading) return <tr><th scope="colgroup" colSpan={table.columns.length + 1}>{label}</th></tr>;
  return (
    <tr>
      <th scope="row" className={styles[indents[row.indent] ?? ""]}>{label}</th>
      {row.cells.map((cell, column) => <Cell key={column} {...props} column={column} cell={cell} reason={reasons.get(placeIn({ table: at + 1, row: row.row, column: column + 1, key: row.key })) ?? ""} />)}
    </tr>
  );
}

export function FilledFigures({ filled, corrections, toCases }: { filled: FilledReport; corrections: readonly ReportCorrection[]; toCases: CellLead }) {
  const t = reportsWords.use();
  const lang = useLanguage();
  const reasons = new Map(corrections.map((one) => [placeIn(one), one.reason]));
  return (
    <section className={styles.card} aria-labelledby="report-figures">
      <h2 id="report-figures">{t("figures")}</h2>
      <p className={styles.quiet}>{t("figures_long")} {t("figures_form", { form: filled.form?.name?.[lang] ?? "" })}</p>
      <div className={styles.groups}>
        {filled.tables.map((table, at) => (
          <div key={at}>
            <h3 id={`report-table-${at}`}>{table.title?.[lang]}</h3>
            <ScrollBox labelledBy={`report-table-${at}`}>
              <table className={styles.figures} aria-labelledby={`report-table-${at}`}>
                <thead><tr><th scope="col">{t("line")}</th>{table.columns.map((words, column) => <th key={column} scope="col">{words[lang]}</th>)}</tr></thead>
                <tbody>{table.rows.map((row, index) => <Row key={index} table={table} at={at} row={row} reasons={reasons} toCases={toCases} />)}</tbody>
              </table>
            </ScrollBox>
            {table.note && <p className={styles.quiet}>{table.note[lang]}</p>}
          </div>
        ))}
      </div>
    </section>
  );
}
