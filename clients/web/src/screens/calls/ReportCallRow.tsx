// One office to telephone about a report that it has not signed: which, how late, whom, at which number, and what was
// tried.
import { Link } from "wouter";
import { usePerson } from "../../app/person";
import { mayCall } from "../../contract/access";
import { label } from "../../contract/labels_apart";
import { CallResultSchema, LadderRung, LadderRungSchema } from "../../gen/hotline/record/v1/case_pb";
import { ReportStateSchema } from "../../gen/hotline/v1/report_content_pb";
import { ReportAct, ReportActSchema, type ReportCall, type ReportEntry } from "../../gen/hotline/v1/report_pb";
import { usePersonName } from "../../parts/person_name";
import { addressOf, day } from "../../parts/report_address";
import { useUnitName } from "../../parts/unit_name";
import { date, msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { useLanguage } from "../../words/words";
import { CallItem, LastTry } from "./CallItem";
import { Fact, Whom } from "./Office";
import { useOnDuty } from "../../parts/on_duty";
import type { RowProps } from "./Results";
import { callsWords } from "./words";
import styles from "./Calls.module.css";

/** What was done, in words; a call with its result, a step with how far it went. */
function useDone({ act, rung, attempt }: ReportEntry): string {
  const t = callsWords.use();
  const lang = useLanguage();
  if (act === ReportAct.CALL) return t("called", { result: label(CallResultSchema, attempt?.result ?? 0, lang) });
  if (act !== ReportAct.TELL) return `${label(ReportActSchema, act, lang)}: ${label(LadderRungSchema, rung, lang)}`;
  return rung === LadderRung.CALL_LIST ? t("step_list") : t("step", { rung: label(LadderRungSchema, rung, lang) });
}

function Line({ entry }: { entry: ReportEntry }) {
  const t = callsWords.use();
  const now_ms = useNow(60_000);
  const me = usePerson();
  const done = useDone(entry);
  const [unit, known] = [useUnitName((entry.attempt ? entry.attempt.unit : entry.unit) || undefined), usePersonName(entry.personId || undefined)];
  const by = entry.personId ? t("by", { name: entry.personId === me.personId ? t("you") : known }) : "";
  const at_ms = entry.at ? msOf(entry.at) : 0;
  return (
    <li>
      <time dateTime={new Date(at_ms).toISOString()}>{nearTime(at_ms, now_ms)}</time>
      <span><strong>{done}</strong>{[unit, entry.attempt?.whom, entry.attempt?.notes, by].filter(Boolean).map((words) => ` · ${words}`).join("")}</span>
    </li>
  );
}

function Facts({ call }: { call: ReportCall }) {
  const t = callsWords.use();
  const lang = useLanguage();
  const now_ms = useNow(60_000);
  const onDuty = useOnDuty(call.unit);
  const { report, since, daysLate } = call;
  const before = useUnitName(report?.key && report.key.unit !== call.unit ? report.key.unit : undefined);
  return (
    <dl className={styles.facts}>
      <Fact name={t("why")}>
        <span>{t("report_why")}</span>
        <strong className={styles.missing}>{t("report_late", { count: daysLate })}</strong>
        {report?.dueAt && <span className={styles.quiet}>{t("report_before", { day: date(msOf(report.dueAt)) })}</span>}
        {before && <span className={styles.quiet}>{t("report_owed_by", { unit: before })}</span>}
      </Fact>
      <Fact name={t("report_state")}><span>{label(ReportStateSchema, report?.state ?? 0, lang)}</span></Fact>
      <Fact name={t("ladder")}>{since && <span>{t("ladder_end", { time: nearTime(msOf(since), now_ms) })}</span>}</Fact>
      <Fact name={t("whom")}><Whom onDuty={onDuty} /></Fact>
      <Fact name={t("tried_label")}><LastTry call={call} /></Fact>
    </dl>
  );
}

/** Leads to the report for those who may open it; operators telephone about it and do not read it. */
function Name({ report }: { report: NonNullable<ReportCall["report"]> }) {
  const t = callsWords.use();
  const lang = useLanguage();
  const me = usePerson();
  const words = t("report_of", { name: report.name?.[lang] ?? "", from: day(report.key!.firstDay), to: day(report.lastDay) });
  return mayCall(me, "ReportService.GetReport") ? <Link href={addressOf(report.key!)} className={styles.link!}>{words}</Link> : <strong>{words}</strong>;
}

export function ReportCallRow({ call, ...row }: RowProps & { call: ReportCall }) {
  const t = callsWords.use();
  return (
    <CallItem {...row} call={call} goneWords={t("report_gone")}
      line={call.report && <Name report={call.report} />}
      facts={<Facts call={call} />}
      tried={<ol>{call.tried.map((entry) => <Line key={String(entry.logIndex)} entry={entry} />)}</ol>} />
  );
}
