// Who answers for an office now, and who is put on its roster; before that, the offices where nobody answers.
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@connectrpc/connect-query";
import { IconUserOff } from "@tabler/icons-react";
import { Fragment, useState } from "react";
import { useHistoryState } from "wouter/use-browser-location";
import { usePerson } from "../../app/person";
import { hasRole, mayCall } from "../../contract/access";
import { Role } from "../../gen/hotline/record/v1/options_pb";
import type { OnDuty } from "../../gen/hotline/record/v1/person_pb";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import type { OfficeWork } from "../../gen/hotline/v1/roster_pb";
import { NextPage } from "../../parts/NextPage";
import { UnitPick } from "../../parts/UnitPick";
import { usePlacedName, useUnitName } from "../../parts/unit_name";
import { Office } from "./Office";
import { rosterWords } from "./words";
import styles from "./Roster.module.css";

const refresh_ms = 30_000;
const page_size = 5;

function UnansweredRow({ office: { unit, registered }, work, onOpen }: { office: OnDuty; work: OfficeWork | undefined; onOpen(unit: string): void }) {
  const t = rosterWords.use();
  const name = usePlacedName(unit);
  const { open = 0, waiting = 0 } = work ?? {};
  const said = [t(registered ? "not_on_duty" : "not_registered"), ...(open > 0 ? [t("work_open", { count: open })] : []), ...(waiting > 0 ? [t("work_waiting", { count: waiting })] : [])];
  return (
    <li>
      <button type="button" className={styles.office} onClick={() => onOpen(unit)}>
        <strong>{name}</strong>
        <span>{said.map((words, at) => <Fragment key={words}>{at > 0 && " · "}<span className={styles.whole}>{words}</span></Fragment>)}</span>
      </button>
    </li>
  );
}

/** Every office of the viewer's scope for which nobody answers. */
function Unanswered({ onOpen }: { onOpen(unit: string): void }) {
  const t = rosterWords.use();
  const list = useInfiniteQuery(DirectoryService.method.listUnanswered, { pageSize: page_size, pageToken: "" }, {
    pageParamKey: "pageToken", getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined, staleTime: 0, refetchInterval: refresh_ms,
  });
  if (!list.data) return null;
  const offices = list.data.pages.flatMap((page) => page.offices.map((office, at) => ({ office, work: page.work[at] })));
  if (offices.length === 0) return <p className={styles.quiet}>{t("unanswered_none")}</p>;
  return (
    <section className={styles.unanswered} aria-labelledby="unanswered-title">
      <h2 id="unanswered-title"><IconUserOff size={22} aria-hidden />{t("unanswered")}</h2>
      <ul>{offices.map(({ office, work }) => <UnansweredRow key={office.unit} office={office} work={work} onOpen={onOpen} />)}</ul>
      <NextPage pages={list} />
    </section>
  );
}

function Own({ unit, chosen, onOpen }: { unit: string; chosen: boolean; onOpen(unit: string): void }) {
  return <Button variant={chosen ? "light" : "default"} aria-pressed={chosen} onClick={() => onOpen(unit)}>{useUnitName(unit)}</Button>;
}

export default function RosterPage() {
  const t = rosterWords.use();
  const me = usePerson();
  const asked = (useHistoryState() as { unit?: string } | null)?.unit;
  const own = [...new Set(me.memberships.map(({ unit }) => unit))];
  const [unit, setUnit] = useState(asked ?? own[0] ?? "");
  const [round, setRound] = useState(0);
  const wide = [Role.SUPERVISOR, Role.ADMINISTRATOR, Role.OPERATOR].some((role) => hasRole(me, role));
  function open(next: string) {
    setUnit(next);
    setRound(round + 1);
  }
  return (
    <section className={styles.page} aria-labelledby="roster-title">
      <h1 id="roster-title">{t("title")}</h1>
      <p className={styles.long}>{t("long")}</p>
      <div className={styles.pick}>
        {(own.length > 1 || wide) && (
          <div role="group" aria-label={t("own")} className={styles.own}>{own.map((one) => <Own key={one} unit={one} chosen={one === unit} onOpen={open} />)}</div>
        )}
        {wide && <UnitPick key={round} label={t("find")} value="" onChange={open} />}
      </div>
      {mayCall(me, "DirectoryService.ListUnanswered") && <Unanswered onOpen={open} />}
      {unit && <Office key={`${unit} ${round}`} unit={unit} asked={round > 0} />}
    </section>
  );
}
