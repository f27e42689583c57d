// A report that an office owes, as a letter for whoever gets it and does not use this service: the head of the office, what
// it says, the figures that it stands for, to whom it goes, and who signed.
import { label } from "../../contract/labels_apart";
import { useCategories } from "../../contract/reference";
import type { FilledReport } from "../../gen/hotline/v1/filled_report_pb";
import { ReportState, ReportStateSchema, type ReportCorrection } from "../../gen/hotline/v1/report_content_pb";
import { ReportAct, type GetReportResponse, type ReportBelow, type ReportLine } from "../../gen/hotline/v1/report_pb";
import { dayLine } from "../../parts/day_line";
import { issuerOf, recipient, signerOf, type Issuer } from "../../parts/issuer";
import { Head, Recipients, Signatures } from "../../parts/Paper";
import { usePersonName } from "../../parts/person_name";
import { day } from "../../parts/report_address";
import { useUnit, useUnitName } from "../../parts/unit_name";
import { dateTime, msOf } from "../../time/format";
import { figureWords } from "./FilledFigures";
import { groupsOf, lineLabel, numberOf, placeIn, placeOf, standsFor, type Group } from "./report";
import sheet from "../../parts/Paper.module.css";
import styles from "./OwedPaper.module.css";

/** Of the paper, in Vietnamese alone. */
const paper = {
  draft: "Bản soạn: chưa ký, số liệu còn có thể thay đổi.",
  to: "Kính gửi:",
  line: "Chỉ tiêu",
  number: "Số liệu",
  counted: "Hệ thống đếm",
  why: "Lý do điều chỉnh",
  figures: "Số liệu trong kỳ",
  none: "không có",
  archive: "Lưu: VT",
  corrections: "Số điều chỉnh (*)",
  annex: "Phụ lục: báo cáo của các đơn vị dưới",
  office: "Đơn vị",
  state: "Tình trạng",
  late: "trễ hạn",
  corrected: "Số điều chỉnh",
  says: "Nhận định của đơn vị",
  anew: "Số liệu của báo cáo này được đếm lại từ các cuộc tiếp nhận và các ca, không phải là tổng của các báo cáo đã ký của đơn vị dưới: điều chỉnh mà các đơn vị ấy đã ký được ghi ở phụ lục và không nằm trong các con số.",
  signed: "(Đã ký trên hệ thống lúc {{at}})",
};

function Line({ line, corrected }: { line: ReportLine; corrected: boolean }) {
  const lists = useCategories();
  return (
    <tr>
      <th scope="row">{lineLabel(line, lists, "vi")}</th>
      <td>{numberOf(line)}</td>
      {corrected && <><td>{line.corrected === undefined ? "" : (line.signed ?? line.counted)}</td><td className={styles.why}>{line.reason}</td></>}
    </tr>
  );
}

/** All figures in one table, each dimension under its name. */
function Table({ groups }: { groups: readonly Group[] }) {
  const corrected = groups.some(({ lines }) => lines.some((line) => line.corrected !== undefined));
  const columns = corrected ? 4 : 2;
  return (
    <table className={`${sheet.table} ${styles.table}`}>
      <thead><tr><th scope="col">{paper.line}</th><th scope="col" className={styles.count}>{paper.number}</th>{corrected && <><th scope="col" className={styles.count}>{paper.counted}</th><th scope="col">{paper.why}</th></>}</tr></thead>
      {groups.map(({ dimension, title, lines }) => (
        <tbody key={dimension}>
          <tr><th scope="rowgroup" colSpan={columns} className={styles.group}>{title}</th></tr>
          {lines.length === 0 && <tr><td colSpan={columns} className={styles.none}>{paper.none}</td></tr>}
          {lines.map((line) => <Line key={placeOf(line)} line={line} corrected={corrected} />)}
        </tbody>
      ))}
    </table>
  );
}

/** The tables of the form, each number as the office says it; what was corrected stands below, with its reason. */
function FormTables({ filled, corrections }: { filled: FilledReport; corrections: readonly ReportCorrection[] }) {
  const counted = new Map(filled.tables.flatMap((table, at) => table.rows.flatMap((row) => row.cells.map((cell, column) => [placeIn({ table: at + 1, row: row.row, column: column + 1, key: row.key }), cell.signed ?? cell.number] as const))));
  const corrected = corrections.filter((one) => counted.has(placeIn(one)));
  return (
    <>
      {filled.tables.map((table, at) => (
        <section key={at}>
          <h3>{table.title?.vi}</h3>
          <table className={`${sheet.table} ${styles.table}`}>
            <thead><tr><th scope="col">{paper.line}</th>{table.columns.map((words, column) => <th key={column} scope="col" className={styles.count}>{words.vi}</th>)}</tr></thead>
            <tbody>
              {table.rows.map((row, index) => (
                <tr key={index}>
                  <th scope="row" style={{ paddingInlineStart: `${row.indent + 0.4}em` }} colSpan={row.heading ? table.columns.length + 1 : 1}>{row.label?.vi}</th>
                  {row.cells.map((cell, column) => <td key={column}>{figureWords(row, standsFor(cell), "vi")}{cell.corrected !== undefined && "*"}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
          {table.note && <p className={styles.source}>{table.note.vi}</p>}
        </section>
      ))}
      {corrected.length > 0 && (
        <>
          <h3>{paper.corrections}</h3>
          <table className={`${sheet.table} ${styles.table}`}>
            <thead><tr><th scope="col">{paper.line}</th><th scope="col" className={styles.count}>{paper.number}</th><th scope="col" className={styles.count}>{paper.counted}</th><th scope="col">{paper.why}</th></tr></thead>
            <tbody>{corrected.map((one) => <tr key={placeIn(one)}><th scope="row">{one.label?.vi}</th><td>{one.count}</td><td>{counted.get(placeIn(one))}</td><td className={styles.why}>{one.reason}</td></tr>)}</tbody>
          </table>
        </>
      )}
    </>
  );
}

function BelowRow({ of: { report, narrative, corrections } }: { of: ReportBelow }) {
  const unit = useUnitName(report!.key!.unit);
  const state = label(ReportStateSchema, report!.state, "vi") + (report!.late ? `, ${paper.late}` : "");
  return <tr><th scope="row">{unit}</th><td className={styles.why}>{state}</td><td>{report!.corrections || ""}</td><td className={styles.why}>{narrative}{corrections.map((one, at) => <div key={at}>{one.label?.vi ?? one.key}: {one.count} ({one.reason})</div>)}</td></tr>;
}

/** The annex: a line of each office below. */
function Annex({ below }: { below: readonly ReportBelow[] }) {
  return (
    <section className={styles.annex}>
      <h3>{paper.annex}</h3>
      <table className={`${sheet.table} ${styles.table}`}>
        <thead><tr><th scope="col">{paper.office}</th><th scope="col">{paper.state}</th><th scope="col" className={styles.count}>{paper.corrected}</th><th scope="col">{paper.says}</th></tr></thead>
        <tbody>{below.map((one) => <BelowRow key={one.report!.key!.unit} of={one} />)}</tbody>
      </table>
    </section>
  );
}

/** By whom it was signed last; with room for a pen where it was not. */
function Signed({ told: { report, entries }, issuer }: { told: GetReportResponse; issuer: Issuer }) {
  const stands = report!.state === ReportState.SIGNED || report!.state === ReportState.ACCEPTED;
  const signing = stands ? entries.findLast(({ act }) => act === ReportAct.SIGN) : undefined;
  const name = usePersonName(signing?.personId || undefined);
  const how = signing?.at && paper.signed.replace("{{at}}", dateTime(msOf(signing.at)));
  const forHead = Boolean(signing?.forPersonId);
  // Who signs by authority signs for the head, not for the office as a whole ("TM.").
  return <Signatures names={[{ ...(!forHead && { behalf: issuer.behalf }), role: signerOf(issuer, forHead), ...(how && { how }), name }]} />;
}

export function OwedPaper({ told }: { told: GetReportResponse }) {
  const { key, name, lastDay, toUnit, state, signedAt } = told.report!;
  const issuer = issuerOf(useUnit(key!.unit));
  const to = useUnit(toUnit || undefined);
  const unsigned = state !== ReportState.SIGNED && state !== ReportState.ACCEPTED;
  return (
    <article className={`${sheet.paper} ${styles.paper}`} lang="vi" aria-label={name?.vi} data-paper-only>
      {unsigned && <p className={sheet.draft}>{paper.draft}</p>}
      <Head issuer={issuer} number={`……/${issuer.mark}`} form="" source="" day={dayLine(unsigned || !signedAt ? undefined : msOf(signedAt))}
        title={(name?.vi ?? "").toUpperCase()} subtitle={`(từ ngày ${day(key!.firstDay)} đến ngày ${day(lastDay)})`} />
      {to && <p className={styles.to}>{paper.to} {recipient(to)}</p>}
      {told.source && <p className={styles.source}>{`Căn cứ: ${told.source}.`}</p>}
      {told.narrative && <p className={styles.narrative}>{told.narrative}</p>}
      {told.filled ? <FormTables filled={told.filled} corrections={told.corrections} /> : <><h3>{paper.figures}</h3><Table groups={groupsOf(told.lines, "vi")} /></>}
      {told.below.length > 0 && <p className={styles.anew}>{paper.anew}</p>}
      <footer className={sheet.foot}>
        <Recipients names={[...(to ? [recipient(to)] : []), paper.archive]} />
        <Signed told={told} issuer={issuer} />
      </footer>
      {told.below.length > 0 && <Annex below={told.below} />}
    </article>
  );
}
