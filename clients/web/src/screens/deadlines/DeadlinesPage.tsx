// How well each office keeps each kind of deadline, over any period: the most late first, numbers beside every bar.
import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@connectrpc/connect-query";
import { keepPreviousData } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link } from "wouter";
import { navigate, useHistoryState } from "wouter/use-browser-location";
import { failureOf } from "../../api/failure";
import { toField, useCommands } from "../../app/commands";
import { usePerson } from "../../app/person";
import { mayCall, officesFor } from "../../contract/access";
import { label } from "../../contract/labels_apart";
import { ClockKind, ClockKindSchema } from "../../gen/hotline/v1/case_detail_pb";
import { DeadlineResult, DeadlineResultSchema, DeadlineService, type DeadlineShare, type OfficeShares } from "../../gen/hotline/v1/deadline_pb";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import { UnitLevel } from "../../gen/hotline/v1/unit_pb";
import { CasesBehind } from "../../parts/CasesLater";
import { first_page, paging } from "../../parts/cases_behind";
import { EmptyState } from "../../parts/EmptyState";
import { percentWords } from "../../parts/number_words";
import { pastYear, type Span } from "../../parts/past_year";
import { day } from "../../parts/report_address";
import { ScrollBox } from "../../parts/ScrollBox";
import { ToCases } from "../../parts/ToCases";
import { UnitPick } from "../../parts/UnitPick";
import { useUnitName } from "../../parts/unit_name";
import { useReturn } from "../../parts/use_return";
import { clockTime, msOf } from "../../time/format";
import { useLanguage, usePick } from "../../words/words";
import { isPeriod, Period, periodOf } from "./Period";
import { deadlineWords } from "./words";
import styles from "./Deadlines.module.css";

/** One number of the page. */
interface Which {
  kind: ClockKind;
  result: DeadlineResult;
  office?: string;
}
type OnOpen = ((which: Which) => void) | undefined;

/** What the page is asked for stands in the browser's history beside the address: going back finds it again. */
interface Asked {
  span: Span;
  unit: string;
  behind?: Which | undefined;
}
const holds = (state: unknown): state is Asked => typeof state === "object" && state !== null && "span" in state;

const always = [ClockKind.ACKNOWLEDGE, ClockKind.EMERGENCY, ClockKind.PLAN, ClockKind.SEPARATION] as const;
/** That a place, or a plan, may do without: a column only where there is something in it. */
const sometimes = [ClockKind.VERIFY, ClockKind.REVIEW, ClockKind.FORWARD] as const;
const rows_at_first = 50;

function Share({ of, onOpen }: { of: DeadlineShare | undefined; onOpen: OnOpen }) {
  const t = deadlineWords.use();
  const lang = useLanguage();
  if (!of) return <td data-none>–</td>;
  const { kind, onTime, late, running } = of;
  const all = onTime + late;
  const lead = (count: number, result: DeadlineResult) =>
    count > 0 && onOpen && <li><ToCases count={t("lead_to", { count, result: label(DeadlineResultSchema, result, lang) })} line={label(ClockKindSchema, kind, lang)} onOpen={() => onOpen({ kind, result })} /></li>;
  return (
    <td>
      {all > 0 && (
        <svg viewBox="0 0 100 10" className={styles.bar} aria-hidden preserveAspectRatio="none">
          <rect className={styles.late} width="100" height="10" rx="2" />
          <rect className={styles.on_time} width={(100 * onTime) / all} height="10" rx="2" />
        </svg>
      )}
      {all > 0 && <span>{t("share", { on_time: onTime, all, percent: percentWords((100 * onTime) / all, lang) })}</span>}
      {running > 0 && !onOpen && <span className={styles.quiet}>{t("running", { count: running })}</span>}
      {onOpen && <ul className={styles.leads}>{lead(late, DeadlineResult.LATE)}{lead(onTime, DeadlineResult.ON_TIME)}{lead(running, DeadlineResult.RUNNING)}</ul>}
    </td>
  );
}

function Row({ of: { unit, shares }, kinds, onOpen }: { of: OfficeShares; kinds: readonly ClockKind[]; onOpen: OnOpen }) {
  const name = useUnitName(unit);
  // A first letter is made large once: the name that comes later is a cell of its own.
  return <tr><th key={name} scope="row">{name || "…"}</th>{kinds.map((kind) => <Share key={kind} of={shares.find((share) => share.kind === kind)} onOpen={onOpen && ((which) => onOpen({ ...which, office: unit }))} />)}</tr>;
}

function Shares({ span, unit, onOpen }: { span: Span; unit: string; onOpen: OnOpen }) {
  const t = deadlineWords.use();
  const say = usePick();
  const lang = useLanguage();
  const [shown, setShown] = useState(rows_at_first);
  const { data, error, isPlaceholderData, refetch } = useQuery(DeadlineService.method.getOnTimeShares, { unit, period: periodOf(span) }, { staleTime: 30_000, placeholderData: keepPreviousData });
  if (error) return <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void refetch() }}>{say(failureOf(error).text)}</EmptyState>;
  if (!data || isPlaceholderData) return <p role="status" className={styles.quiet}>{t("counting")}</p>;
  if (data.total.length === 0) return <EmptyState title={t("none")}>{t("none_long")}</EmptyState>;
  const left = data.offices.length - shown;
  const kinds = [...always, ...sometimes.filter((kind) => data.total.some((share) => share.kind === kind))];
  return (
    <>
      <ScrollBox labelledBy="deadlines-title">
        <table className={styles.shares} aria-labelledby="deadlines-title">
          <thead>
            <tr><th scope="col">{t("unit")}</th>{kinds.map((kind) => <th key={kind} scope="col">{label(ClockKindSchema, kind, lang)}</th>)}</tr>
          </thead>
          <tbody>
            <tr className={styles.total}><th scope="row">{t("all_offices")}</th>{kinds.map((kind) => <Share key={kind} of={data.total.find((share) => share.kind === kind)} onOpen={onOpen} />)}</tr>
            {data.offices.slice(0, shown).map((office) => <Row key={office.unit} of={office} kinds={kinds} onOpen={onOpen} />)}
          </tbody>
        </table>
      </ScrollBox>
      {left > 0 && <Button variant="default" onClick={() => setShown(shown + rows_at_first)}>{t("more", { count: left })}</Button>}
      <p className={styles.quiet}>{t("cases_of", { count: data.cases })} {data.at && t("made", { time: clockTime(msOf(data.at)) })}</p>
    </>
  );
}

/** The cases behind one number. */
function Behind({ of: { kind, result, office }, span, unit }: { of: Which; span: Span; unit: string }) {
  const t = deadlineWords.use();
  const lang = useLanguage();
  const name = useUnitName(office || unit || undefined);
  const list = useInfiniteQuery(DeadlineService.method.listCasesOfShare, { unit, period: periodOf(span), office: office ?? "", kind, result, ...first_page }, paging);
  const title = `${label(ClockKindSchema, kind, lang)}: ${label(DeadlineResultSchema, result, lang)}`;
  return <CasesBehind title={title} told={[name || t("all_offices"), t("received", { from: day(span.from), to: day(span.to) }), t("once")]} back={t("back")} onBack={() => window.history.back()} list={list} />;
}

/** Over all cases: for supervisors of the helpline. Its place is kept while it is asked whether that is where they are. */
function ToTry() {
  const t = deadlineWords.use();
  const unit = officesFor(usePerson(), "DeadlineService.SimulateDeadlines")[0] ?? "";
  const { data, isLoading } = useQuery(DirectoryService.method.getUnit, { unit }, { enabled: unit !== "", staleTime: Infinity });
  if (isLoading) return <span className={styles.link} data-asking>{t("try")}</span>;
  return data?.unit?.level === UnitLevel.HELPLINE && <Link href="/deadlines/try" className={styles.link!}>{t("try")}</Link>;
}

export default function DeadlinesPage() {
  const t = deadlineWords.use();
  const state: unknown = useHistoryState();
  const asked: Asked = holds(state) ? state : { span: pastYear(), unit: "" };
  const { span, unit } = asked;
  const put = (change: Partial<Asked>) => navigate("/deadlines", { replace: !change.behind, state: { ...asked, behind: undefined, ...change } });
  useCommands(asked.behind ? [] : [
    { id: "deadlines.office", words: ["Xem một đơn vị và các đơn vị dưới", "See an office and all below it"], run: toField("#deadlines-office") },
    { id: "deadlines.all", words: ["Xem mọi đơn vị", "See all offices"], run: () => put({ unit: "" }) },
  ]);
  const heading = useRef<HTMLHeadingElement>(null);
  const toCases = mayCall(usePerson(), "DeadlineService.ListCasesOfShare");
  const left = useReturn(asked.behind !== undefined, `${unit} ${span.from} ${span.to}`, heading);
  if (asked.behind) return <Behind of={asked.behind} span={span} unit={unit} />;
  return (
    <section className={styles.page}>
      <header className={styles.head}>
        <h1 id="deadlines-title" ref={heading} tabIndex={-1}>{t("title")}</h1>
        <ToTry />
      </header>
      <p className={styles.lead}>{t("lead")}</p>
      <div className={styles.controls}>
        <Period value={span} onChange={(next) => put({ span: next })} />
        <div id="deadlines-office"><UnitPick label={t("office")} value={unit} onChange={(next) => put({ unit: next })} hint={unit ? "" : t("office_all")} /></div>
      </div>
      {isPeriod(span) && <Shares key={`${unit} ${span.from} ${span.to}`} span={span} unit={unit} onOpen={toCases ? (behind) => (left(), put({ behind })) : undefined} />}
    </section>
  );
}
