// One office to telephone: why, how late, how far the ladder is, whom, at which number, and what was tried.
import { Anchor } from "@mantine/core";
import { create } from "@bufbuild/protobuf";
import { Fragment } from "react";
import { Link } from "wouter";
import { label } from "../../contract/labels";
import { DutyAnswerSchema } from "../../gen/hotline/record/v1/case_pb";
import { CaseRowSchema, ClockKind, ClockKindSchema } from "../../gen/hotline/v1/case_detail_pb";
import type { Call, SilentLevel } from "../../gen/hotline/v1/supervision_pb";
import { ChildLine } from "../../parts/ChildLine";
import { ClockBadge } from "../../parts/ClockBadge";
import { EmergencyMark } from "../../parts/EmergencyMark";
import { ProofLevel } from "../../parts/ProofLevel";
import { useUnitName } from "../../parts/unit_name";
import { msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { useLanguage } from "../../words/words";
import { CallItem, LastTry } from "./CallItem";
import { Fact, Whom } from "./Office";
import { useOnDuty } from "../../parts/on_duty";
import type { RowProps } from "./Results";
import { Tried } from "./Tried";
import { callsWords } from "./words";
import styles from "./Calls.module.css";

/** A level above, with where it can be reached. */
function Silent({ level: { unit, telephones } }: { level: SilentLevel }) {
  const name = useUnitName(unit);
  return <span>{name}{telephones.map((number) => <Fragment key={number}> · <Anchor href={`tel:${number.replace(/[^+\d]/g, "")}`}>{number}</Anchor></Fragment>)}</span>;
}

/** Why this office is to be called, and what is known before the telephone is lifted. */
function Facts({ call }: { call: Call }) {
  const t = callsWords.use();
  const lang = useLanguage();
  const now_ms = useNow(60_000);
  const onDuty = useOnDuty(call.unit);
  const { case: row, clock, dueAt, since } = call;
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
      <Fact name={t("tried_label")}><LastTry call={call} /></Fact>
    </dl>
  );
}

export function CallRow({ call, ...row }: RowProps & { call: Call }) {
  const t = callsWords.use();
  const { caseId, number, emergency } = call.case ?? create(CaseRowSchema);
  return (
    <CallItem {...row} call={call} emergency={emergency} goneWords={t("gone")}
      line={<><Link href={`/cases/${caseId}`} className={styles.link!}>{number}</Link>{emergency && <EmergencyMark />}</>}
      facts={<Facts call={call} />}
      tried={<Tried call={call} />} />
  );
}
