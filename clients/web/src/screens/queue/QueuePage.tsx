// What waits for the person's offices, live: emergencies first, then the earliest due. No names. On a phone a card has
// its two answers: each opens the case with that act's form, and the second touch sends it.
import { Button } from "@mantine/core";
import { useCallback, useMemo } from "react";
import { Link, useLocation } from "wouter";
import { failureOf } from "../../api/failure";
import { inQueueOrder, queueTopic } from "../../api/queue_watch";
import { useWatch } from "../../api/use_watch";
import { useCommands } from "../../app/commands";
import { usePerson } from "../../app/person";
import { officesFor } from "../../contract/access";
import { CaseStatus } from "../../gen/hotline/record/v1/case_pb";
import { Role } from "../../gen/hotline/record/v1/options_pb";
import type { Person } from "../../gen/hotline/record/v1/person_pb";
import type { CaseRow } from "../../gen/hotline/v1/case_detail_pb";
import { CaseDue } from "../../parts/CaseDue";
import { CaseList } from "../../parts/CaseList";
import { EmptyState } from "../../parts/EmptyState";
import { StatusChip } from "../../parts/StatusChip";
import { WhoHas } from "../../parts/WhoHas";
import { clockTime, msOf } from "../../time/format";
import { useNow } from "../../time/ticker";
import { usePick } from "../../words/words";
import { queueWords } from "./words";
import styles from "./Queue.module.css";

function Counts({ rows, heard_ms }: { rows: readonly CaseRow[]; heard_ms: number }) {
  const t = queueWords.use();
  const now_ms = useNow(10_000);
  const emergencies = rows.filter(({ emergency }) => emergency).length;
  const late = rows.filter(({ nextDueAt }) => nextDueAt && msOf(nextDueAt) < now_ms).length;
  return (
    <p className={styles.counts}>
      <span>{t("count", { count: rows.length })}</span>
      {emergencies > 0 && <span data-tone="danger">{t("emergencies", { count: emergencies })}</span>}
      {late > 0 && <span data-tone="soon">{t("late", { count: late })}</span>}
      <span className={styles.updated}>{t("updated", { time: clockTime(heard_ms) })}</span>
    </p>
  );
}

const receivesFor = (person: Person, unit: string) =>
  person.memberships.some((membership) => membership.unit === unit && (membership.role === Role.OFFICER || membership.role === Role.CHAIRMAN));

/** What was returned to the office goes on to another. */
const mayReroute = (person: Person, unit: string) => officesFor(person, "ReferralService.RerouteReferral").includes(unit);

function Answers({ row, person }: { row: CaseRow; person: Person }) {
  const t = queueWords.use();
  const [, go] = useLocation();
  const answer = (act: string) => go(`/cases/${row.caseId}`, { state: { act } });
  if (!row.referral) return row.status === CaseStatus.RECEIVED && mayReroute(person, row.responsibleUnit) && <Button onClick={() => answer("RerouteReferral")}>{t("reroute")}</Button>;
  return receivesFor(person, row.referral.toUnit) && (
    <>
      <Button onClick={() => answer("AcceptReferral")}>{t("accept")}</Button>
      <Button variant="default" onClick={() => answer("ReturnReferral")}>{t("not_ours")}</Button>
    </>
  );
}

export default function QueuePage() {
  const t = queueWords.use();
  const say = usePick();
  const person = usePerson();
  const { state, heard_ms, refused } = useWatch(queueTopic(person.personId));
  const rows = useMemo(() => inQueueOrder(state.rows.values()), [state.rows]);
  const prominent = useMemo(() => inQueueOrder(state.prominent.values()), [state.prominent]);

  const [, go] = useLocation();
  // The same function as long as the person is, so that a row that did not change is not drawn again.
  const actions = useCallback((row: CaseRow) => <Answers row={row} person={person} />, [person]);
  useCommands(rows[0] ? [{ id: "queue.first", words: ["Mở ca đầu tiên", "Open the first case"], keys: "Enter", run: () => go(`/cases/${rows[0]!.caseId}`) }] : []);

  if (refused) return <EmptyState whole title={t("refused")}>{say(failureOf(refused).text)}</EmptyState>;
  return (
    <section className={styles.page} aria-labelledby="queue-title">
      <header className={styles.head}>
        <h1 id="queue-title">{t("title")}</h1>
        {heard_ms !== undefined && rows.length > 0 && <Counts rows={rows} heard_ms={heard_ms} />}
      </header>
      {rows.length > 0 && <CaseList rows={rows} labelledBy="queue-title" actions={actions} />}
      {prominent.length > 0 && (
        <section aria-labelledby="prominent-title">
          <h2 id="prominent-title" className={styles.below}>{t("prominent")}</h2>
          <ul className={styles.links}>
            {prominent.map((row) => (
              <li key={row.caseId}>
                <Link href={`/cases/${row.caseId}`}>{row.number}</Link>
                <WhoHas row={row} />
                <StatusChip status={row.status} />
                <CaseDue row={row} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {rows.length === 0 && !state.caughtUp && <p role="status" className={styles.opening}>{t("opening")}</p>}
      {rows.length === 0 && state.caughtUp && <EmptyState title={t("empty")}>{t("empty_long", { time: clockTime(heard_ms ?? 0) })}</EmptyState>}
    </section>
  );
}
