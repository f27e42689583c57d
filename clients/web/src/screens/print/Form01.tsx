// Form 01 of Decree 56/2017: report of information received on a child. Who told is left out unless it was asked for.
import { label } from "../../contract/labels";
import { AbuseTypeSchema, Channel, Sex, type Informant, type Parent } from "../../gen/hotline/record/v1/contact_pb";
import { useUnitName } from "../../parts/unit_name";
import { dateTime, msOf } from "../../time/format";
import { paper } from "./form_words";
import type { Papers } from "./papers";
import { dayLine, numericDate } from "./papers";
import { Box, Head, Line, Signatures } from "./Paper";
import styles from "./Print.module.css";

function ParentLine({ label: who, parent }: { label: string; parent: Parent | undefined }) {
  return (
    <p className={styles.line}>
      <span className={styles.label}>{who}: </span>{parent?.name || <span className={styles.dots_short} />}
      {" "}<span className={styles.label}>{paper.age}: </span>{parent?.age ?? <span className={styles.dots_tiny} />}
      {" "}<span className={styles.label}>{paper.occupation}: </span>{parent?.occupation || <span className={styles.dots_tiny} />}
    </p>
  );
}

function Told({ informant }: { informant: Informant | undefined }) {
  if (informant && !informant.agreedToBeNamed) return <p>{paper.not_agreed}</p>;
  return (
    <>
      <Line label={paper.name}>{informant?.name}</Line>
      <Line label={paper.telephone}>{informant?.telephone}</Line>
      <Line label={paper.address}>{informant?.address}</Line>
      <Line label={paper.notes}>{informant?.notes}</Line>
    </>
  );
}

export function Form01({ papers: { detail, opened, recorder }, withInformant }: { papers: Papers; withInformant: boolean }) {
  const row = detail.row!;
  const intake = detail.intake;
  const child = intake?.child;
  const office = useUnitName(opened?.event?.actor?.unit || row.responsibleUnit);
  const incident = useUnitName(intake?.incident?.unit || undefined);
  const channel = opened?.event?.body.case === "opened" ? opened.event.body.value.contact?.channel : undefined;
  const received_ms = row.receivedAt && msOf(row.receivedAt);
  const age = child?.estimatedAge === undefined ? "" : `khoảng ${child.estimatedAge} tuổi`;
  return (
    <section className={styles.paper} aria-label={paper.form_01}>
      <Head office={office} number={row.number} form={paper.form_01} day={dayLine(received_ms)} title={paper.report} subtitle={paper.title_01} />
      <Line label={paper.kind}>{intake?.abuseTypes.map((type) => label(AbuseTypeSchema, type, "vi")).join("; ")}</Line>
      <h3>{paper.receiving}</h3>
      <p>
        <span className={styles.label}>{paper.source}: </span>
        <Box on={channel === Channel.PHONE}>{paper.by_phone}</Box>
        <Box on={channel === Channel.IN_PERSON}>{paper.in_person}</Box>
        <Box on={channel !== undefined && channel !== Channel.PHONE && channel !== Channel.IN_PERSON}>{paper.through_another}</Box>
      </p>
      <Line label={paper.time}>{received_ms !== undefined && dateTime(received_ms)}</Line>
      <h3>{paper.child}</h3>
      <Line label={paper.child_name}>{child?.name}</Line>
      <Line label={paper.birth}>{child?.birthDate ? numericDate(child.birthDate) : age}</Line>
      <p>
        <span className={styles.label}>{paper.sex}: </span>
        <Box on={child?.sex === Sex.MALE}>{paper.male}</Box>
        <Box on={child?.sex === Sex.FEMALE}>{paper.female}</Box>
        <Box on={child?.sex === Sex.NOT_KNOWN || child?.sex === Sex.UNSPECIFIED}>{paper.sex_unknown}</Box>
      </p>
      <Line label={paper.incident}>{[intake?.incident?.detail, incident].filter(Boolean).join(", ")}</Line>
      <Line label={paper.state}>{intake?.presentState}</Line>
      <Line label={paper.consequences}>{intake?.likelyConsequences}</Line>
      <ParentLine label={paper.father} parent={intake?.father} />
      <ParentLine label={paper.mother} parent={intake?.mother} />
      <Line label={paper.family}>{intake?.familySituation}</Line>
      <Line label={paper.carer}>{intake?.presentCarer}</Line>
      <Line label={paper.done}>{intake?.doneAlready}</Line>
      <h3>{paper.informant}</h3>
      {withInformant ? <Told informant={detail.informant} /> : <p className={styles.redacted}>{paper.redacted}</p>}
      <Signatures names={[{ role: paper.officer, name: recorder }]} />
    </section>
  );
}
