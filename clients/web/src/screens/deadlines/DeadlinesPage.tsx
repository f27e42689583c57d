// How well each office keeps each kind of deadline, over any period: the most late first, numbers beside every bar.
import { Button } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { failureOf } from "../../api/failure";
import { usePerson } from "../../app/person";
import { officesFor } from "../../contract/access";
import { label } from "../../contract/labels";
import { ClockKind, ClockKindSchema } from "../../gen/hotline/v1/case_detail_pb";
import { DeadlineService, type DeadlineShare, type OfficeShares } from "../../gen/hotline/v1/deadline_pb";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import { UnitLevel } from "../../gen/hotline/v1/unit_pb";
import { EmptyState } from "../../parts/EmptyState";
import { ScrollBox } from "../../parts/ScrollBox";
import { UnitPick } from "../../parts/UnitPick";
import { useUnitName } from "../../parts/unit_name";
import { clockTime, msOf } from "../../time/format";
import { useLanguage, usePick } from "../../words/words";
import { isPeriod, pastYear, Period, periodOf, type Span } from "./Period";
import { deadlineWords } from "./words";
import styles from "./Deadlines.module.css";

const always = [ClockKind.ACKNOWLEDGE, ClockKind.EMERGENCY, ClockKind.PLAN, ClockKind.SEPARATION] as const;
/** That a place, or a plan, may do without: a column only where there is something in it. */
const sometimes = [ClockKind.VERIFY, ClockKind.REVIEW] as const;
const rows_at_first = 50;

function Share({ of }: { of: DeadlineShare | undefined }) {
  const t = deadlineWords.use();
  if (!of) return <td data-none>–</td>;
  const { onTime, late, running } = of;
  const all = onTime + late;
  return (
    <td>
      {all > 0 && (
        <svg viewBox="0 0 100 10" className={styles.bar} aria-hidden preserveAspectRatio="none">
          <rect className={styles.late} width="100" height="10" rx="2" />
          <rect className={styles.on_time} width={(100 * onTime) / all} height="10" rx="2" />
        </svg>
      )}
      {all > 0 && <span>{t("share", { on_time: onTime, all, percent: Math.round((100 * onTime) / all) })}</span>}
      {running > 0 && <span className={styles.quiet}>{t("running", { count: running })}</span>}
    </td>
  );
}

function Row({ of: { unit, shares }, kinds }: { of: OfficeShares; kinds: readonly ClockKind[] }) {
  const name = useUnitName(unit);
  // A first letter is made large once: the name that comes later is a cell of its own.
  return <tr><th key={name} scope="row">{name || "…"}</th>{kinds.map((kind) => <Share key={kind} of={shares.find((share) => share.kind === kind)} />)}</tr>;
}

function Shares({ span, unit }: { span: Span; unit: string }) {
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
            <tr className={styles.total}><th scope="row">{t("all_offices")}</th>{kinds.map((kind) => <Share key={kind} of={data.total.find((share) => share.kind === kind)} />)}</tr>
            {data.offices.slice(0, shown).map((office) => <Row key={office.unit} of={office} kinds={kinds} />)}
          </tbody>
        </table>
      </ScrollBox>
      {left > 0 && <Button variant="default" onClick={() => setShown(shown + rows_at_first)}>{t("more", { count: left })}</Button>}
      {data.at && <p className={styles.quiet}>{t("made", { time: clockTime(msOf(data.at)) })}</p>}
    </>
  );
}

/** Over all cases: for supervisors of the helpline. */
function useMayTry(): boolean {
  const unit = officesFor(usePerson(), "DeadlineService.SimulateDeadlines")[0] ?? "";
  return useQuery(DirectoryService.method.getUnit, { unit }, { enabled: unit !== "", staleTime: Infinity }).data?.unit?.level === UnitLevel.HELPLINE;
}

export default function DeadlinesPage() {
  const t = deadlineWords.use();
  const may = useMayTry();
  const [span, setSpan] = useState(pastYear);
  const [unit, setUnit] = useState("");
  return (
    <section className={styles.page}>
      <header className={styles.head}>
        <h1 id="deadlines-title">{t("title")}</h1>
        {may && <Link href="/deadlines/try" className={styles.link!}>{t("try")}</Link>}
      </header>
      <p className={styles.lead}>{t("lead")}</p>
      <div className={styles.controls}>
        <Period value={span} onChange={setSpan} />
        <UnitPick label={t("office")} value={unit} onChange={setUnit} hint={unit ? "" : t("office_all")} />
      </div>
      {isPeriod(span) && <Shares key={`${unit} ${span.from} ${span.to}`} span={span} unit={unit} />}
    </section>
  );
}
