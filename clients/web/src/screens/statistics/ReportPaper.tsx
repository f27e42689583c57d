// A filled report as it is printed: the head of an official letter, its tables, to whom it goes, and who signs. What is
// hidden is the word for it, and no number.
import type { Words } from "../../gen/hotline/record/v1/reference_pb";
import { Counted, type FilledReport, type FilledRow, type FilledTable, type ReportCell } from "../../gen/hotline/v1/filled_report_pb";
import { dayLine } from "../../parts/day_line";
import { issuerOf, type Issuer } from "../../parts/issuer";
import { Head, Recipients, Signatures } from "../../parts/Paper";
import { ScrollBox } from "../../parts/ScrollBox";
import { ToCases } from "../../parts/ToCases";
import { useUnit } from "../../parts/unit_name";
import { msOf } from "../../time/format";
import { useLanguage, type Language } from "../../words/words";
import { dayWords } from "./period";
import { reportFormWords } from "./report_words";
import type { Cell } from "./selection";
import sheet from "../../parts/Paper.module.css";
import styles from "./ReportPaper.module.css";

/** A code by which an official set numbers its lines; the names of the service's own lists are for files. */
const numberOf = (code: string) => (/[a-z]/.test(code) ? "" : code);

const wordsIn = (words: Words | undefined, lang: Language) => words?.[lang] ?? "";

function numberWords(row: FilledRow, number: number | undefined, hidden: boolean, lang: Language): string {
  if (hidden) return reportFormWords.say("hidden");
  if (number === undefined) return "–";
  const locale = lang === "vi" ? "vi-VN" : "en-GB";
  return row.share ? `${(number / 10).toLocaleString(locale, { minimumFractionDigits: 1 })} %` : number.toLocaleString(locale);
}

/** What ListCasesOfCell calls a number; undefined where no case stands behind it. */
function cellOf(table: FilledTable, at: number, row: FilledRow, column: number): Cell | undefined {
  if (table.counted !== Counted.CASES || row.share || !row.cells[column]?.number) return undefined;
  const title = (lang: Language) => [row.label, table.columns[column]].map((words) => wordsIn(words, lang)).join(", ");
  return { table: at + 1, row: row.row, key: row.key, column: column + 1, title: { vi: title("vi"), en: title("en") } };
}

type OnCell = ((cell: Cell) => void) | undefined;

interface CellsProps {
  row: FilledRow;
  cell: ReportCell;
  beside: boolean;
  /** The cases behind it; none where it counts none. */
  behind: Cell | undefined;
  onCell: OnCell;
}

function Cells({ row, cell, beside, behind, onCell }: CellsProps) {
  const lang = useLanguage();
  const number = numberWords(row, cell.number, cell.hidden, lang);
  return (
    <>
      <td className={cell.hidden ? styles.hidden : undefined}>{behind && onCell ? <ToCases count={number} line={behind.title[lang]} onOpen={() => onCell(behind)} /> : number}</td>
      {beside && <td className={cell.comparedHidden ? styles.hidden : undefined}>{numberWords(row, cell.compared, cell.comparedHidden, lang)}</td>}
    </>
  );
}

const indents = [undefined, styles.in_1, styles.in_2, styles.in_3];

interface RowProps {
  table: FilledTable;
  at: number;
  row: FilledRow;
  codes: boolean;
  beside: boolean;
  onCell: OnCell;
}

function Row({ table, at, row, codes, beside, onCell }: RowProps) {
  const lang = useLanguage();
  const label = wordsIn(row.label, lang);
  if (row.heading) return <tr className={styles.heading}><th scope="colgroup" colSpan={table.columns.length * (beside ? 2 : 1) + (codes ? 2 : 1)}>{label}</th></tr>;
  return (
    <tr>
      {codes && <td className={styles.code}>{numberOf(row.code)}</td>}
      <th scope="row" className={indents[row.indent]}>{label}</th>
      {row.cells.map((cell, index) => <Cells key={index} row={row} cell={cell} beside={beside} behind={cellOf(table, at, row, index)} onCell={onCell} />)}
    </tr>
  );
}

function Table({ table, at, beside, onCell }: { table: FilledTable; at: number; beside: boolean; onCell: OnCell }) {
  const t = reportFormWords.use();
  const lang = useLanguage();
  const codes = table.rows.some(({ code }) => numberOf(code) !== "");
  const title = `report-table-${at}`;
  return (
    <section className={styles.part}>
      <h3 id={title}>{wordsIn(table.title, lang)}</h3>
      <ScrollBox labelledBy={title}>
        <table className={`${sheet.table} ${styles.table}`} aria-labelledby={title}>
          <thead>
            <tr>
              {codes && <th scope="col">{t("code")}</th>}
              <th scope="col">{t("indicator")}</th>
              {table.columns.map((words, index) => [
                <th key={index} scope="col">{wordsIn(words, lang)}</th>,
                beside && <th key={`${index}-beside`} scope="col">{wordsIn(words, lang)}, {t("beside")}</th>,
              ])}
            </tr>
          </thead>
          <tbody>{table.rows.map((row, index) => <Row key={index} table={table} at={at} row={row} codes={codes} beside={beside} onCell={onCell} />)}</tbody>
        </table>
      </ScrollBox>
      {table.note && <p className={styles.note}>{wordsIn(table.note, lang)}</p>}
    </section>
  );
}

function Definitions({ tables }: { tables: readonly FilledTable[] }) {
  const t = reportFormWords.use();
  const lang = useLanguage();
  const rows = tables.flatMap((table) => table.rows).filter(({ definition, source }) => definition !== undefined || source !== "");
  if (rows.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3>{t("definitions")}</h3>
      <dl className={styles.definitions}>
        {rows.map((row, index) => (
          <div key={index}><dt>{[numberOf(row.code), wordsIn(row.label, lang)].filter(Boolean).join(" ")}</dt><dd>{[wordsIn(row.definition, lang), row.source].filter(Boolean).join(" — ")}</dd></div>
        ))}
      </dl>
    </section>
  );
}

export function hides({ tables }: FilledReport): boolean {
  return tables.some(({ rows }) => rows.some(({ cells }) => cells.some(({ hidden, comparedHidden }) => hidden || comparedHidden)));
}

/** Of one office; of a whole scope, as the report names it. */
function useIssuer({ unit, unitName }: FilledReport): Issuer {
  const known = useUnit(unit || undefined);
  const issuer = issuerOf(known);
  return known ? issuer : { ...issuer, office: [unitName.toUpperCase()] };
}

/** Who signs what the helpline reports is another than who does at an office with a chairman. */
function Signing({ report: { form }, issuer }: { report: FilledReport; issuer: Issuer }) {
  const roles = (issuer.behalf ? form?.signatures : form?.helplineSignatures) ?? [];
  return roles.length > 0 && <Signatures names={roles.map((role) => ({ role, ...(role === issuer.head && { behalf: issuer.behalf }) }))} />;
}

/** `onCell`: leads to the cases behind a number, for those who may see them. */
export function ReportPaper({ report, onCell }: { report: FilledReport; onCell: OnCell }) {
  const t = reportFormWords.use();
  const lang = useLanguage();
  const { form, period, comparedWith, madeAt } = report;
  const issuer = useIssuer(report);
  const days = (of: { firstDay: string; lastDay: string } | undefined) => ({ from: dayWords(of?.firstDay ?? ""), to: dayWords(of?.lastDay ?? "") });
  return (
    <article className={`${sheet.paper} ${styles.paper}`} aria-label={wordsIn(form?.title, lang)}>
      <div lang="vi">
        <Head issuer={issuer} number={`……/${issuer.mark}`} form={form?.number ?? ""} source={form?.source ?? ""} day={dayLine(madeAt && msOf(madeAt))}
          title={(form?.title?.vi ?? "").toUpperCase()} subtitle="" />
      </div>
      <p className={styles.told}>
        {lang === "en" && <span>{form?.title?.en}</span>}
        <span>{t("span", days(period))}</span>
        {comparedWith && <span>{t("compared", days(comparedWith))}</span>}
        {report.forOthers && <span>{t("for_others")}</span>}
      </p>
      {report.mark && <p className={styles.mark}>{wordsIn(report.mark, lang)}</p>}
      {form?.draft && <p className={sheet.draft}>{t("draft")}</p>}
      {report.tables.map((table, index) => <Table key={index} table={table} at={index} beside={comparedWith !== undefined} onCell={onCell} />)}
      {hides(report) && <p className={styles.note}>{t("hidden_why")}</p>}
      <Definitions tables={report.tables} />
      <footer className={sheet.foot} lang="vi">
        <Recipients names={form?.recipients ?? []} />
        <Signing report={report} issuer={issuer} />
      </footer>
    </article>
  );
}
