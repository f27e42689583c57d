// What was reported, as it holds now with every correction: the few facts that decide first, all of Form 01 on demand.
import type { ReactNode } from "react";
import { Link } from "wouter";
import { label } from "../../contract/labels";
import { useCodeLabel } from "../../contract/reference";
import { AbuseTypeSchema, AnswerSchema, RelationshipSchema, SexSchema, type Parent, type Place } from "../../gen/hotline/record/v1/contact_pb";
import { LinkSchema } from "../../gen/hotline/record/v1/case_pb";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { dateTime, msOf } from "../../time/format";
import { shownDay } from "../../time/written_day";
import { useLanguage } from "../../words/words";
import { UnitName } from "./ThreadEntry";
import { factWords } from "./thread_words";
import styles from "./Facts.module.css";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === undefined || children === "" || children === false) return null;
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

function PlaceText({ place }: { place: Place | undefined }) {
  return <>{place?.detail}{place?.detail && place.unit && ", "}{place?.unit && <UnitName unit={place.unit} />}</>;
}
const known = (place: Place | undefined) => Boolean(place && (place.unit || place.detail));

function FirstFacts({ detail }: { detail: CaseDetail }) {
  const t = factWords.use();
  const lang = useLanguage();
  const circumstance = useCodeLabel("special_circumstances");
  const setting = useCodeLabel("setting");
  const { intake } = detail;
  const child = intake?.child;
  const age = child?.estimatedAge === undefined ? "" : t("about", { age: child.estimatedAge });
  return (
    <dl className={styles.facts}>
      <Fact name={t("present_state")}>{intake?.presentState}</Fact>
      <Fact name={t("present")}>{known(intake?.present) && <PlaceText place={intake?.present} />}</Fact>
      <Fact name={t("incident")}><PlaceText place={intake?.incident} /></Fact>
      <Fact name={t("child")}>{[child?.name, child?.birthDate && shownDay(child.birthDate), age, child?.sex && label(SexSchema, child.sex, lang)].filter(Boolean).join(" · ")}</Fact>
      <Fact name={t("abuse")}>{intake?.abuseTypes.map((type) => label(AbuseTypeSchema, type, lang)).join(", ")}</Fact>
      <Fact name={t("setting")}>{intake?.setting && setting(intake.setting)}</Fact>
      <Fact name={t("special_circumstances")}>{intake?.specialCircumstances.map(circumstance).join(", ")}</Fact>
      <Fact name={t("narrative")}>{intake?.narrative}</Fact>
    </dl>
  );
}

function AllFacts({ detail }: { detail: CaseDetail }) {
  const t = factWords.use();
  const lang = useLanguage();
  const { intake } = detail;
  const child = intake?.child;
  const answer = (value: number | undefined) => value ? label(AnswerSchema, value, lang) : "";
  const parent = (of: Parent | undefined) => of && [of.name, of.age !== undefined && t("parent_age", { age: of.age }), of.occupation, of.telephone].filter(Boolean).join(" · ");
  const triage = intake?.triage;
  return (
    <dl className={styles.facts}>
      <Fact name={t("residence")}>{known(intake?.residence) && <PlaceText place={intake?.residence} />}</Fact>
      <Fact name={t("incident_at")}>{intake?.incidentAt && dateTime(msOf(intake.incidentAt))}</Fact>
      <Fact name={t("likely_consequences")}>{intake?.likelyConsequences}</Fact>
      <Fact name={t("school")}>{child?.school}</Fact>
      <Fact name={t("ethnicity")}>{child?.ethnicity}</Fact>
      <Fact name={t("telephone")}>{child?.telephone}</Fact>
      <Fact name={t("safe_to_call")}>{answer(child?.safeToCall)}</Fact>
      <Fact name={t("marks")}>{child?.marks}</Fact>
      <Fact name={t("other_children")}>{intake?.otherChildren ? String(intake.otherChildren) : ""}</Fact>
      <Fact name={t("father")}>{parent(intake?.father)}</Fact>
      <Fact name={t("mother")}>{parent(intake?.mother)}</Fact>
      <Fact name={t("family_situation")}>{intake?.familySituation}</Fact>
      <Fact name={t("present_carer")}>{intake?.presentCarer}</Fact>
      <Fact name={t("done_already")}>{intake?.doneAlready}</Fact>
      <Fact name={t("life_threatened")}>{answer(triage?.lifeThreatened)}</Fact>
      <Fact name={t("abuser_can_reach")}>{answer(triage?.abuserCanReach)}</Fact>
      <Fact name={t("carer_harms")}>{answer(triage?.carerHarms)}</Fact>
      <Fact name={t("relative_can_protect")}>{answer(triage?.relativeCanProtect)}</Fact>
    </dl>
  );
}

function Allegation({ detail }: { detail: CaseDetail }) {
  const t = factWords.use();
  const lang = useLanguage();
  if (detail.withheld.includes("allegation")) return <Fact name={t("abuser")}><span className={styles.withheld}>{t("allegation_withheld")}</span></Fact>;
  return detail.intake?.suspectedAbusers.map(({ name, relation, livesWithChild, canReachChild, notes }, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- a list that only grows
    <Fact key={index} name={t("abuser")}>
      {[name, relation && label(RelationshipSchema, relation, lang), livesWithChild && `${t("lives_with")}: ${label(AnswerSchema, livesWithChild, lang)}`, canReachChild && `${t("can_reach")}: ${label(AnswerSchema, canReachChild, lang)}`, notes].filter(Boolean).join(" · ")}
    </Fact>
  ));
}

function InformantFact({ detail }: { detail: CaseDetail }) {
  const t = factWords.use();
  const lang = useLanguage();
  const { informant, callerNumber } = detail;
  if (detail.withheld.includes("informant")) return <Fact name={t("informant")}><span className={styles.withheld}>{t("informant_withheld")}</span></Fact>;
  const told = [informant?.relation && label(RelationshipSchema, informant.relation, lang), informant?.name, informant?.telephone, informant?.address, informant?.agreedToBeNamed && t("agreed"), informant?.callBackAllowed && t("call_back"), informant?.notes].filter(Boolean).join(" · ");
  return <><Fact name={t("informant")}>{told}</Fact><Fact name={t("caller_number")}>{callerNumber}</Fact></>;
}

export function Facts({ detail }: { detail: CaseDetail }) {
  const t = factWords.use();
  const lang = useLanguage();
  return (
    <section aria-labelledby="facts-title" className={styles.section}>
      <h2 id="facts-title">{t("title")}</h2>
      <FirstFacts detail={detail} />
      <dl className={styles.facts}>
        <Allegation detail={detail} />
        <InformantFact detail={detail} />
        {detail.links.map(({ caseId, number, link }) => (
          <Fact key={caseId + String(link)} name={t("links")}>{label(LinkSchema, link, lang)} · <Link href={`/cases/${caseId}`}>{number || t("links")}</Link></Fact>
        ))}
        {detail.pastUnits.length > 0 && <Fact name={t("past_units")}>{detail.pastUnits.map((unit, index) => <span key={unit}>{index > 0 && ", "}<UnitName unit={unit} /></span>)}</Fact>}
      </dl>
      <details className={styles.more}>
        <summary>{t("more")}</summary>
        <AllFacts detail={detail} />
      </details>
    </section>
  );
}
