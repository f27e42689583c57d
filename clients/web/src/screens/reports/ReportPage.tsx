// One report: its figures, what the office says, what can be done with it now, and what happened.
import { createConnectQueryKey, useQuery, useTransport } from "@connectrpc/connect-query";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "@mantine/core";
import { IconArrowLeft, IconCircleCheck, IconPrinter, IconShieldCheck } from "@tabler/icons-react";
import { useEffect, useRef, useState, type RefObject } from "react";
import { flushSync } from "react-dom";
import { Link, useParams } from "wouter";
import { useAct } from "../../api/act";
import { failureOf } from "../../api/failure";
import { useCommands } from "../../app/commands";
import { usePerson } from "../../app/person";
import { mayCall } from "../../contract/access";
import { label } from "../../contract/labels_apart";
import { useCategories } from "../../contract/reference";
import { CallResultSchema, LadderRungSchema } from "../../gen/hotline/record/v1/case_pb";
import { ReportState } from "../../gen/hotline/v1/report_content_pb";
import { ReportAct, ReportActSchema, ReportService, type GetReportResponse, type ReportEntry } from "../../gen/hotline/v1/report_pb";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { Afterwards } from "../../parts/Afterwards";
import { EmptyState } from "../../parts/EmptyState";
import { fileCommands, Files, FilesSaid, useFiles } from "../../parts/Files";
import { NotNoted, useLeaving } from "../../parts/Leaving";
import { Notice } from "../../parts/Notice";
import { usePersonName } from "../../parts/person_name";
import { addressOf, day } from "../../parts/report_address";
import { useUnitName } from "../../parts/unit_name";
import { useReturn } from "../../parts/use_return";
import { saveFile } from "../../parts/save_file";
import { date, dateTime, msOf } from "../../time/format";
import { useLanguage, usePick } from "../../words/words";
import { Answer, Sign } from "./Acts";
import { BelowReports } from "./BelowReports";
import { Behind, useLine } from "./Behind";
import { Draft } from "./Draft";
import { Figures, type Lead } from "./Figures";
import { FilledFigures, type CellLead } from "./FilledFigures";
import { FilledPictures } from "./FilledPictures";
import { OwedPaper } from "./OwedPaper";
import { hasDifferences, wordsOfLines, type Key } from "./report";
import { ReportChip } from "./ReportChip";
import { reportsWords } from "./words";
import styles from "./Reports.module.css";

function Entry({ entry }: { entry: ReportEntry }) {
  const t = reportsWords.use();
  const lang = useLanguage();
  const [name, chairman, unit] = [usePersonName(entry.personId || undefined), usePersonName(entry.forPersonId || undefined), useUnitName(entry.unit || undefined)];
  const rung = entry.rung ? label(LadderRungSchema, entry.rung, lang) : "";
  const who = [name, chairman && t("by_for", { name: chairman }), rung, unit].filter(Boolean).join(", ");
  const call = entry.attempt && [label(CallResultSchema, entry.attempt.result, lang), entry.attempt.whom, entry.attempt.notes].filter(Boolean).join(" · ");
  return (
    <li>
      {entry.at && <time>{dateTime(msOf(entry.at))}</time>}
      <span><strong>{label(ReportActSchema, entry.act, lang)}</strong> {who}</span>
      {entry.reason && <p>{entry.reason}</p>}
      {call && <p>{call}</p>}
      <small className={styles.quiet}>{t("proof", { n: String(entry.logIndex) })}</small>
    </li>
  );
}

/** Those that report to this office, of the same period: how many have. */
function Below({ below }: Pick<GetReportResponse, "below">) {
  const t = reportsWords.use();
  const done = below.filter(({ report }) => report!.state === ReportState.SIGNED || report!.state === ReportState.ACCEPTED).length;
  return below.length > 0 ? <p>{t("below", { done, all: below.length, late: below.filter(({ report }) => report!.late).length })}</p> : null;
}

function Head({ told: { report, source, below }, heading }: { told: GetReportResponse; heading: RefObject<HTMLHeadingElement | null> }) {
  const t = reportsWords.use();
  const lang = useLanguage();
  const { key, name, lastDay, dueAt, toUnit, state, late } = report!;
  const [unit, to] = [useUnitName(key!.unit), useUnitName(toUnit || undefined)];
  return (
    <header className={styles.head}>
      <h1 id="report-title" ref={heading} tabIndex={-1}>{name?.[lang]}</h1>
      <Link href="/reports" className={styles.back!} data-screen-only><IconArrowLeft size={18} aria-hidden />{t("back")}</Link>
      <p className={styles.of}>{t("of_period", { unit, from: day(key!.firstDay), to: day(lastDay) })} <ReportChip state={state} late={late} /></p>
      <p className={styles.quiet}>{dueAt && t("due", { day: date(msOf(dueAt)) })}, {toUnit ? t("to", { unit: to }) : t("to_nobody")}</p>
      <p className={styles.quiet}>{source ? t("source", { source }) : t("setting")}</p>
      <Below below={below} />
    </header>
  );
}

/** Its history with the proofs of every entry, once there is any. */
function Proof({ told }: { told: GetReportResponse }) {
  const t = reportsWords.use();
  const act = useAct(ReportService.method.exportReportHistory);
  const [saved, setSaved] = useState("");
  async function take() {
    const answer = await act.send({ key: told.report!.key! });
    if (!answer) return;
    saveFile(answer.fileName, answer.bundle, "text/plain");
    setSaved(answer.fileName);
    act.reset();
  }
  if (told.entries.length === 0) return null;
  return (
    <div data-screen-only>
      <Button variant="default" leftSection={<IconShieldCheck size={18} aria-hidden />} onClick={() => void take()}>{t("take_proof")}</Button>
      <p className={styles.quiet}>{t("proof_hint")}</p>
      <p role="status" className={styles.quiet}>{saved && t("proof_saved", { name: saved })}</p>
      {act.state !== "sent" && <ConfirmSent act={act} />}
    </div>
  );
}

/** On paper for who gets it and does not use this service, and as files for a spreadsheet or a program. */
function Take({ told }: { told: GetReportResponse }) {
  const t = reportsWords.use();
  const lang = useLanguage();
  const lists = useCategories();
  const key = told.report!.key!;
  const leaving = useLeaving({ report: { key } });
  const print = () => leaving.by(() => window.print());
  const files = useFiles(() => ({ owed: { key }, words: wordsOfLines(told, lists, lang) }));
  useCommands([{ id: "report.print", words: reportsWords.both("print"), keys: "Mod+P", run: print }, ...fileCommands("report", files)]);
  return (
    <>
      <div className={styles.tools} data-screen-only>
        <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={print}>{t("print")}</Button>
        <Files files={files} />
        <p className={styles.quiet}>{t("logged")}</p>
      </div>
      <FilesSaid files={files} />
      <NotNoted leaving={leaving} />
    </>
  );
}

interface WholeProps {
  told: GetReportResponse;
  heading: RefObject<HTMLHeadingElement | null>;
  toCases: Lead;
  /** Of a form. */
  toCell: CellLead;
  onChanged(): void;
}

function Whole({ told, heading, toCases, toCell, onChanged }: WholeProps) {
  const t = reportsWords.use();
  const [done, setDone] = useState("");
  const onDone = (words: string) => (setDone(words), onChanged());
  const can = (act: ReportAct) => told.possible.includes(act);
  const returned = told.report!.state === ReportState.RETURNED ? told.entries.findLast(({ act }) => act === ReportAct.RETURN) : undefined;
  return (
    <>
      <Head told={told} heading={heading} />
      <Take told={told} />
      {told.filled && <FilledPictures filled={told.filled} toCases={toCell} />}
      {done && <Notice tone="done" icon={IconCircleCheck}>{done}</Notice>}
      {returned && <Notice>{t("returned_because", { reason: returned.reason })}</Notice>}
      {hasDifferences(told) && <Notice tone="calm">{t("differs")}</Notice>}
      {can(ReportAct.SIGN) && <Sign report={told.report!} onDone={onDone} />}
      {can(ReportAct.ACCEPT) && <Answer report={told.report!} onDone={onDone} />}
      <section className={styles.card} aria-labelledby="report-narrative">
        <h2 id="report-narrative">{t("narrative")}</h2>
        {told.narrative ? <p className={styles.narrative}>{told.narrative}</p> : <p className={styles.quiet}>{t("no_narrative")}</p>}
      </section>
      <Afterwards>
        {can(ReportAct.SAVE_DRAFT) && <Draft told={told} onDone={onDone} onRefused={onChanged} />}
        {told.filled ? <FilledFigures filled={told.filled} corrections={told.corrections} toCases={toCell} /> : <Figures told={told} toCases={toCases} />}
        {told.below.length > 0 && <BelowReports below={told.below} />}
        <section className={styles.card} aria-labelledby="report-course">
          <h2 id="report-course">{t("course")}</h2>
          {told.entries.length === 0 && <p className={styles.quiet}>{t("course_none")}</p>}
          <Proof told={told} />
          <ol className={styles.course}>{told.entries.map((entry) => <Entry key={String(entry.logIndex)} entry={entry} />)}</ol>
        </section>
      </Afterwards>
    </>
  );
}

/** The letter stands on the page only while it is printed: beside the screen it would say everything twice. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const turn = (on: boolean) => () => flushSync(() => setPrinting(on));
    const [begin, end] = [turn(true), turn(false)];
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => (removeEventListener("beforeprint", begin), removeEventListener("afterprint", end));
  }, []);
  return printing;
}

export default function ReportPage() {
  const t = reportsWords.use();
  const say = usePick();
  const { duty, unit, day: firstDay } = useParams<{ duty: string; unit: string; day: string }>();
  const key: Key = { duty: decodeURIComponent(duty), unit: decodeURIComponent(unit), firstDay };
  const found = useQuery(ReportService.method.getReport, { key }, { staleTime: 0 });
  const toCases = mayCall(usePerson(), "ReportService.ListCasesOfLine");
  const heading = useRef<HTMLHeadingElement>(null);
  const printing = usePrinting();
  const [line, open] = useLine(key);
  const left = useReturn(line !== undefined, addressOf(key), heading);
  const [queries, transport] = [useQueryClient(), useTransport()];
  async function refresh() {
    await found.refetch();
    await queries.invalidateQueries({ queryKey: createConnectQueryKey({ schema: ReportService.method.listReports, transport, cardinality: undefined }) });
  }
  if (line && found.data?.report) return <Behind line={line} report={found.data.report} />;
  return (
    <>
      <section className={styles.page} aria-labelledby="report-title" data-screen-only>
        {found.isPending && <p role="status" className={styles.quiet}>{t("opening")}</p>}
        {found.error && !found.data && <EmptyState whole title={t("failed")} action={{ words: t("again"), run: () => void found.refetch() }}>{say(failureOf(found.error).text)}</EmptyState>}
        {found.data && <Whole key={addressOf(key)} told={found.data} heading={heading} toCases={toCases ? (of) => (left(), open(of)) : undefined} toCell={toCases ? (place, title) => (left(), open({ ...place, title })) : undefined} onChanged={() => void refresh()} />}
      </section>
      {printing && found.data?.report && <OwedPaper told={found.data} />}
    </>
  );
}
