// A new line of the roster: a duty, a stand-in, an absence. What is typed is kept until the server has it.
import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { choices } from "../../contract/labels";
import { flawsOf, flawWords } from "../../contract/rules";
import { DutyKind, DutyKindSchema, type Person } from "../../gen/hotline/record/v1/person_pb";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import { SetDutyRequestSchema } from "../../gen/hotline/v1/roster_pb";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { DayInput } from "../../parts/DayInput";
import { Field } from "../../parts/Field";
import { useKept, useKeptAct, type KeptForm, type Sends } from "../../parts/use_kept";
import { msOf, nearTime } from "../../time/format";
import { localText, timestampOfLocal } from "../../time/local";
import { now_ms } from "../../time/server_time";
import { useLanguage, usePick } from "../../words/words";
import { rosterWords } from "./words";
import styles from "./Roster.module.css";

const day_ms = 86_400_000;

interface Typed extends Sends {
  kind: DutyKind;
  personId: string;
  forPersonId: string;
  from: string;
  until: string;
}

interface Props {
  unit: string;
  people: readonly Person[];
  onPut(): void;
}

const fresh = (): Typed => ({ kind: DutyKind.DUTY, personId: "", forPersonId: "", from: localText(now_ms()), until: localText(now_ms() + day_ms) });

function dutyOf(unit: string, { kind, personId, forPersonId, from, until }: Typed) {
  const [from_, until_] = [timestampOfLocal(from), timestampOfLocal(until)];
  return { unit, kind, personId, ...(kind === DutyKind.STAND_IN && { forPersonId }), ...(from_ && { from: from_ }), ...(until_ && { until: until_ }) };
}

export function DutyForm(props: Props) {
  const t = rosterWords.use();
  const kept = useKept<Typed>(`duty/${props.unit}`);
  if (!kept) return null;
  return (
    <section aria-labelledby="roster-add" className={styles.form}>
      <h2 id="roster-add">{t("add")}</h2>
      {props.people.length === 0 ? <p className={styles.quiet}>{t("nobody_else")}</p> : <Fields {...props} kept={kept} />}
    </section>
  );
}

function Fields({ unit, people, onPut, kept }: Props & { kept: KeptForm<Typed> }) {
  const t = rosterWords.use();
  const say = usePick();
  const lang = useLanguage();
  const [done, setDone] = useState("");
  const { typed, put, act, send: sendOff } = useKeptAct(DirectoryService.method.setDuty, kept, () => kept.found ?? fresh(), (_, sent, show) => {
    const name = people.find(({ personId }) => personId === sent.personId)?.name ?? "";
    setDone(t("put", { name, time: nearTime(msOf(timestampOfLocal(sent.until)!), now_ms()) }));
    show(fresh());
    onPut();
  });
  const [flaws, setFlaws] = useState<Record<string, string>>({});
  function send() {
    const duty = dutyOf(unit, typed);
    const found = Object.entries(flawsOf(SetDutyRequestSchema, { duty }, { skip: ["requestId"] }));
    if (typed.kind === DutyKind.STAND_IN && !typed.forPersonId) found.push(["duty.forPersonId", { key: "required" }]);
    setFlaws(Object.fromEntries(found.map(([path, { key, values }]) => [path, flawWords.say(key, values)])));
    if (found.length > 0) return;
    void sendOff({ duty });
  }
  const told = (field: string) => flaws[`duty.${field}`] ?? (act.failure?.fields[`duty.${field}`] && say(act.failure.fields[`duty.${field}`]!));
  const chosen = (of: "personId" | "forPersonId", others: readonly Person[]) => (
    <Field label={t(of === "personId" ? "person" : "for_person")} error={told(of)}>
      {(props) => (
        <NativeSelect {...props} size="md" value={typed[of]} onChange={({ currentTarget }) => void put({ [of]: currentTarget.value })}
          data={[{ value: "", label: t("choose") }, ...others.map((person) => ({ value: person.personId, label: person.name }))]} />
      )}
    </Field>
  );
  return (
    <form noValidate onSubmit={(event) => (event.preventDefault(), send())}>
      <Field label={t("kind")} error={told("kind")}>
        {(props) => (
          <NativeSelect {...props} size="md" value={String(typed.kind)} onChange={({ currentTarget }) => void put({ kind: Number(currentTarget.value) })}
            data={choices(DutyKindSchema, lang).map(({ value, label }) => ({ value: String(value), label }))} />
        )}
      </Field>
      {chosen("personId", people)}
      {typed.kind === DutyKind.STAND_IN && chosen("forPersonId", people.filter(({ personId }) => personId !== typed.personId))}
      <div className={styles.span}>
        <Field label={t("from")} error={told("from")}>{(props) => <DayInput {...props} withTime value={typed.from} onChange={(text) => void put({ from: text })} />}</Field>
        <Field label={t("until")} error={told("until")}>{(props) => <DayInput {...props} withTime value={typed.until} onChange={(text) => void put({ until: text })} />}</Field>
      </div>
      <ConfirmSent act={act}>{done}</ConfirmSent>
      <div><Button type="submit">{t("send")}</Button></div>
    </form>
  );
}
