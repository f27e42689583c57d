// One office to telephone: why, how late, how far the ladder is, whom, at which number, and what was tried.
import { Anchor } from "@mantine/core";
import { create } from "@bufbuild/protobuf";
import { IconChevronDown, IconCircleCheck } from "@tabler/icons-react";
import { Fragment, useId, useRef, useState } from "react";
import { Link } from "wouter";
import { label } from "../../contract/labels";
import { CallResultSchema, DutyAnswerSchema } from "../../gen/hotline/record/v1/case_pb";
import { CaseRowSchema, ClockKind, ClockKindSchema } from "../../gen/hotline/v1/case_detail_pb";
import type { Call, SilentLevel } from "../../gen/hotline/v1/supervision_pb";
import { ChildLine } from "../../parts/ChildLine";
import { ClockBadge } from "../../parts/ClockBadge";
import { EmergencyMark } from "../../parts/EmergencyMark";
import { Notice } from "../../parts/Notice";
import { ProofLevel } from "../../parts/ProofLevel";
import { useUnitName } from "../../parts/unit_name";
import { msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { useLanguage } from "../../words/words";
import { Attempt } from "./Attempt";
import { Fact, Telephones, Whom } from "./Office";
import { useOnDuty, type OnDutyNames } from "./on_duty";
import { Results, type RowProps } from "./Results";
import { caseOf } from "./steady";
import { Tried } from "./Tried";
import { callsWords } from "./words";
import styles from "./Calls.module.css";

/** A level above, with where it can be reached. */
function Silent({ level: { unit, telephones } }: { level: SilentLevel }) {
  const name = useUnitName(unit);
  return <span>{name}{telephones.map((number) => <Fragment key={number}> · <Anchor href={`tel:${number.replace(/[^+\d]/g, "")}`}>{number}</Anchor></Fragment>)}</span>;
}

/** Why this office is to be called, and what is known before the telephone is lifted. */
function Facts({ call, onDuty }: { call: Call; onDuty: OnDutyNames | undefined }) {
  const t = callsWords.use();
  const lang = useLanguage();
  const now_ms = useNow(60_000);
  const { case: row, clock, dueAt, since, attempts, lastAttemptAt, lastResult } = call;
  const claims = row?.referral?.dutyClaims.filter(({ confirmedAt }) => !confirmedAt) ?? [];
  return (
    <dl className={styles.facts}>
      <Fact name={t("why")}>
        <span>{clock === ClockKind.UNSPECIFIED ? t("silent_why") : label(ClockKindSchema, clock, lang)}</span>
        {dueAt && <ClockBadge due_ms={msOf(dueAt)} kind={clock} />}
        {dueAt && <span className={styles.quiet}>{t("due", { time: nearTime(msOf(dueAt), now_ms) })}</span>}
      </Fact>
      <Fact name={t("ladder")}>
        {since && <span>{t("ladder_end", { time: nearTime(msOf(since), now_ms) })}</span>}
        {row?.referral && <ProofLevel level={row.referral.proofLevel} />}
      </Fact>
      {call.silentLevels.length > 0 && <Fact name={t("silent")}>{call.silentLevels.map((level) => <Silent key={level.unit} level={level} />)}</Fact>}
      {claims.length > 0 && <Fact name={t("claimed")}>{claims.map(({ answer }) => <span key={answer}>{label(DutyAnswerSchema, answer, lang)}, {t("claim_waits")}</span>)}</Fact>}
      <Fact name={t("about")}><ChildLine summary={row?.summary} /></Fact>
      <Fact name={t("whom")}><Whom onDuty={onDuty} /></Fact>
      <Fact name={t("tried_label")}>
        {lastAttemptAt ? <span>{t("tried", { count: attempts, time: nearTime(msOf(lastAttemptAt), now_ms), result: label(CallResultSchema, lastResult, lang) })}</span> : <span className={styles.missing}>{t("not_tried")}</span>}
      </Fact>
    </dl>
  );
}

interface Props extends RowProps {
  call: Call;
}

export function CallRow({ call, gone, here, result, open, onHere, onResult, onClose, onOpen, onChanged }: Props) {
  const t = callsWords.use();
  const id = useId();
  const box = useRef<HTMLLIElement>(null);
  const office = useUnitName(call.unit);
  const onDuty = useOnDuty(call.unit);
  const [recorded, setRecorded] = useState("");
  const row = call.case ?? create(CaseRowSchema);
  const names = [...(onDuty?.officers ?? []), ...(onDuty?.chairmen ?? [])];
  function close() {
    box.current?.focus();
    onClose();
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- whatever inside has the focus: the keys speak of this row
    <li ref={box} tabIndex={-1} aria-labelledby={id} className={styles.call} data-case={caseOf(call)} data-here={here || undefined} data-gone={gone || undefined} data-emergency={(row.emergency && !gone) || undefined} onFocus={onHere}>
      <div className={styles.about}>
        <h2 id={id} className={styles.office}>{office || "…"}</h2>
        <p className={styles.line}>
          <Link href={`/cases/${row.caseId}`} className={styles.link!}>{row.number}</Link>
          {row.emergency && <EmergencyMark />}
        </p>
        {gone ? <Notice icon={IconCircleCheck} tone="done">{t("gone")}</Notice> : <Facts call={call} onDuty={onDuty} />}
      </div>
      {!gone && (
        <div className={styles.do}>
          <Telephones numbers={call.telephones} />
          <Results office={office} result={result} onResult={onResult} />
          {result !== undefined && (
            <Attempt call={call} result={result} names={names} onStale={onChanged} onClose={close}
              onRecorded={(words) => {
                setRecorded(words);
                close();
                onChanged();
              }} />
          )}
          {recorded && result === undefined && <Notice icon={IconCircleCheck} tone="done">{recorded}</Notice>}
          <button type="button" className={styles.show} aria-expanded={open} aria-controls={open ? `${id}-tried` : undefined} onClick={onOpen}>
            <IconChevronDown size={18} aria-hidden />{t("tried_show")}
          </button>
          {open && <Tried call={call} id={`${id}-tried`} />}
        </div>
      )}
    </li>
  );
}
