// A form as its template in the server's configuration has it, filled from the record. What is not known leaves room to
// write; who told is left out unless it was asked for; a template whose wording was not compared says so on the paper.
import type { DescMessage, Message } from "@bufbuild/protobuf";
import { Fragment, type ReactNode } from "react";
import { AssessmentKind, type Assessment, type RiskItem } from "../../gen/hotline/record/v1/case_pb";
import { Risk } from "../../gen/hotline/record/v1/contact_pb";
import type { FormLine, FormPart, FormRisks, FormTable, FormTemplate } from "../../gen/hotline/record/v1/reference_pb";
import type { FormRecord } from "../../gen/hotline/v1/reference_pb";
import { codeLabel, itemsFor, listOn, useCategories } from "../../contract/reference";
import { dayLine } from "../../parts/day_line";
import { Box, Head, Signatures } from "../../parts/Paper";
import { issuerOf } from "../../parts/issuer";
import { useUnit } from "../../parts/unit_name";
import { now_ms } from "../../time/server_time";
import { find, isFilled, ofRecord, timeOf, type Found } from "./fill";
import { paper } from "./form_words";
import { Value } from "./Value";
import sheet from "../../parts/Paper.module.css";
import styles from "./Print.module.css";

const to_write = "\u00a0"; // room for a pen

interface Filling {
  record: FormRecord;
  withInformant: boolean;
}

/** "khoảng {} tuổi" around the value. */
function Around({ words, children }: { words: string; children: ReactNode }) {
  const [before, after] = words ? words.split("{}") : [];
  return <>{before}{children}{after}</>;
}

function Part({ part, found, room }: { part: FormPart; found: Found; room: string }) {
  return (
    <>
      {part.label && <span className={styles.label}>{part.label}: </span>}
      {isFilled(found) ? <Around words={part.words}><Value found={found} /></Around> : <span className={room} />}
    </>
  );
}

/** Parts without a label of their own follow on one another; where none of them is known, one line is left to write on. */
function Parts({ line: { label, parts, either }, record }: { line: FormLine } & Filling) {
  const all = parts.map((part) => ({ part, found: ofRecord(record, part.field) }));
  const known = all.filter(({ found }) => isFilled(found));
  const shown = either ? [known[0] ?? all[0]!] : all.filter(({ part, found }, at) => part.label || isFilled(found) || (at === 0 && known.length === 0));
  const room = shown.length === 1 ? styles.dots! : shown.length === 2 ? styles.dots_short! : styles.dots_tiny!;
  return (
    <p className={styles.line}>
      {label && <span className={styles.label}>{label}: </span>}
      {shown.map(({ part, found }, at) => <Fragment key={part.field}>{at > 0 && (part.label ? "\u2003" : "; ")}<Part part={part} found={found} room={room} /></Fragment>)}
    </p>
  );
}

function Boxes({ line: { label, field, boxes }, record }: { line: FormLine } & Filling) {
  const { field: of, value } = ofRecord(record, field);
  const name = of.enum ? (value === undefined ? "" : (of.enum.value[value as number]?.name ?? "")) : String(value ?? "");
  return (
    <p>
      {label && <span className={styles.label}>{label}: </span>}
      {boxes.map((box) => <Box key={box.label} on={box.values.includes(name)}>{box.label}</Box>)}
    </p>
  );
}

function Rows({ table: { rows, columns, unless }, record }: { table: FormTable } & Filling) {
  const { field, value } = ofRecord(record, rows);
  const type = field.message as DescMessage;
  const all = ((value ?? []) as Message[]).filter((row) => !unless.some((name) => isFilled(find(type, row, name))));
  return (
    <table className={`${sheet.table} ${styles.table}`}>
      <thead><tr>{columns.map((column) => <th key={column.field} scope="col">{column.label}</th>)}</tr></thead>
      <tbody>
        {all.map((row, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- what is printed does not move
          <tr key={index}>{columns.map((column) => <td key={column.field}><Value found={find(type, row, column.field)} /></td>)}</tr>
        ))}
        {all.length === 0 && <tr>{columns.map((column) => <td key={column.field} className={styles.empty}>{to_write}</td>)}</tr>}
      </tbody>
    </table>
  );
}

const levels = [[Risk.HIGH, paper.high], [Risk.MEDIUM, paper.medium], [Risk.LOW, paper.low]] as const;

/** Every item that the form asks for, also where nobody judged it: it is filled in by hand. Counted, never weighed. */
function Risks({ risks: { rows, list, use }, record }: { risks: FormRisks } & Filling) {
  const lists = useCategories();
  const judged = (ofRecord(record, rows).value ?? []) as RiskItem[];
  const assessment = ofRecord(record, rows.slice(0, rows.lastIndexOf("."))).value as Assessment | undefined;
  const kind = use || (assessment?.kind === AssessmentKind.INITIAL ? "initial" : "specific");
  const asked = itemsFor(listOn(lists, list, now_ms()), kind).map(({ code }) => code);
  const items = new Set([...asked, ...judged.map(({ item }) => item)]);
  return (
    <table className={`${sheet.table} ${styles.table}`}>
      <thead><tr><th scope="col">{paper.item}</th>{levels.map(([level, words]) => <th key={level} scope="col" className={styles.level}>{words}</th>)}<th scope="col" className={styles.notes}>{paper.notes}</th></tr></thead>
      <tbody>
        {[...items].map((code) => (
          <tr key={code}><th scope="row">{codeLabel(lists, list, code, "vi")}</th>{levels.map(([level]) => <td key={level}>{judged.some(({ item, level: of }) => item === code && of === level) ? "×" : ""}</td>)}<td>{judged.find(({ item }) => item === code)?.notes}</td></tr>
        ))}
        <tr><th scope="row">{paper.count}</th>{levels.map(([level]) => <td key={level}>{judged.length > 0 && judged.filter(({ level: of }) => of === level).length}</td>)}<td>{to_write}</td></tr>
      </tbody>
    </table>
  );
}

/** What of a line is asked of the record. */
const pathsOf = ({ parts, field }: FormLine) => [...parts.map((part) => part.field), field].filter(Boolean);

export function isOfInformant(line: FormLine, record: FormRecord): boolean {
  const paths = pathsOf(line);
  return paths.length > 0 && paths.some((path) => ofRecord(record, path).ofInformant);
}

function Line({ line, ...filling }: { line: FormLine } & Filling) {
  const { record } = filling;
  if (line.onlyIf && !isFilled(ofRecord(record, line.onlyIf))) return null;
  if (line.unless && isFilled(ofRecord(record, line.unless))) return null;
  return (
    <>
      {line.heading && <h3>{line.heading}</h3>}
      {line.mark && <p className={styles.urgent}>{line.mark}</p>}
      {line.note && <p>{line.note}</p>}
      {line.parts.length > 0 && <Parts line={line} {...filling} />}
      {line.boxes.length > 0 && <Boxes line={line} {...filling} />}
      {line.table && <Rows table={line.table} {...filling} />}
      {line.risks && <Risks risks={line.risks} {...filling} />}
    </>
  );
}

/** Why who told does not stand here; undefined where it may. */
function withheld({ record, withInformant }: Filling): string | undefined {
  if (!withInformant) return paper.redacted;
  return record.case?.informant && !record.case.informant.agreedToBeNamed ? paper.not_agreed : undefined;
}

export function Form({ template, ...filling }: { template: FormTemplate } & Filling) {
  const { record } = filling;
  const office = useUnit((ofRecord(record, template.office).value as string | undefined) || record.case?.row?.responsibleUnit);
  const day = template.day ? (ofRecord(record, template.day).value as object | undefined) : undefined;
  const why = withheld(filling);
  const hidden = template.lines.map((line) => why !== undefined && isOfInformant(line, record));
  const subject = record.case?.row?.number ?? "";
  return (
    <section className={`${sheet.paper} ${styles.paper}`} aria-label={template.number || template.title}>
      {template.draft && <p className={`${sheet.draft} ${styles.draft}`}>{paper.draft}</p>}
      <Head issuer={issuerOf(office)} number={subject} form={template.number} source={template.source} day={dayLine(day && timeOf(day))} title={template.title} subtitle={template.subtitle} />
      {template.lines.map((line, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a template does not change while it is shown
        <Fragment key={at}>{hidden[at] ? !hidden[at - 1] && <p className={styles.redacted}>{why}</p> : <Line line={line} {...filling} />}</Fragment>
      ))}
      <Signatures names={template.signatures.map(({ role, field }) => ({ role, name: field ? String(ofRecord(record, field).value ?? "") : "" }))} />
    </section>
  );
}
