// One office: who answers for it now, loudly where nobody does, and the lines of its roster.
import { Button } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { IconUserOff } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useAct } from "../../api/act";
import { failureOf } from "../../api/failure";
import { toField, useCommands } from "../../app/commands";
import { usePerson } from "../../app/person";
import { hasRole } from "../../contract/access";
import { label } from "../../contract/labels";
import { Role } from "../../gen/hotline/record/v1/options_pb";
import { DutyKind, DutyKindSchema, type Duty, type OnDuty, type Person } from "../../gen/hotline/record/v1/person_pb";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import type { GetRosterResponse } from "../../gen/hotline/v1/roster_pb";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { EmptyState } from "../../parts/EmptyState";
import { useEverybody } from "../../parts/everybody";
import { Notice } from "../../parts/Notice";
import { usePersonNames } from "../../parts/person_name";
import { usePlacedName, useUnitName } from "../../parts/unit_name";
import { dateTime, msOf } from "../../time/format";
import { useNow } from "../../time/ticker";
import { useLanguage, usePick } from "../../words/words";
import { DutyForm } from "./DutyForm";
import { rosterWords } from "./words";
import styles from "./Roster.module.css";

const refresh_ms = 30_000;

/** A chairman keeps the roster of the own office, supervisors and administrators of those below; officers read it. */
function mayKeep({ memberships }: Person, wide: boolean, unit: string): boolean {
  return wide || memberships.some((membership) => membership.role === Role.CHAIRMAN && membership.unit === unit);
}

const idsIn = (roster: GetRosterResponse | undefined): readonly string[] => [
  ...(roster?.duties.flatMap(({ personId, forPersonId }) => [personId, forPersonId]) ?? []),
  ...(roster?.onDuty ? [...roster.onDuty.officerIds, ...roster.onDuty.chairmanIds] : []),
];

function Now({ onDuty, name, asked, nameOf }: { onDuty: OnDuty; name: string; asked: boolean; nameOf(id: string): string }) {
  const t = rosterWords.use();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (asked) heading.current?.focus();
  }, [asked]);
  const placed = usePlacedName(onDuty.unit);
  const { officerIds, chairmanIds, registered } = onDuty;
  return (
    <section className={styles.now} aria-labelledby="roster-now">
      <h2 id="roster-now" ref={heading} tabIndex={-1}>{t("now")}: {placed}</h2>
      {officerIds.length === 0 && (
        <Notice icon={IconUserOff}>
          <strong className={styles.loud}>{t(registered ? "nobody" : "unregistered", { unit: name })}</strong>
          <br />{t(registered ? "nobody_why" : "unregistered_why")}
        </Notice>
      )}
      <dl>
        {officerIds.length > 0 && <div><dt>{t("answers")}</dt><dd>{officerIds.map(nameOf).join(", ")}</dd></div>}
        <div><dt>{t("decides")}</dt><dd>{chairmanIds.map(nameOf).join(", ") || t("decides_none")}</dd></div>
      </dl>
    </section>
  );
}

interface LineProps {
  duty: Duty;
  nameOf(id: string): string;
  mayRevoke: boolean;
  onRevoked(): void;
}

function Line({ duty: { dutyId, kind, personId, forPersonId, from, until }, nameOf, mayRevoke, onRevoked }: LineProps) {
  const t = rosterWords.use();
  const lang = useLanguage();
  const act = useAct(DirectoryService.method.revokeDuty);
  const now_ms = useNow(60_000);
  const state = from && msOf(from) > now_ms ? "coming" : "running";
  const name = nameOf(personId);
  const what = kind === DutyKind.STAND_IN ? t("stands_in_for", { name: nameOf(forPersonId) }) : label(DutyKindSchema, kind, lang);
  return (
    <li className={styles.row} data-state={state}>
      <span className={styles.who}><strong>{name}</strong><span>{what}</span></span>
      <span className={styles.who}>
        <span>{from && until && t("span", { from: dateTime(msOf(from)), until: dateTime(msOf(until)) })}</span>
        <span className={styles.state}>{t(state)}</span>
      </span>
      {mayRevoke && (
        <Button variant="default" aria-label={t("revoke_of", { name, kind: what })} onClick={() => void act.send({ dutyId }).then((answer) => answer && onRevoked())}>{t("revoke")}</Button>
      )}
      {act.state !== "idle" && act.state !== "sent" && <div className={styles.told}><ConfirmSent act={act} /></div>}
    </li>
  );
}

/** `asked`: the person has just chosen it, and the focus goes to it. */
export function Office({ unit, asked }: { unit: string; asked: boolean }) {
  const t = rosterWords.use();
  const say = usePick();
  const me = usePerson();
  const name = useUnitName(unit);
  const roster = useQuery(DirectoryService.method.getRoster, { unit }, { staleTime: 0, refetchInterval: refresh_ms });
  const names = usePersonNames(idsIn(roster.data));
  const nameOf = (id: string) => names.get(id) || t("someone");
  const keeps = mayKeep(me, hasRole(me, Role.SUPERVISOR) || hasRole(me, Role.ADMINISTRATOR), unit);
  const { people } = useEverybody({ unit, enabled: keeps });
  const refetch = () => void roster.refetch();
  useCommands(keeps ? [{ id: "roster.add", words: rosterWords.both("add"), run: toField("[aria-labelledby=roster-add]") }] : []);
  if (roster.isPending) return <p role="status">{t("opening")}</p>;
  if (!roster.data) return <EmptyState title={t("failed")} action={{ words: t("again"), run: refetch }}>{say(failureOf(roster.error).text)}</EmptyState>;
  const { duties, onDuty } = roster.data;
  return (
    <>
      {onDuty && <Now onDuty={onDuty} name={name} asked={asked} nameOf={nameOf} />}
      <section aria-labelledby="roster-lines" className={styles.lines}>
        <h2 id="roster-lines">{t("lines")}</h2>
        {duties.length === 0 && <p className={styles.quiet}>{t("lines_none")}</p>}
        {duties.length > 0 && (
          <ul className={styles.list}>
            {duties.map((duty) => <Line key={duty.dutyId} duty={duty} nameOf={nameOf} mayRevoke={keeps} onRevoked={refetch} />)}
          </ul>
        )}
      </section>
      {keeps && <DutyForm unit={unit} people={people.filter(({ disabled }) => !disabled)} onPut={refetch} />}
    </>
  );
}
