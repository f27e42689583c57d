// What became of the form that is open. "Referred" stands only behind the server's durable answer: which office has it,
// its telephone, and what must happen by when.
import { useQuery } from "@connectrpc/connect-query";
import { IconCircleCheck, IconPrinter } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { Link } from "wouter";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import type { SubmitContactResponse } from "../../gen/hotline/v1/intake_pb";
import { UnitLevel } from "../../gen/hotline/v1/unit_pb";
import { EmergencyMark } from "../../parts/EmergencyMark";
import { NobodyAnswers } from "../../parts/NobodyAnswers";
import { ProofLevel } from "../../parts/ProofLevel";
import { Telephones } from "../../parts/Telephones";
import { unitName } from "../../parts/unit_name";
import { usePerson } from "../../app/person";
import { clockTime, msOf } from "../../time/format";
import { Clocks } from "./Clocks";
import type { Tracked } from "./outbox";
import { deskWords } from "./words";
import styles from "./SentCard.module.css";

function Referred({ answer, sent_ms }: { answer: SubmitContactResponse; sent_ms: number }) {
  const t = deskWords.use();
  const own = usePerson().memberships[0]?.unit ?? "";
  const to = answer.referredTo || own;
  const { data } = useQuery(DirectoryService.method.getUnit, { unit: to }, { enabled: to !== "", staleTime: 60_000 });
  const unit = data?.unit;
  const time = clockTime(answer.recordedAt ? msOf(answer.recordedAt) : sent_ms);
  return (
    <>
      <h2>{t(answer.referralId ? "referred" : "own_case", { time, unit: unit ? (unit.level === UnitLevel.COMMUNE ? t("office", { unit: unitName(unit) }) : unitName(unit)) : "…" })}</h2>
      <p className={styles.facts}>
        <span>{t("case_number")}: <Link href={`/cases/${answer.caseId}`}>{answer.caseNumber}</Link></span>
        {answer.emergency && <EmergencyMark />}
        {answer.referralId && <ProofLevel level={answer.proofLevel} />}
        {answer.referralId && unit && answer.nobodyAnswers?.unit !== to && <Telephones numbers={unit.telephones} />}
      </p>
      <NobodyAnswers nobody={answer.nobodyAnswers} />
      <Clocks title={t("must_happen")} clocks={answer.clocks} />
      <p className={styles.facts}><Link href={`/cases/${answer.caseId}/print`} className={styles.print!}><IconPrinter size={18} aria-hidden />{t("print")}</Link></p>
      <p className={styles.quiet}>{t("go_on_typing")}</p>
    </>
  );
}

function Plainly({ parcel }: { parcel: Tracked }) {
  const t = deskWords.use();
  const time = clockTime(parcel.sent_ms ?? 0);
  const number = (parcel.answer as CaseDetail | undefined)?.row?.number ?? "";
  const words = { submitContact: t("recorded", { time }), addContactToCase: t("joined_done", { number, time }), amendIntake: t("amended", { number, time }), addNote: t("amended", { number, time }) }[parcel.method];
  return <h2>{words}</h2>;
}

export function SentCard({ parcel }: { parcel: Tracked }) {
  const answer = parcel.method === "submitContact" ? (parcel.answer as SubmitContactResponse) : undefined;
  const card = useRef<HTMLDivElement>(null);
  // What was awaited is brought before the eyes; an amendment interrupts no typing.
  useEffect(() => {
    if (parcel.method === "submitContact" || parcel.method === "addContactToCase") card.current?.focus();
  }, [parcel.method]);
  return (
    <div ref={card} className={styles.card} role="status" tabIndex={-1}>
      <IconCircleCheck size={28} stroke={1.75} aria-hidden className={styles.icon!} />
      <div className={styles.words}>{answer?.caseId ? <Referred answer={answer} sent_ms={parcel.sent_ms ?? 0} /> : <Plainly parcel={parcel} />}</div>
    </div>
  );
}
