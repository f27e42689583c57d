// On top of the desk: how long the call has lasted, from which number, of what kind it is; the keys that close a call
// that needs no form; and for a sheet of paper its number and time.
import { Button, Checkbox, NativeSelect, SegmentedControl } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { choices, label } from "../../contract/labels";
import { CallType, CallTypeSchema, Channel, ChannelSchema, ContactClass } from "../../gen/hotline/record/v1/contact_pb";
import { pointsAtHalfDay } from "../../parts/half_day";
import { useStore } from "../../store";
import { stopwatch } from "../../time/format";
import { useNow } from "../../time/ticker";
import { useLanguage } from "../../words/words";
import type { Undoable } from "./bench";
import type { Desk } from "./desk";
import { useForm } from "./desk_context";
import { Text, When } from "./fields";
import type { Tracked } from "./outbox";
import { undo_ms } from "./sending";
import { hasText, type Sheet } from "./sheet";
import { emergencyReasons } from "./triage";
import { deskWords } from "./words";
import styles from "./CallBar.module.css";

/** The keys in their order; the one without a call type closes nothing, it opens the short form. */
export const quickKeys: readonly (readonly [string, CallType | undefined])[] = [
  ["1", CallType.SILENT], ["2", CallType.HANG_UP], ["3", CallType.PRANK], ["4", CallType.WRONG_NUMBER], ["5", CallType.ABUSIVE],
  ["6", undefined], ["7", CallType.TEST], ["8", CallType.THANKS],
];

/** "0987•••321": enough to be recognised, too little to be read over a shoulder. */
function veiled(number: string): string {
  return number.length > 7 ? `${number.slice(0, 4)}•••${number.slice(-3)}` : "•••";
}

/** The clock of the call; it stands once the call is over. */
export function CallLine({ sent }: { sent: Tracked | undefined }) {
  const t = deskWords.use();
  const { sheet } = useForm();
  const now_ms = useNow();
  const { startedAt, callerNumber } = sheet.contact;
  const endedAt = sent?.contact.endedAt ?? sheet.referred?.base.endedAt ?? sheet.contact.endedAt;
  if (!startedAt) return <p className={styles.call}>{t("ready")}</p>;
  return (
    <p className={styles.call} data-running={!endedAt || undefined}>
      <span>{t(endedAt ? "call_over" : "call")}</span>
      <time className={styles.clock}>{stopwatch((endedAt ? Date.parse(endedAt) : now_ms) - Date.parse(startedAt))}</time>
      <span>{callerNumber ? veiled(callerNumber) : t("number_unknown")}</span>
    </p>
  );
}

function Undo({ last, undo }: { last: Undoable; undo(): void }) {
  const t = deskWords.use();
  const lang = useLanguage();
  const left_s = Math.min(undo_ms / 1000, Math.max(0, Math.ceil((last.until_ms - useNow()) / 1000)));
  return (
    <div className={styles.undo} role="status">
      <span>{t("quick_done", { what: label(CallTypeSchema, last.callType, lang), count: left_s })}</span>
      <Button variant="default" leftSection={<IconArrowBackUp size={18} />} rightSection={<kbd>Alt Z</kbd>} onClick={undo}>{t("undo")}</Button>
    </div>
  );
}

interface QuickProps {
  desk: Desk;
  close(type: CallType): void;
  onlyAsks(): void;
  /** The key that was pressed once on a form with text or an emergency; the bar below asks. */
  doubtful: CallType | undefined;
}

export function QuickClose({ desk, close, onlyAsks, doubtful }: QuickProps) {
  const t = deskWords.use();
  const lang = useLanguage();
  const last = useStore(desk.undoable);
  const { sheet } = useForm();
  if (sheet.referred) return null;
  return (
    <div className={styles.quick} role="group" aria-label={t("quick")} title={t("quick_why")}>
      <div className={styles.keys}>
        {quickKeys.map(([key, type]) => (
          <button key={key} type="button" className={styles.key} data-form={type === undefined || undefined} data-doubtful={(type !== undefined && doubtful === type) || undefined} onClick={() => (type === undefined ? onlyAsks() : close(type))}>
            <kbd aria-hidden>{key}</kbd><span>{type === undefined ? t("information") : label(CallTypeSchema, type, lang)}</span>
          </button>
        ))}
      </div>
      {last && <Undo last={last} undo={desk.undo} />}
    </div>
  );
}

function Paper() {
  const t = deskWords.use();
  return (
    <div className={styles.paper}>
      <Text path="paperSheet" label={t("paper_sheet")} />
      <When path="receivedAt" label={t("received_at")} hint={t("received_hint")} />
    </div>
  );
}

/** Of what kind the contact is: seldom touched, so above the first question and off the way of Tab through the form. */
export function Kind({ paper, onPaper }: { paper: boolean; onPaper(on: boolean): void }) {
  const t = deskWords.use();
  const lang = useLanguage();
  const { writing, sheet } = useForm();
  const { contactClass, callType, channel } = sheet.contact;
  const classes = [[ContactClass.INTERVENTION, t("class_intervention")], [ContactClass.COUNSELLING, t("class_counselling")], [ContactClass.INFORMATION, t("class_information")]] as const;
  const abouts = [[CallType.ABOUT_A_CHILD, t("about_child")], [CallType.ABOUT_ONESELF, t("about_oneself")]] as const;
  const byMouse = useRef(false);
  function ofClass(value: number) {
    flushSync(() => writing.change("contactClass", value));
    if (byMouse.current) document.querySelector<HTMLElement>("[data-stops] [data-stop]:not(:disabled)")?.focus();
  }
  const data = (list: readonly (readonly [number, string])[]) => list.map(([value, words]) => ({ value: String(value), label: words }));
  if (sheet.referred) return null;
  return (
    <div className={styles.kind} role="group" aria-label={t("kind")}>
      <SegmentedControl data-path="contactClass" aria-label={t("class")} className={styles.segments!} data={data(classes)} value={String(contactClass)} onPointerDown={({ pointerType }) => (byMouse.current = pointerType === "mouse")} onKeyDown={() => (byMouse.current = false)} onChange={(value) => ofClass(Number(value))} />
      <SegmentedControl data-path="callType" aria-label={t("about")} className={styles.segments!} data={data(abouts)} value={String(callType)} onChange={(value) => writing.change("callType", Number(value))} />
      <NativeSelect data-path="channel" aria-label={t("channel")} className={styles.channel!} data={choices(ChannelSchema, lang).map(({ value, label: words }) => ({ value: String(value), label: words }))} value={String(channel)} onChange={(event) => writing.change("channel", Number(event.currentTarget.value) as Channel)} />
      <Checkbox label={<>{t("paper")} <kbd>Alt P</kbd></>} checked={paper} onChange={(event) => onPaper(event.currentTarget.checked)} />
      {paper && <Paper />}
    </div>
  );
}

/** On a form with text, or an emergency, the key is asked for twice, and once more where something was written in between. */
export function useQuickClose(desk: Desk, sheet: Sheet) {
  const [asked, setAsked] = useState<{ type: CallType; of: Sheet["contact"] } | undefined>();
  const doubtful = asked?.of === sheet.contact ? asked.type : undefined;
  function close(type: CallType) {
    if (pointsAtHalfDay(document)) return;
    const worthAsking = hasText(sheet) || emergencyReasons(sheet.contact).length > 0;
    if (worthAsking && doubtful !== type) return setAsked({ type, of: sheet.contact });
    setAsked(undefined);
    void desk.closeQuick(type);
  }
  return { doubtful, close };
}
