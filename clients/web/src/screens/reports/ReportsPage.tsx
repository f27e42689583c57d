// Which reports are owed, by the person's own office and those below it: who has reported, who is late.
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { useInfiniteQuery } from "@connectrpc/connect-query";
import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { failureOf } from "../../api/failure";
import { usePerson } from "../../app/person";
import { officesFor } from "../../contract/access";
import { label } from "../../contract/labels_apart";
import { ReportState, ReportStateSchema } from "../../gen/hotline/v1/report_content_pb";
import { ReportService, type ListReportsRequestSchema, type ReportCounts, type ReportRow } from "../../gen/hotline/v1/report_pb";
import { PeriodSchema } from "../../gen/hotline/v1/statistics_pb";
import { UnitLevel } from "../../gen/hotline/v1/unit_pb";
import { EmptyState } from "../../parts/EmptyState";
import { Field } from "../../parts/Field";
import { NextPage } from "../../parts/NextPage";
import { addressOf, day } from "../../parts/report_address";
import { RowsOut } from "../../parts/RowsOut";
import { useRowsInSight } from "../../parts/rows_in_sight";
import { ScrollBox } from "../../parts/ScrollBox";
import { useUnit, useUnitName } from "../../parts/unit_name";
import { UnitPick } from "../../parts/UnitPick";
import { date, isoDate, msOf } from "../../time/format";
import { now_ms } from "../../time/server_time";
import { useLanguage, usePick } from "../../words/words";
import { ReportChip } from "./ReportChip";
import { reportsWords } from "./words";
import styles from "./Reports.module.css";

const page_size = 200;
const first_year = 2015;
const counted = ["accepted", "signed", "returned", "drafted", "owed", "late"] as const;

type Show = "" | "late" | `${ReportState}`;

function askFor(show: Show): MessageInitShape<typeof ListReportsRequestSchema> {
  if (show === "late") return { lateOnly: true };
  return show ? { state: Number(show) as ReportState } : {};
}

function Counts({ counts }: { counts: ReportCounts }) {
  const t = reportsWords.use();
  return (
    <dl className={styles.counts} aria-label={t("counts")}>
      {counted.map((what) => <div key={what} data-what={what} data-any={counts[what] > 0 || undefined}><dt>{t(`count_${what}`)}</dt><dd>{counts[what]}</dd></div>)}
    </dl>
  );
}

function Row({ report }: { report: ReportRow }) {
  const t = reportsWords.use();
  const lang = useLanguage();
  const { key, name, lastDay, dueAt, state, late, corrections } = report;
  const unit = useUnitName(key!.unit);
  const days = { from: day(key!.firstDay), to: day(lastDay) };
  return (
    <>
      <th scope="row">
        <Link href={addressOf(key!)}>{name?.[lang]}</Link>
        <small className={styles.below}>{t("of_period", { unit, ...days })}</small>
        {dueAt && <small className={styles.below}>{t("due", { day: date(msOf(dueAt)) })}</small>}
      </th>
      <td className={styles.aside}>{unit}</td>
      <td className={`${styles.aside} ${styles.days}`}>{t("span", days)}</td>
      <td className={`${styles.aside} ${styles.days}`}>{dueAt && <time>{date(msOf(dueAt))}</time>}</td>
      <td><ReportChip state={state} late={late} />{corrections > 0 && <small className={styles.quiet}>{t("corrections", { count: corrections })}</small>}</td>
    </>
  );
}

const guess = { height_px: 56, beyond: 12 };

/** In the order of the server, the next page when the last rows are in sight. */
function Table({ reports, more, onEnd }: { reports: readonly ReportRow[]; more: boolean; onEnd(): void }) {
  const t = reportsWords.use();
  const keyOf = (index: number) => `${reports[index]!.key!.duty} ${reports[index]!.key!.unit} ${reports[index]!.key!.firstDay}`;
  const { list, items, before_px, after_px, measure } = useRowsInSight<HTMLTableSectionElement>({ count: reports.length, keyOf, guess, onEnd });
  return (
    <ScrollBox labelledBy="reports-table">
      <table className={`${styles.table} ${styles.list}`} aria-rowcount={more ? -1 : reports.length + 1}>
        <caption id="reports-table" className="visually-hidden">{t("table")}</caption>
        <thead><tr aria-rowindex={1}><th scope="col">{t("report")}</th><th scope="col" className={styles.aside}>{t("unit")}</th><th scope="col" className={styles.aside}>{t("period")}</th><th scope="col" className={styles.aside}>{t("before")}</th><th scope="col">{t("state")}</th></tr></thead>
        <tbody ref={list}>
          <RowsOut height_px={before_px} columns={5} />
          {items.map(({ key, index }) => <tr key={key} ref={measure} data-index={index} aria-rowindex={index + 2}><Row report={reports[index]!} /></tr>)}
          <RowsOut height_px={after_px} columns={5} />
        </tbody>
      </table>
    </ScrollBox>
  );
}

export default function ReportsPage() {
  const t = reportsWords.use();
  const say = usePick();
  const lang = useLanguage();
  const this_year = Number(isoDate(now_ms()).slice(0, 4));
  const [year, setYear] = useState(this_year);
  const [show, setShow] = useState<Show>("");
  const [unit, setUnit] = useState("");
  const list = useInfiniteQuery(ReportService.method.listReports, { ...askFor(show), unit, due: create(PeriodSchema, { firstDay: `${year}-01-01`, lastDay: `${year}-12-31` }), pageSize: page_size, pageToken: "" }, {
    pageParamKey: "pageToken", getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined, staleTime: 0,
  });
  const own = officesFor(usePerson(), "ReportService.ListReports");
  const top = useUnit(own[0]);
  const below = own.length > 1 || (top !== undefined && top.level !== UnitLevel.COMMUNE);
  const rows = list.data?.pages.flatMap(({ reports }) => reports) ?? [];
  const counts = list.data?.pages[0]?.counts;
  const years = Array.from({ length: this_year + 2 - first_year }, (_, back) => String(this_year + 1 - back));
  const states = ReportStateSchema.values.filter(({ number }) => number !== 0);
  return (
    <section className={styles.page} aria-labelledby="reports-title">
      <header className={styles.head}>
        <h1 id="reports-title">{t("title")}</h1>
        <p className={styles.quiet}>{t("long")}</p>
      </header>
      <div className={styles.controls}>
        <Field label={t("year")}>{(props) => <NativeSelect {...props} data={years} value={String(year)} onChange={({ currentTarget }) => setYear(Number(currentTarget.value))} />}</Field>
        <Field label={t("show")}>
          {(props) => (
            <NativeSelect {...props} value={show} onChange={({ currentTarget }) => setShow(currentTarget.value as Show)}
              data={[{ value: "", label: t("all") }, { value: "late", label: t("late_only") }, ...states.map(({ number }) => ({ value: String(number), label: label(ReportStateSchema, number, lang) }))]} />
          )}
        </Field>
        {below && (
          <div className={styles.office}>
            <UnitPick key={unit} label={t("office")} value={unit} onChange={setUnit} {...(unit === "" && { hint: t("office_all") })} {...(own.length === 1 && top?.level !== UnitLevel.HELPLINE && { within: own[0]! })} />
            {unit && <div><Button variant="default" onClick={() => setUnit("")}>{t("office_again")}</Button></div>}
          </div>
        )}
      </div>
      {counts && <Counts counts={counts} />}
      {rows.length > 0 && <Table key={`${unit} ${year} ${show}`} reports={rows} more={list.hasNextPage} onEnd={() => list.hasNextPage && void list.fetchNextPage()} />}
      <NextPage pages={list} />
      {list.isPending && <p role="status" className={styles.quiet}>{t("opening")}</p>}
      {list.error && rows.length === 0 && <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void list.refetch() }}>{say(failureOf(list.error).text)}</EmptyState>}
      {list.data && rows.length === 0 && <EmptyState title={t("none")}>{t("none_long")}</EmptyState>}
    </section>
  );
}
