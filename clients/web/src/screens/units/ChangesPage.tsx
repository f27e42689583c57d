// Offices that end: what went over by itself, and what needs a person, which comes first.
import { Button } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { IconArrowLeft, IconCircleCheck } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { Link } from "wouter";
import { failureOf } from "../../api/failure";
import { SupervisionService, type ListUnitChangesResponse, type MovedCase, type UnitChangeRow } from "../../gen/hotline/v1/supervision_pb";
import { CaseDue } from "../../parts/CaseDue";
import { EmptyState } from "../../parts/EmptyState";
import { DayInput } from "../../parts/DayInput";
import { Field } from "../../parts/Field";
import { Notice } from "../../parts/Notice";
import { ScrollBox } from "../../parts/ScrollBox";
import { useUnitName } from "../../parts/unit_name";
import { dateTime, isoDate, msOf } from "../../time/format";
import { now_ms } from "../../time/server_time";
import { usePick } from "../../words/words";
import { changesWords } from "./changes_words";
import { day } from "./days";
import { RoleRow } from "./RoleRow";
import { Rosters } from "./Rosters";
import styles from "./Changes.module.css";

const first_rows = 50;
const Name = ({ unit }: { unit: string }) => <>{useUnitName(unit)}</>;

/** A list under its heading; the first of it until somebody asks for all. Nothing where there is none. */
function Part<Row>({ id, title, long, rows, children }: { id: string; title: string; long?: string; rows: readonly Row[]; children(rows: readonly Row[]): ReactNode }) {
  const t = changesWords.use();
  const [all, setAll] = useState(false);
  if (rows.length === 0) return null;
  return (
    <section className={styles.card} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {long && <p className={styles.quiet}>{long}</p>}
      {children(all ? rows : rows.slice(0, first_rows))}
      {!all && rows.length > first_rows && <div><Button variant="default" onClick={() => setAll(true)}>{t("all_shown", { count: rows.length })}</Button></div>}
    </section>
  );
}

function Cases({ id, cases }: { id: string; cases: readonly MovedCase[] }) {
  const t = changesWords.use();
  return (
    <ScrollBox labelledBy={id}>
      <table className={styles.table}>
        <thead><tr><th scope="col">{t("case_number")}</th><th scope="col">{t("from_to")}</th><th scope="col">{t("at")}</th></tr></thead>
        <tbody>
          {cases.map((row) => (
            <tr key={`${row.caseId} ${row.fromUnit}`}>
              <th scope="row"><Link href={`/cases/${row.caseId}`}>{row.number}</Link><div className={styles.due}><CaseDue row={row} /></div></th>
              <td><Name unit={row.fromUnit} /> → <Name unit={row.toUnit} /></td>
              <td>{row.movedAt && <time>{dateTime(msOf(row.movedAt))}</time>}{row.late && <span className={styles.late}>{t("late")}</span>}{row.byDetail && <span className={styles.late}>{t("by_detail")}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Becomes({ row }: { row: UnitChangeRow }) {
  const t = changesWords.use();
  const [next, above] = [useUnitName(row.successor || undefined), useUnitName(row.sortedBy || undefined)];
  if (row.successor) return <>{t("follows", { unit: next })}</>;
  return (
    <>
      {t("sorted_by", { unit: above })}
      {row.candidates.length > 0 && <ul className={styles.candidates}>{row.candidates.map((unit) => <li key={unit}><Name unit={unit} /></li>)}</ul>}
    </>
  );
}

function Units({ rows, today }: { rows: readonly UnitChangeRow[]; today: string }) {
  const t = changesWords.use();
  return (
    <ScrollBox labelledBy="changes-units">
      <table className={styles.table}>
        <thead><tr><th scope="col">{t("unit")}</th><th scope="col">{t("on")}</th><th scope="col">{t("becomes")}</th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.unit}>
              <th scope="row">{row.name}</th>
              <td>{day(row.onDate)}{row.onDate > today && <span className={styles.coming}>{t("coming")}</span>}</td>
              <td><Becomes row={row} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Lists({ told, onDone }: { told: ListUnitChangesResponse; onDone(words: string): void }) {
  const t = changesWords.use();
  const today = isoDate(now_ms());
  const [sorting, moved] = [told.moved.filter(({ toSort }) => toSort), told.moved.filter(({ toSort }) => !toSort)];
  if (told.changes.length + told.moved.length + told.memberships.length === 0) return <EmptyState title={t("nothing")}>{t("nothing_long")}</EmptyState>;
  return (
    <>
      <Part id="changes-roles" title={t("roles", { count: told.memberships.length })} long={t("roles_long")} rows={told.memberships}>
        {(rows) => <ul className={styles.list}>{rows.map((role) => <RoleRow key={`${role.personId} ${role.membership?.unit} ${role.membership?.role}`} role={role} today={today} onDone={onDone} />)}</ul>}
      </Part>
      <Part id="changes-sort" title={t("to_sort", { count: sorting.length })} long={t("to_sort_long")} rows={sorting}>{(rows) => <Cases id="changes-sort" cases={rows} />}</Part>
      <Part id="changes-unanswered" title={t("unanswered", { count: told.unansweredUnits.length })} long={t("unanswered_long")} rows={told.unansweredUnits}>
        {(rows) => <ul className={styles.names}>{rows.map((unit) => <li key={unit}><Name unit={unit} /></li>)}</ul>}
      </Part>
      <Part id="changes-rosters" title={t("rosters", { count: told.rosters.length })} long={t("rosters_long")} rows={told.rosters}>{(rows) => <Rosters checks={rows} today={today} />}</Part>
      <Part id="changes-moved" title={t("moved", { count: moved.length })} long={t("moved_long")} rows={moved}>{(rows) => <Cases id="changes-moved" cases={rows} />}</Part>
      <Part id="changes-units" title={t("units", { count: told.changes.length })} rows={told.changes}>{(rows) => <Units rows={rows} today={today} />}</Part>
      {told.more && <p className={styles.quiet}>{t("truncated")}</p>}
    </>
  );
}

export default function ChangesPage() {
  const t = changesWords.use();
  const say = usePick();
  const [since, setSince] = useState("");
  const [done, setDone] = useState("");
  const list = useQuery(SupervisionService.method.listUnitChanges, { since }, { staleTime: 0 });
  return (
    <section className={styles.page} aria-labelledby="changes-title">
      <header className={styles.head}>
        <h1 id="changes-title">{t("title")}</h1>
        <Link href="/units" className={styles.back!}><IconArrowLeft size={18} aria-hidden />{t("back")}</Link>
        <p className={styles.quiet}>{t("long")}</p>
      </header>
      <div className={styles.since}><Field label={t("since")} hint={t("since_hint")}>{(props) => <DayInput {...props} value={since} onChange={setSince} />}</Field></div>
      {done && <Notice tone="done" icon={IconCircleCheck}>{done}</Notice>}
      {list.isPending && <p role="status" className={styles.quiet}>{t("opening")}</p>}
      {list.error && !list.data && <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void list.refetch() }}>{say(failureOf(list.error).text)}</EmptyState>}
      {list.data && <Lists told={list.data} onDone={(words) => (setDone(words), void list.refetch())} />}
    </section>
  );
}
