// A merger, a split or a new name that lies ahead: written down, looked at (what would move on that day), then recorded.
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { createClient } from "@connectrpc/connect";
import { useQueryClient } from "@tanstack/react-query";
import { IconArrowLeft, IconCircleCheck, IconDatabaseImport, IconFileSearch, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { failureOf } from "../../api/failure";
import { transport } from "../../api/transport";
import { limitsOf } from "../../contract/rules";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import type { ImportUnitsResponse } from "../../gen/hotline/v1/unit_import_pb";
import { UnitSchema } from "../../gen/hotline/v1/unit_pb";
import { Choice } from "../../parts/Choice";
import { DayInput } from "../../parts/DayInput";
import { Field } from "../../parts/Field";
import { FieldError } from "../../parts/FieldError";
import { Notice } from "../../parts/Notice";
import { usePlacedName, useUnitName } from "../../parts/unit_name";
import { UnitPick } from "../../parts/UnitPick";
import { useKept, type KeptForm } from "../../parts/use_kept";
import { usePick, type Pair } from "../../words/words";
import { day } from "./days";
import { emptyDraft, flawsOfDraft, rowsOf, type Draft, type DraftFlaw, type Follows } from "./draft";
import { draftWords } from "./draft_words";
import { Told } from "./ImportTold";
import { useImport } from "./use_import";
import styles from "./Draft.module.css";

const client = createClient(DirectoryService, transport);
const [code_max, kind_max, name_max] = (["code", "kind", "name"] as const).map((field) => limitsOf(UnitSchema, field).maxLength!);
const ways: readonly Follows[] = ["one", "new", "several"];

function Chosen({ unit, onRemove }: { unit: string; onRemove(): void }) {
  const t = draftWords.use();
  const name = useUnitName(unit);
  const placed = usePlacedName(unit);
  return <li><span>{placed}</span><ActionIcon variant="subtle" color="gray" size={44} aria-label={t("remove", { name })} title={t("remove", { name })} onClick={onRemove}><IconX size={18} /></ActionIcon></li>;
}

/** Offices, one added after the other. */
function Offices({ label, add, units, flaw, onChange }: { label: string; add: string; units: readonly string[]; flaw: string; onChange(units: readonly string[]): void }) {
  return (
    <div className={styles.offices}>
      {units.length > 0 && <ul aria-label={label}>{units.map((unit) => <Chosen key={unit} unit={unit} onRemove={() => onChange(units.filter((other) => other !== unit))} />)}</ul>}
      <UnitPick key={units.length} label={add} value="" error={flaw} onChange={(unit) => units.includes(unit) || onChange([...units, unit])} />
    </div>
  );
}

function Follower({ draft, told, put }: { draft: Draft; told(...flaws: DraftFlaw[]): string; put(change: Partial<Draft>): void }) {
  const t = draftWords.use();
  if (draft.follows === "one") return <UnitPick label={t("target")} value={draft.targets[0] ?? ""} error={told("target", "itself")} onChange={(unit) => put({ targets: [unit] })} />;
  if (draft.follows === "several") return <Offices label={t("targets")} add={t("target_add")} units={draft.targets} flaw={told("targets", "itself")} onChange={(targets) => put({ targets })} />;
  return (
    <div className={styles.made}>
      <Field label={t("code")} error={told("code")}>{(props) => <TextInput {...props} inputMode="numeric" value={draft.code} maxLength={code_max} onChange={({ currentTarget }) => put({ code: currentTarget.value })} />}</Field>
      <Field label={t("kind")}>{(props) => <TextInput {...props} value={draft.kind} maxLength={kind_max} onChange={({ currentTarget }) => put({ kind: currentTarget.value })} />}</Field>
      <Field label={t("name")} error={told("name")}>{(props) => <TextInput {...props} value={draft.name} maxLength={name_max} onChange={({ currentTarget }) => put({ name: currentTarget.value })} />}</Field>
    </div>
  );
}

function Preview({ told, on, running, onRecord }: { told: ImportUnitsResponse; on: string; running: boolean; onRecord(): void }) {
  const t = draftWords.use();
  const section = useRef<HTMLElement>(null);
  useEffect(() => void section.current?.scrollIntoView({ block: "nearest" }), []);
  if (told.errorCount > 0 || told.applied) return null;
  return (
    <section ref={section} className={styles.preview} aria-labelledby="draft-preview">
      <h2 id="draft-preview">{t("on_day", { date: day(on) })}</h2>
      <ul><li>{t("cases", { count: told.casesToMove })}</li><li>{t("roles", { count: told.rolesToConfirm })}</li></ul>
      <p>{t("nothing_yet")}</p>
      {told.changeCount > 0 && <div><Button leftSection={<IconDatabaseImport size={18} />} loading={running} onClick={onRecord}>{t("record")}</Button></div>}
    </section>
  );
}

function DraftForm({ kept }: { kept: KeptForm<Draft> }) {
  const t = draftWords.use();
  const say = usePick();
  const cache = useQueryClient();
  const { running, told, failed, run, reset } = useImport();
  const [draft, setDraft] = useState<Draft>(() => kept.found ?? emptyDraft);
  const [flaws, setFlaws] = useState<readonly DraftFlaw[]>([]);
  const [looked, setLooked] = useState<{ bytes: Uint8Array; on: string } | undefined>();
  const [unread, setUnread] = useState<Pair | undefined>();
  const flawTold = (...which: DraftFlaw[]) => which.filter((flaw) => flaws.includes(flaw)).map((flaw) => t(`flaw_${flaw}`)).join(" ");
  function put(change: Partial<Draft>) {
    const next = { ...draft, ...change };
    setDraft(next);
    setLooked(undefined);
    reset();
    void kept.put(next);
  }
  async function look() {
    const found = flawsOfDraft(draft);
    setFlaws(found);
    setUnread(undefined);
    if (found.length > 0) return;
    try {
      const ended = await Promise.all(draft.ends.map((unit) => client.getUnit({ unit })));
      const bytes = new TextEncoder().encode(rowsOf(draft, ended.map(({ unit }) => unit!)));
      setLooked({ bytes, on: draft.day });
      await run({ bytes, amends: true, asOf: draft.day }, true);
    } catch (thrown) {
      setUnread(failureOf(thrown).text);
    }
  }
  async function record() {
    const applied = await run({ bytes: looked!.bytes, amends: true, asOf: looked!.on }, false);
    await cache.invalidateQueries();
    if (applied) kept.sent(); // else the draft stays, to be put right or sent again
  }
  const refused = failed ?? unread;
  return (
    <>
      <form className={styles.card} noValidate onSubmit={(event) => (event.preventDefault(), void look())}>
        <div className={styles.narrow}><Field label={t("day")} hint={t("day_hint")} error={flawTold("day")} required>{(props) => <DayInput {...props} value={draft.day} onChange={(chosen) => put({ day: chosen })} />}</Field></div>
        <Offices label={t("ends")} add={t("add")} units={draft.ends} flaw={flawTold("ends")} onChange={(ends) => put({ ends })} />
        <Choice label={t("follows")} options={ways.map((way, value) => ({ value, label: t(way) }))} value={ways.indexOf(draft.follows)} onChange={(value) => put({ follows: ways[value]!, targets: [] })} />
        <Follower draft={draft} told={flawTold} put={put} />
        <div className={styles.narrow}><Field label={t("source")} hint={t("source_hint")}>{(props) => <TextInput {...props} value={draft.source} maxLength={name_max} onChange={({ currentTarget }) => put({ source: currentTarget.value })} />}</Field></div>
        {flaws.length > 0 && flawsOfDraft(draft).length > 0 && <p className={styles.line}><FieldError>{flawTold(...flaws)}</FieldError></p>}
        <div><Button type="submit" variant={told?.done ? "default" : "filled"} leftSection={<IconFileSearch size={18} />} loading={running}>{t("preview")}</Button></div>
        {refused && <Notice>{say(refused)}</Notice>}
      </form>
      {told?.applied && looked && <Notice tone="done" icon={IconCircleCheck}>{t("recorded", { date: day(looked.on) })}</Notice>}
      {told?.done && looked && <Preview told={told} on={looked.on} running={running} onRecord={() => void record()} />}
      {told?.done && <Told told={told} />}
    </>
  );
}

export default function DraftPage() {
  const t = draftWords.use();
  const kept = useKept<Draft>("unit_draft");
  return (
    <section className={styles.page} aria-labelledby="draft-title">
      <header className={styles.head}>
        <h1 id="draft-title">{t("title")}</h1>
        <Link href="/units" className={styles.back!}><IconArrowLeft size={18} aria-hidden />{t("back")}</Link>
        <p>{t("long")}</p>
      </header>
      {kept && <DraftForm kept={kept} />}
    </section>
  );
}
