// The officer writes: the words, and corrections that stand beside what was counted. What is written was begun at one
// version of the report and is sent with that one, so that it never takes the place of words that this person has not seen.
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useAct } from "../../api/act";
import { useCategories } from "../../contract/reference";
import { flawsOf, flawWords, limitsOf, type Flaw } from "../../contract/rules";
import { ReportCorrectionSchema } from "../../gen/hotline/v1/report_content_pb";
import { ReportService, SaveReportDraftRequestSchema, type GetReportResponse } from "../../gen/hotline/v1/report_pb";
import { same } from "../../keep/merge";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { Field } from "../../parts/Field";
import { addressOf } from "../../parts/report_address";
import { useKept, type KeptForm } from "../../parts/use_kept";
import { useLanguage, usePick } from "../../words/words";
import { Newer } from "./Newer";
import { numbersOf, type Number } from "./report";
import { reportsWords } from "./words";
import styles from "./Reports.module.css";

interface Props {
  told: GetReportResponse;
  onDone(words: string): void;
  /** Perhaps because the server has another version than the one told. */
  onRefused(): void;
}

interface Correction {
  place: string;
  /** Empty: nothing typed yet. */
  count: number | undefined;
  reason: string;
}

interface Typed {
  /** Of the report, when this was begun. */
  version: number;
  narrative: string;
  corrections: Correction[];
  /** The server has it, as this version. */
  saved?: boolean;
}

const storedOf = ({ report, narrative }: GetReportResponse, numbers: readonly Number[]): Typed => ({
  version: report!.version,
  narrative,
  corrections: numbers.filter(({ corrected }) => corrected !== undefined).map(({ place, corrected, reason }) => ({ place, count: corrected!, reason })),
});

const saysTheSame = (one: Typed, other: Typed) => same([one.narrative, one.corrections], [other.narrative, other.corrections]);

/** Where what was saved meanwhile says the same, there is nothing in it to see first. */
function requestOf(told: GetReportResponse, numbers: readonly Number[], { version, narrative, corrections }: Typed) {
  const stored = told.report!.version;
  return {
    key: told.report!.key!, expectedVersion: version >= stored ? version : stored, narrative,
    corrections: corrections.map(({ place, count, reason }) => ({ ...numbers.find((one) => one.place === place)?.named, count: count ?? 0, reason })),
  };
}

/** The numbers that can be corrected, also those that count nothing, under the names of what they count. */
function NumberSelect({ numbers, props, value, onChange }: { numbers: readonly Number[]; props: object; value: string; onChange(place: string): void }) {
  const groups = [...new Set(numbers.map(({ group }) => group))];
  return (
    <NativeSelect {...props} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      <option value="">{reportsWords.say("correct_choose")}</option>
      {groups.map((group) => (
        <optgroup key={group} label={group}>
          {numbers.filter((one) => one.group === group).map(({ place, label, counted }) => <option key={place} value={place}>{label}: {counted}</option>)}
        </optgroup>
      ))}
    </NativeSelect>
  );
}

const most = limitsOf(SaveReportDraftRequestSchema, "corrections").maxItems!;

function Corrections({ numbers, corrections, flawOf, put }: { numbers: readonly Number[]; corrections: readonly Correction[]; flawOf(path: string): string | undefined; put(next: Correction[]): void }) {
  const t = reportsWords.use();
  const change = (at: number, to: Partial<Correction>) => put(corrections.map((one, index) => (index === at ? { ...one, ...to } : one)));
  return (
    <fieldset className={styles.corrections}>
      <legend>{t("correct")}</legend>
      <p className={styles.quiet}>{t("correct_long")}</p>
      {corrections.map(({ place, count, reason }, at) => (
        <div key={at} className={styles.correction}>
          <Field label={t("correct_of")} error={flawOf(`corrections.${at}.key`)}>{(props) => <NumberSelect numbers={numbers} props={props} value={place} onChange={(next) => change(at, { place: next })} />}</Field>
          <Field label={t("correct_count")} error={flawOf(`corrections.${at}.count`)}>
            {(props) => <TextInput {...props} type="number" inputMode="numeric" min={0} max={limitsOf(ReportCorrectionSchema, "count").max} value={count === undefined ? "" : String(count)} onChange={({ currentTarget }) => change(at, { count: currentTarget.value === "" ? undefined : Number(currentTarget.value) })} />}
          </Field>
          <Field label={t("reason")} error={flawOf(`corrections.${at}.reason`)}>
            {(props) => <Textarea {...props} autosize minRows={1} value={reason} maxLength={limitsOf(ReportCorrectionSchema, "reason").maxLength} onChange={({ currentTarget }) => change(at, { reason: currentTarget.value })} />}
          </Field>
          <Button variant="default" aria-label={t("correct_remove", { n: at + 1 })} onClick={() => put(corrections.filter((_, index) => index !== at))}><IconTrash size={18} aria-hidden /></Button>
        </div>
      ))}
      {corrections.length < most && <div><Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => put([...corrections, { place: "", count: undefined, reason: "" }])}>{t("correct_add")}</Button></div>}
    </fieldset>
  );
}

export function Draft(props: Props) {
  const kept = useKept<Typed>(addressOf(props.told.report!.key!));
  return kept && <Form {...props} kept={kept} />;
}

/** Absent: nothing was typed, and the form shows what is stored, also when that changes. */
function useOwn(stored: Typed, kept: KeptForm<Typed>) {
  const [own, setOwn] = useState<Typed | undefined>(kept.found);
  const newest = useRef(own); // somebody may type on while it is sent
  const hold = (next: Typed | undefined) => (newest.current = next, setOwn(next));
  const typed = own && !(own.saved && stored.version >= own.version) ? own : stored;
  return {
    typed,
    put(change: Partial<Typed>) {
      const next = { ...typed, saved: false, ...change };
      hold(next);
      void kept.put(next);
    },
    savedAs(sent: Typed, version: number) {
      const now = newest.current ?? sent;
      const saved = saysTheSame(now, sent);
      hold({ ...now, version, saved });
      kept.sent();
      if (!saved) void kept.put({ ...now, version });
    },
    drop() {
      hold(undefined);
      kept.wipe();
    },
  };
}

function Form({ told, onDone, onRefused, kept }: Props & { kept: KeptForm<Typed> }) {
  const t = reportsWords.use();
  const say = usePick();
  const act = useAct(ReportService.method.saveReportDraft);
  const lang = useLanguage();
  const lists = useCategories();
  const numbers = numbersOf(told, lists, lang);
  const stored = storedOf(told, numbers);
  const { typed, put, savedAs, drop } = useOwn(stored, kept);
  const [tried, setTried] = useState(false);
  const underWay = act.state === "sending" || act.state === "waiting";
  const passed = !underWay && !(typed.version >= stored.version) && !saysTheSame(typed, stored);
  const request = requestOf(told, numbers, typed);
  function flawsNow(): Record<string, Flaw> {
    const required = { key: "required" } as const;
    const empty = typed.corrections.flatMap(({ count, place }, at) => [
      ...(count === undefined ? [[`corrections.${at}.count`, required] as const] : []),
      ...(numbers.some((one) => one.place === place) ? [] : [[`corrections.${at}.key`, required] as const]),
    ]);
    return { ...flawsOf(SaveReportDraftRequestSchema, request, { skip: ["requestId"] }), ...Object.fromEntries(empty) };
  }
  const flaws = tried ? flawsNow() : {};
  const flawOf = (path: string) => (flaws[path] ? flawWords.say(flaws[path].key, flaws[path].values) : act.failure?.fields[path] && say(act.failure.fields[path]));

  async function send() {
    setTried(true);
    if (passed || Object.keys(flawsNow()).length > 0) return;
    const answer = await act.send(request);
    if (!answer) return onRefused();
    savedAs(typed, answer.report!.version);
    setTried(false);
    onDone(t("saved"));
  }
  return (
    <form className={styles.card} aria-labelledby="report-write" data-screen-only noValidate onSubmit={(event) => (event.preventDefault(), void send())}>
      <h2 id="report-write">{t("write")}</h2>
      <Field label={t("narrative")} hint={t("narrative_hint")} error={flawOf("narrative")}>
        {(props) => <Textarea {...props} autosize minRows={4} value={typed.narrative} maxLength={limitsOf(SaveReportDraftRequestSchema, "narrative").maxLength} onChange={({ currentTarget }) => put({ narrative: currentTarget.value })} />}
      </Field>
      <Corrections numbers={numbers} corrections={typed.corrections} flawOf={flawOf} put={(corrections) => put({ corrections })} />
      {passed && <Newer told={told} onKeepMine={() => (act.reset(), put({ version: stored.version }))} onTakeStored={() => (act.reset(), drop())} />}
      {!passed && act.state !== "sent" && <ConfirmSent act={act} />}
      {!passed && <div><Button type="submit">{t("save")}</Button></div>}
    </form>
  );
}
