// The result of a call, in two keys: the number of the result, and Enter. Who answered and what was said may be added;
// what is typed is kept on this machine until the server has it, with the time of its call: it is recorded of that call, and
// of no later one.
import { Button, Textarea, TextInput } from "@mantine/core";
import type { DescMethodUnary, MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { useQuery } from "@connectrpc/connect-query";
import { IconHistory } from "@tabler/icons-react";
import { useEffect, useId, useLayoutEffect, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { useCommands } from "../../app/commands";
import { label } from "../../contract/labels";
import { flawsOf, flawWords, limitsOf } from "../../contract/rules";
import { CallAttemptSchema, CallResult, CallResultSchema, DutyAnswerSchema, type DutyAnswer } from "../../gen/hotline/record/v1/case_pb";
import { RecordCallAttemptRequestSchema } from "../../gen/hotline/v1/case_act_pb";
import { CaseService } from "../../gen/hotline/v1/case_pb";
import { ReportService } from "../../gen/hotline/v1/report_pb";
import { Ticks } from "../../parts/Choice";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { Field } from "../../parts/Field";
import { Notice } from "../../parts/Notice";
import { useKeptAct, type KeptForm, type Sends } from "../../parts/use_kept";
import { clockTime, nearTime } from "../../time/format";
import { justNow_ms, now_ms } from "../../time/server_time";
import { useLanguage, usePick } from "../../words/words";
import { caseOf, isReport, type Called } from "./steady";
import { callsWords } from "./words";
import styles from "./Calls.module.css";

export interface Typed extends Sends {
  /** When the call ended. */
  at_ms: number;
  result?: CallResult;
  whom: string;
  notes: string;
  /** What the office had said without an account, and says again. */
  confirms: readonly DutyAnswer[];
}

// The call has just ended: what is typed now does not make it later.
const begun = (): Typed => ({ at_ms: justNow_ms(), whom: "", notes: "", confirms: [] });

const isBegun = (typed: Typed | undefined) => Boolean(typed && (typed.pending || typed.whom || typed.notes || typed.confirms.length > 0));

interface Props {
  call: Called;
  /** It left the list while it is being recorded. */
  gone: boolean;
  result: CallResult;
  /** Who may have answered. */
  names: readonly string[];
  kept: KeptForm<Typed>;
  /** The server has it. */
  onRecorded(words: string): void;
  /** Somebody changed the case, or telephoned about the report: the list is to be read again. */
  onStale(): void;
  onClose(): void;
}

type Attempted = MessageInitShape<typeof CallAttemptSchema>;

const skip = ["requestId"];
const stale = ["case_version_changed", "report_version_changed"];

/** Into the case, or into the report. The list tells no more of a case that has left it: its version is asked for. */
function useRequest(call: Called, gone: boolean): { method: DescMethodUnary; request(attempt: Attempted): Record<string, unknown>; again(): void } {
  const left = useQuery(CaseService.method.getCase, { caseId: isReport(call) ? "" : caseOf(call) }, { enabled: gone && !isReport(call), staleTime: 0 });
  const again = () => void (gone && left.refetch());
  if (!isReport(call)) {
    const expectedVersion = Math.max(call.case?.version ?? 0, left.data?.case?.row?.version ?? 0);
    return { method: CaseService.method.recordCallAttempt, again, request: (attempt) => ({ caseId: caseOf(call), expectedVersion, attempt }) };
  }
  const { duty = "", unit = "", firstDay = "" } = call.report?.key ?? {};
  return { method: ReportService.method.recordReportCall, again, request: (attempt) => ({ key: { duty, unit, firstDay }, expectedAttempts: call.attempts, attempt }) };
}

export function Attempt({ call, gone, result, names, kept, onRecorded, onStale, onClose }: Props) {
  const t = callsWords.use();
  const say = usePick();
  const lang = useLanguage();
  const id = useId();
  const send = useRef<HTMLButtonElement>(null);
  const [flaws, setFlaws] = useState<Record<string, string>>({});
  const [earlier, setEarlier] = useState(isBegun(kept.found));
  const { method, request, again } = useRequest(call, gone);
  const { typed, put, show, act, send: sendOff } = useKeptAct(method, kept, () => ({ ...begun(), ...(earlier && kept.found) }), (_, sent) =>
    onRecorded(t("recorded", { time: clockTime(now_ms()), result: label(CallResultSchema, sent.result ?? result, lang) })));
  useLayoutEffect(() => send.current?.focus(), [result]);
  const claims = result === CallResult.REACHED && !isReport(call) ? (call.case?.referral?.dutyClaims ?? []).filter(({ confirmedAt }) => !confirmedAt).map(({ answer }) => answer) : [];
  const { failure } = act;
  useEffect(() => {
    if (!failure || !stale.includes(failure.reason)) return;
    again();
    onStale();
    // oxlint-disable-next-line react/exhaustive-deps -- once for each failure
  }, [failure]);

  /** What was typed of an earlier call is not this one's. */
  function another() {
    act.reset();
    kept.wipe();
    show(begun());
    setEarlier(false);
    send.current?.focus();
  }
  function record(event?: FormEvent) {
    event?.preventDefault();
    if (act.state === "sending" || act.state === "waiting") return;
    const attempt = { unit: call.unit, result, at: timestampFromMs(typed.at_ms), whom: typed.whom.trim(), notes: typed.notes.trim(), confirms: claims.filter((answer) => typed.confirms.includes(answer)) };
    const wrong = flawsOf(method.input, request(attempt), { skip });
    setFlaws(Object.fromEntries(Object.entries(wrong).map(([path, { key, values }]) => [path, flawWords.say(key, values)])));
    if (Object.keys(wrong).length > 0) return;
    void put({ result });
    void sendOff(request(attempt));
  }
  useCommands([{ id: "calls.record", words: callsWords.both("record"), keys: "Mod+Enter", run: record }]);
  // Also from inside a field, where the page's own keys are silent. What was typed stays.
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onClose();
  }
  const told = (field: "whom" | "notes") => flaws[`attempt.${field}`] ?? (failure?.fields[`attempt.${field}`] && say(failure.fields[`attempt.${field}`]!));
  const max = (field: "whom" | "notes") => limitsOf(RecordCallAttemptRequestSchema, `attempt.${field}`).maxLength;
  const optional = (words: string) => <>{words} <span className={styles.optional}>({t("optional")})</span></>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc closes from wherever one is inside
    <form className={styles.attempt} aria-labelledby={id} noValidate onKeyDown={onKeyDown} onSubmit={record}>
      <p id={id} className={styles.attempt_title}>{t("recording", { result: label(CallResultSchema, result, lang) })}</p>
      {earlier && <Notice icon={IconHistory} tone="calm" action={<Button variant="default" onClick={another}>{t("another")}</Button>}>{t("earlier", { time: nearTime(typed.at_ms, now_ms()) })}</Notice>}
      <Field label={optional(t("spoke_with"))} error={told("whom")}>
        {(props) => <TextInput {...props} list={`${id}-names`} autoComplete="off" maxLength={max("whom")} value={typed.whom} onChange={({ currentTarget }) => void put({ whom: currentTarget.value })} />}
      </Field>
      <datalist id={`${id}-names`}>{names.map((name) => <option key={name}>{name}</option>)}</datalist>
      {claims.length > 0 && <Ticks label={t("confirms")} options={claims.map((value) => ({ value, label: label(DutyAnswerSchema, value, lang) }))} value={typed.confirms} onChange={(confirms) => void put({ confirms })} />}
      <Field label={optional(t("notes"))} hint={t("notes_hint")} error={told("notes")}>
        {(props) => <Textarea {...props} minRows={2} maxLength={max("notes")} value={typed.notes} onChange={({ currentTarget }) => void put({ notes: currentTarget.value })} />}
      </Field>
      {act.state !== "sent" && <ConfirmSent act={act} />}
      <div className={styles.attempt_foot}>
        <Button ref={send} type="submit" aria-disabled={act.state === "sending"}>{t("record")}</Button>
        {gone
          ? <Button variant="default" onClick={() => (kept.wipe(), onClose())}>{t("drop")}</Button>
          : <Button variant="default" onClick={onClose}>{t("leave")}</Button>}
      </div>
    </form>
  );
}
