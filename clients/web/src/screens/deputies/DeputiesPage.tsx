// A chairman lets somebody decide for a time, and takes it back.
import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { useState } from "react";
import { useAct } from "../../api/act";
import { failureOf } from "../../api/failure";
import { toField, useCommands } from "../../app/commands";
import { usePerson } from "../../app/person";
import { flawsOf, flawWords } from "../../contract/rules";
import { Role } from "../../gen/hotline/record/v1/options_pb";
import type { Delegation } from "../../gen/hotline/record/v1/person_pb";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import { DelegateRequestSchema } from "../../gen/hotline/v1/roster_pb";
import { useKept, useKeptAct, type KeptForm, type Sends } from "../../parts/use_kept";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { EmptyState } from "../../parts/EmptyState";
import { DayInput } from "../../parts/DayInput";
import { useEverybody } from "../../parts/everybody";
import { Field } from "../../parts/Field";
import { usePersonName } from "../../parts/person_name";
import { useUnitName } from "../../parts/unit_name";
import { dateTime, msOf, nearTime } from "../../time/format";
import { localText, timestampOfLocal } from "../../time/local";
import { now_ms } from "../../time/server_time";
import { useNow } from "../../time/ticker";
import { usePick } from "../../words/words";
import { deputiesWords } from "./words";
import styles from "./Deputies.module.css";

const day_ms = 86_400_000;

function stateOf({ from, until, revoked }: Delegation, at_ms: number): "revoked" | "over" | "coming" | "running" {
  if (revoked) return "revoked";
  if (until && msOf(until) <= at_ms) return "over";
  return from && msOf(from) > at_ms ? "coming" : "running";
}

function Row({ delegation, onRevoked }: { delegation: Delegation; onRevoked(): void }) {
  const t = deputiesWords.use();
  const name = usePersonName(delegation.deputyId) || t("someone");
  const act = useAct(DirectoryService.method.revokeDelegation);
  const state = stateOf(delegation, useNow(60_000));
  const unit = useUnitName(delegation.unit);
  const { from, until, delegationId } = delegation;
  return (
    <li className={styles.row} data-state={state}>
      <span className={styles.who}><strong>{name}</strong><span>{unit}</span></span>
      <span className={styles.who}>
        <span>{from && until && t("span", { from: dateTime(msOf(from)), until: dateTime(msOf(until)) })}</span>
        <span className={styles.state}>{t(state)}</span>
      </span>
      {(state === "running" || state === "coming") && (
        <Button variant="default" aria-label={t("revoke_of", { name })} onClick={() => void act.send({ delegationId }).then((answer) => answer && onRevoked())}>{t("revoke")}</Button>
      )}
      {act.state !== "sent" && <div className={styles.told}><ConfirmSent act={act} /></div>}
    </li>
  );
}

interface FormProps {
  units: readonly string[];
  kept: KeptForm<Typed>;
  onGiven(): void;
}

function UnitOption({ unit }: { unit: string }) {
  return <option value={unit}>{useUnitName(unit)}</option>;
}

interface Typed extends Sends {
  unit: string;
  deputyId: string;
  from: string;
  until: string;
}

function DelegateForm({ units, onGiven, kept }: FormProps) {
  const t = deputiesWords.use();
  const me = usePerson();
  const say = usePick();
  const begin = () => kept.found ?? { unit: units[0]!, deputyId: "", from: localText(now_ms()), until: localText(now_ms() + day_ms) };
  const [given, setGiven] = useState<{ deputyId: string; until_ms: number }>();
  const { typed, put, act, send: sendOff } = useKeptAct(DirectoryService.method.delegate, kept, begin, (_, sent) => {
    setGiven({ deputyId: sent.deputyId, until_ms: msOf(timestampOfLocal(sent.until)!) });
    onGiven();
  });
  const { unit, deputyId, from, until } = typed;
  const people = useEverybody({ unit }).people.filter(({ personId, disabled }) => !disabled && personId !== me.personId);
  const [flaws, setFlaws] = useState<Record<string, string>>({});

  function send() {
    const values = { unit, deputyId, from: timestampOfLocal(from), until: timestampOfLocal(until) };
    const found = Object.entries(flawsOf(DelegateRequestSchema, values, { skip: ["requestId"] }));
    setFlaws(Object.fromEntries(found.map(([path, { key, values: with_ }]) => [path, flawWords.say(key, with_)])));
    if (found.length > 0) return;
    void sendOff({ unit, deputyId, ...(values.from && { from: values.from }), ...(values.until && { until: values.until }) });
  }
  const nameOf = (id: string) => people.find(({ personId }) => personId === id)?.name ?? "";
  const told = (field: string) => flaws[field] ?? (act.failure?.fields[field] && say(act.failure.fields[field]));
  return (
    <form className={styles.form} noValidate onSubmit={(event) => (event.preventDefault(), send())}>
      {units.length > 1 && (
        <Field label={t("unit")} error={told("unit")}>
          {(props) => <NativeSelect {...props} size="md" value={unit} onChange={({ currentTarget }) => void put({ unit: currentTarget.value })}>{units.map((one) => <UnitOption key={one} unit={one} />)}</NativeSelect>}
        </Field>
      )}
      <Field label={t("deputy")} error={told("deputyId")}>
        {(props) => (
          <NativeSelect {...props} size="md" value={deputyId} onChange={({ currentTarget }) => void put({ deputyId: currentTarget.value })}
            data={[{ value: "", label: t("choose") }, ...people.map((person) => ({ value: person.personId, label: person.name }))]} />
        )}
      </Field>
      <div className={styles.span}>
        <Field label={t("from")} error={told("from")}>{(props) => <DayInput {...props} withTime value={from} onChange={(text) => void put({ from: text })} />}</Field>
        <Field label={t("until")} error={told("until")}>{(props) => <DayInput {...props} withTime value={until} onChange={(text) => void put({ until: text })} />}</Field>
      </div>
      <ConfirmSent act={act}>{given && t("given", { name: nameOf(given.deputyId), time: nearTime(given.until_ms, now_ms()) })}</ConfirmSent>
      <div><Button type="submit">{t("send")}</Button></div>
    </form>
  );
}

export default function DeputiesPage() {
  const t = deputiesWords.use();
  const say = usePick();
  const me = usePerson();
  const units = me.memberships.filter(({ role }) => role === Role.CHAIRMAN).map(({ unit }) => unit);
  const list = useQuery(DirectoryService.method.listDelegations, {}, { staleTime: 0 });
  const kept = useKept<Typed>("delegation");
  useCommands(units.length > 0 ? [{ id: "deputies.give", words: ["Uỷ quyền cho một người", "Name a deputy"], run: toField("#content form") }] : []);
  const delegations = (kept && list.data?.delegations) ?? []; // the form stands first: it would push them away
  return (
    <section className={styles.page} aria-labelledby="deputies-title">
      <h1 id="deputies-title">{t("title")}</h1>
      <p className={styles.long}>{t("long")}</p>
      {kept && units.length > 0 && <DelegateForm units={units} kept={kept} onGiven={() => void list.refetch()} />}
      {(list.isPending || !kept) && <p role="status">{t("opening")}</p>}
      {list.error && <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void list.refetch() }}>{say(failureOf(list.error).text)}</EmptyState>}
      {kept && list.data && delegations.length === 0 && <p className={styles.none}>{t("none")}</p>}
      {delegations.length > 0 && (
        <ul className={styles.list}>
          {delegations.map((delegation) => <Row key={delegation.delegationId} delegation={delegation} onRevoked={() => void list.refetch()} />)}
        </ul>
      )}
    </section>
  );
}
