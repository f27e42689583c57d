// One act's form, in place above the history. It was opened at one version of the case; where somebody changed the case
// since, that is shown here, this person merges, and only then is it sent: nothing is overwritten unseen. What is typed
// is kept on this machine until the server has it.
import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { useAct, type Memory } from "../../api/act";
import { savedOnServer } from "../../api/saved";
import { useCommands } from "../../app/commands";
import { rulesOf } from "../../contract/rules";
import { merge, same } from "../../keep/merge";
import type { HistoryEntry } from "../../gen/hotline/v1/case_pb";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { versionOf } from "../../api/case_watch";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { leaksIn } from "../../parts/leak";
import { LeakWarning, useLeaking } from "../../parts/LeakWarning";
import { Notice } from "../../parts/Notice";
import { usePick } from "../../words/words";
import { filled, methodOf, requestOf, type ActSpec } from "./act_spec";
import { ChangedMeanwhile } from "./ChangedMeanwhile";
import { FormContext, type ActForm } from "./form";
import { formWords } from "./form_words";
import { boxOf, type Draft, type Drafts } from "./drafts";
import { runningMeasures } from "./running_measures";
import { joined, withValue, type Value, type Values } from "./values";
import styles from "./Form.module.css";

interface Props {
  spec: ActSpec;
  detail: CaseDetail;
  entries: readonly HistoryEntry[];
  drafts: Drafts;
  /** What was typed before and not sent. */
  draft: Draft | undefined;
  onSent(answer: CaseDetail | undefined, spec: ActSpec): void;
  onClose(): void;
}

/** The form's values, and the version of the case that they speak of. */
function useTyped({ spec, detail, drafts, draft }: Props) {
  const [held, setHeld] = useState<Draft>(() => {
    const before = spec.initial(detail);
    return draft ?? { values: before, before, version: versionOf(detail) };
  });
  // Between two renderings more than one thing may change.
  const newest = useRef(held);
  const [theirs, setTheirs] = useState<Record<string, Value>>({});
  const [errors, setErrors] = useState<Record<string, string>>({});

  function keep(change: Partial<Draft>): Promise<void> {
    newest.current = { ...newest.current, ...change };
    setHeld(newest.current);
    return drafts.put(spec.id, newest.current);
  }
  function set(path: string, value: Value) {
    void keep({ values: withValue(newest.current.values, path, value) });
    const { [path]: _, ...others } = errors;
    setErrors(others);
    const { [path]: __, ...left } = theirs;
    setTheirs(left);
  }
  function propose(values: Values) {
    newest.current = { ...newest.current, values, before: values };
    setHeld(newest.current);
  }
  /** The person has seen what changed. */
  function accept() {
    const now = spec.initial(detail);
    const merged = merge(held.before, held.values, now);
    setTheirs(merged.conflicts as Record<string, Value>);
    void keep({ values: joined(held.before, merged.values, merged.conflicts, spec.joins ?? []), before: now, version: versionOf(detail) });
    return Object.keys(merged.conflicts)[0];
  }
  const memory: Memory = {
    box: boxOf(detail.row?.caseId ?? "", spec.id),
    pending: draft?.pending,
    async remember(pending) {
      const { values, before } = newest.current;
      if (pending || !same(values, before)) return keep({ pending, number: detail.row?.number });
      newest.current = { ...newest.current, pending };
      drafts.wipe(spec.id); // refused, and nothing was typed: there is nothing to keep
    },
  };
  return { held, newest, theirs, errors, setErrors, set, propose, accept, memory };
}

export function ActPanel(props: Props) {
  const { spec, detail, entries, drafts, draft, onSent, onClose } = props;
  const t = formWords.use();
  const say = usePick();
  const id = useId();
  const panel = useRef<HTMLFormElement>(null);
  const { held, newest, theirs, errors, setErrors, set, propose, accept, memory } = useTyped(props);
  const act = useAct(spec.method, drafts.unkept ? undefined : memory);
  const [refusedVersion, setRefusedVersion] = useState(false);
  const changed = versionOf(detail) > held.version || refusedVersion;
  const possible = detail.possible.includes(methodOf(spec.id));
  const busy = act.state === "sending" || act.state === "waiting";
  const said = (values: Values) => (spec.request ? spec.request(values, held.before, detail) : values);
  const { informant, callerNumber } = detail;
  const leaking = useLeaking(leaksIn(spec.method.input, said(held.values), { ...informant, numbers: [informant?.telephone, callerNumber] }));

  useLayoutEffect(() => {
    const element = panel.current!;
    const tall = element.offsetHeight > window.innerHeight * 0.8;
    // A short form that needs nothing more is one touch, and no keyboard rises over it.
    const ready = !draft && !tall && (spec.proposes?.(detail) || Object.keys(flaws(held.values)).length === 0);
    const within = ready ? "[data-send]" : "[data-body] :is(input, textarea, select, button), [data-send]";
    element.querySelector<HTMLElement>(within)?.focus({ preventScroll: true });
    element.scrollIntoView({ block: tall ? "start" : "nearest" });
    // oxlint-disable-next-line react/exhaustive-deps -- when it opens
  }, []);

  function flaws(values: Values): Record<string, string> {
    return { ...rulesOf(spec.method.input, { skip: filled })(said(values)), ...spec.check?.(values, held.before) };
  }
  function pointAt(path: string | undefined) {
    const field = path && panel.current?.querySelector<HTMLElement>(`[data-path="${path}"]`);
    if (field) (field.matches("input, textarea") ? field : field.querySelector<HTMLElement>("input"))?.focus();
  }

  function seen() {
    setRefusedVersion(false);
    act.reset();
    pointAt(accept());
  }

  async function send() {
    if (busy) return;
    const { values } = newest.current;
    if (changed || !possible) return panel.current?.querySelector<HTMLElement>("[data-changed]")?.focus();
    const wrong = flaws(values);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return pointAt(Object.keys(wrong)[0]);
    if (leaking.stops()) return;
    over(await act.send(requestOf(spec, detail, held.version, values, held.before) as never));
  }

  function over(answer: unknown) {
    if (!answer) return;
    drafts.wipe(spec.id);
    savedOnServer();
    onSent((answer as { case?: CaseDetail }).case, spec);
  }

  // Before what changed in the case is looked at: it may be this very act that changed it.
  useEffect(() => {
    if (draft?.pending) void act.resume().then(over);
    // oxlint-disable-next-line react/exhaustive-deps -- when it opens
  }, []);

  const { failure } = act;
  useEffect(() => {
    if (!failure) return;
    if (failure.reason === "case_version_changed") setRefusedVersion(true);
    setErrors(Object.fromEntries(Object.entries(failure.fields).map(([path, text]) => [path, say(text)])));
    // oxlint-disable-next-line react/exhaustive-deps -- once for each failure
  }, [failure]);

  useCommands([{ id: "act.send", words: spec.send, keys: "Mod+Enter", run: () => panel.current?.requestSubmit() }]);
  // Also from inside a field, where the page's own keys are silent. The draft stays.
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onClose();
  }

  const form: ActForm = {
    type: spec.method.input, values: held.values, errors, theirs, set, propose, busy, detail, runs: runningMeasures(entries),
    sendWith(path, value) {
      set(path, value);
      panel.current?.requestSubmit();
    },
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc closes from wherever one is inside
    <form ref={panel} onKeyDown={onKeyDown} className={styles.panel} noValidate aria-labelledby={id} onSubmit={(event) => (event.preventDefault(), void send())}>
      <div className={styles.head}>
        <h2 id={id}>{say(spec.words)}</h2>
        <ActionIcon variant="subtle" color="gray" size={44} aria-label={t("close")} title={t("close")} onClick={onClose}><IconX size={20} /></ActionIcon>
      </div>
      {drafts.unkept && <p className={styles.quiet}>{t("unkept")}</p>}
      {draft && <p className={styles.quiet}>{t("restored")}</p>}
      {spec.lead && <p className={styles.lead}>{say(spec.lead)}</p>}
      {changed && act.state !== "sending" && <ChangedMeanwhile entries={entries} since={held.version} arrived={versionOf(detail) > held.version} onSeen={seen} />}
      {!changed && !possible && act.state !== "sending" && <div data-changed tabIndex={-1}><Notice>{t("not_possible")}</Notice></div>}
      <FormContext.Provider value={form}>
        <div className={styles.body} data-body>{spec.Body && <spec.Body />}</div>
      </FormContext.Provider>
      <LeakWarning leaks={leaking.leaks} />
      {!(act.state === "failed" && changed) && act.state !== "sent" && <ConfirmSent act={act} />}
      <div className={styles.foot}>
        {!spec.sendsItself && <Button type="submit" data-send aria-disabled={busy} rightSection={<kbd className={styles.key}>Ctrl Enter</kbd>}>{say(spec.send)}</Button>}
        <Button variant="default" onClick={() => (act.reset(), drafts.wipe(spec.id), onClose())}>{t(drafts.acts?.includes(spec.id) ? "discard_typed" : "discard")}</Button>
      </div>
    </form>
  );
}
