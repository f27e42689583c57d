// A report that an office owes, as a letter for whoever gets it and does not use this service: the head of the office, what
// it says, the figures that it stands for, to whom it goes, and who signed.
import { useCategories } from "../../contract/reference";
import { ReportState } from "../../gen/hotline/v1/report_content_pb";
import { ReportAct, type GetReportResponse, type ReportLine } from "../../gen/hotline/v1/report_pb";
import { dayLine } from "../../parts/day_line";
import { issuerOf, recipient, type Issuer } from "../../parts/issuer";
import { Head, Recipients, Signatures } from "../../parts/Paper";
import { usePersonName } from "../../parts/person_name";
import { day } from "../../parts/report_address";
import { useUnit } from "../../parts/unit_name";
import { dateTime, msOf } from "../../time/format";
import { groupsOf, lineLabel, numberOf, placeOf, type Group } from "./report";
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
      <thead><tr><th scope="col">{paper.line}</th><th scope="col">{paper.number}</th>{corrected && <><th scope="col">{paper.counted}</th><th scope="col">{paper.why}</th></>}</tr></thead>
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

/** By whom it was signed last; with room for a pen where it was not. */
function Signed({ told: { report, entries }, issuer }: { told: GetReportResponse; issuer: Issuer }) {
  const stands = report!.state === ReportState.SIGNED || report!.state === ReportState.ACCEPTED;
  const signing = stands ? entries.findLast(({ act }) => act === ReportAct.SIGN) : undefined;
  const name = usePersonName(signing?.personId || undefined);
  const role = signing?.forPersonId ? `KT. ${issuer.head}\nPHÓ ${issuer.head}` : issuer.head;
  const how = signing?.at && paper.signed.replace("{{at}}", dateTime(msOf(signing.at)));
  return <Signatures names={[{ behalf: issuer.behalf, role, ...(how && { how }), name }]} />;
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
      <h3>{paper.figures}</h3>
      <Table groups={groupsOf(told.lines, "vi")} />
      <footer className={sheet.foot}>
        <Recipients names={[...(to ? [recipient(to)] : []), paper.archive]} />
        <Signed told={told} issuer={issuer} />
      </footer>
    </article>
  );
}
