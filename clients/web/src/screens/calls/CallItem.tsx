// One office to telephone, of whatever the list is about: what is known, the numbers, the four results, a call that is being
// recorded, and what was tried. The rows (CallRow.tsx, ReportCallRow.tsx) say what that is.
import { IconChevronDown, IconCircleCheck, IconPhone } from "@tabler/icons-react";
import { useId, useRef, useState, type ReactNode } from "react";
import { label } from "../../contract/labels";
import { CallResultSchema } from "../../gen/hotline/record/v1/case_pb";
import { Notice } from "../../parts/Notice";
import { useUnitName } from "../../parts/unit_name";
import { useKept } from "../../parts/use_kept";
import { msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { useLanguage } from "../../words/words";
import { Attempt, type Typed } from "./Attempt";
import { Telephones } from "./Office";
import { useOnDuty } from "../../parts/on_duty";
import { Results, type RowProps } from "./Results";
import { keyOf, type Called } from "./steady";
import { callsWords } from "./words";
import styles from "./Calls.module.css";

interface Props extends RowProps {
  call: Called;
  emergency?: boolean;
  /** What it is about, in one line. */
  line: ReactNode;
  /** In place of the facts, where it is no longer on the list. */
  goneWords: string;
  facts: ReactNode;
  /** Read when it is opened, not before. */
  tried: ReactNode;
}

export function CallItem({ call, emergency, line, goneWords, facts, tried, gone, here, result, open, onHere, onResult, onClose, onOpen, onChanged }: Props) {
  const t = callsWords.use();
  const id = useId();
  const box = useRef<HTMLLIElement>(null);
  const office = useUnitName(call.unit);
  const onDuty = useOnDuty(call.unit);
  const kept = useKept<Typed>(`call_attempt/${keyOf(call)}`);
  const [recorded, setRecorded] = useState("");
  const names = [...(onDuty?.officers ?? []), ...(onDuty?.chairmen ?? [])];
  function close() {
    box.current?.focus();
    onClose();
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- whatever inside has the focus: the keys speak of this row
    <li ref={box} tabIndex={-1} aria-labelledby={id} className={styles.call} data-case={keyOf(call)} data-here={here || undefined} data-gone={gone || undefined} data-emergency={(emergency && !gone) || undefined} onFocus={onHere}>
      <div className={styles.about}>
        <h2 id={id} className={styles.office}>{office || "…"}</h2>
        <p className={styles.line}>{line}</p>
        {gone ? <Notice icon={IconCircleCheck} tone="done">{goneWords}</Notice> : facts}
        {gone && result !== undefined && <Notice icon={IconPhone} tone="calm">{t("gone_recording")}</Notice>}
        {recorded && result === undefined && <Notice icon={IconCircleCheck} tone="done">{recorded}</Notice>}
      </div>
      {(!gone || result !== undefined) && (
        <div className={styles.do}>
          <Telephones numbers={call.telephones} />
          <Results office={office} result={result} onResult={onResult} />
          {result !== undefined && kept && (
            <Attempt kept={kept} call={call} gone={gone} result={result} names={names} onStale={onChanged} onClose={close}
              onRecorded={(words) => {
                setRecorded(words);
                close();
                onChanged();
              }} />
          )}
          <button type="button" className={styles.show} aria-expanded={open} aria-controls={open ? `${id}-tried` : undefined} onClick={onOpen}>
            <IconChevronDown size={18} aria-hidden />{t("tried_show")}
          </button>
          {open && <div id={`${id}-tried`} className={styles.tried}>{tried}</div>}
        </div>
      )}
    </li>
  );
}

/** The last call about it, or that there was none. */
export function LastTry({ call: { attempts, lastAttemptAt, lastResult } }: { call: Called }) {
  const t = callsWords.use();
  const lang = useLanguage();
  const now_ms = useNow(60_000);
  if (!lastAttemptAt) return <span className={styles.missing}>{t("not_tried")}</span>;
  return <span>{t("tried", { count: attempts, time: nearTime(msOf(lastAttemptAt), now_ms), result: label(CallResultSchema, lastResult, lang) })}</span>;
}
