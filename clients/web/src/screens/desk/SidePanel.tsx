// Beside the form: which office gets it, and what is known already: earlier contacts from this number, open cases at
// this place with such a child.
import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useQuery } from "@connectrpc/connect-query";
import { IconBuildingCommunity } from "@tabler/icons-react";
import { useMemo, useState, type ReactNode } from "react";
import { Link } from "wouter";
import { label } from "../../contract/labels";
import { limitsOf } from "../../contract/rules";
import { AbuseTypeSchema, ContactClassSchema, Sex, SexSchema } from "../../gen/hotline/record/v1/contact_pb";
import type { CaseRow, NobodyAnswers as Nobody } from "../../gen/hotline/v1/case_detail_pb";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import { FindSimilarRequestSchema, IntakeService, type ContactRow, type PreviewContactResponse } from "../../gen/hotline/v1/intake_pb";
import { UnitLevel } from "../../gen/hotline/v1/unit_pb";
import { CaseDue } from "../../parts/CaseDue";
import { NobodyAnswers } from "../../parts/NobodyAnswers";
import { StatusChip } from "../../parts/StatusChip";
import { useOnDuty } from "../../parts/on_duty";
import { Telephones } from "../../parts/Telephones";
import { unitName, useUnitName } from "../../parts/unit_name";
import { dateTime, msOf } from "../../time/format";
import { useLanguage } from "../../words/words";
import { Clocks } from "./Clocks";
import { useForm } from "./desk_context";
import { joinOf, toContact, type ContactValues, type Sheet } from "./sheet";
import { deskWords } from "./words";
import styles from "./SidePanel.module.css";

export function Panel({ title, children }: { title: string; children: ReactNode }) {
  return <section className={styles.panel}><h2>{title}</h2>{children}</section>;
}

function OnDuty({ unit }: { unit: string }) {
  const t = deskWords.use();
  const { officers = [], chairmen = [] } = useOnDuty(unit) ?? {};
  return (
    <>
      {officers.length > 0 && <span>{t("on_duty", { names: officers.join(", ") })}</span>}
      {chairmen.length > 0 && <span className={styles.quiet}>{t("decides", { names: chairmen.join(", ") })}</span>}
    </>
  );
}

/** Where somebody has to telephone, the numbers stand in that line. */
function OfficeOf({ place, nobody }: { place: string; nobody: Nobody | undefined }) {
  const t = deskWords.use();
  const { sheet } = useForm();
  const { data } = useQuery(DirectoryService.method.getUnit, { unit: place }, { staleTime: 60_000 });
  const above = useUnitName((data?.choices[0] ?? data?.responsible)?.parent || undefined);
  if (!data) return null;
  const unit = data.responsible;
  if (!unit) return <p>{t("receiving_sort", { unit: above })}</p>;
  if (sheet.restricted) return <p>{t("receiving_above", { unit: unitName(unit) })}</p>;
  const telephones = nobody?.unit !== unit.unit && <Telephones numbers={unit.telephones} />;
  if (unit.level !== UnitLevel.COMMUNE) return <><p>{t("receiving_sort", { unit: unitName(unit) })}</p>{telephones}</>;
  return (
    <div className={styles.office}>
      <IconBuildingCommunity size={22} stroke={1.75} aria-hidden />
      <div>
        <strong>{t("office", { unit: unitName(unit) })}</strong>
        <span className={styles.quiet}>{above}</span>
        <OnDuty unit={unit.unit} />
        {telephones}
      </div>
    </div>
  );
}

const told_after_ms = 400;
const again_every_ms = 60_000;

/** What follows if this left now, by the server's own rules: by when what must happen, and whether somebody is there who
 * answers. It is told no name and no text. */
function useForeseen({ contact, referred, joins, referTo = "", restricted = false }: Sheet): PreviewContactResponse | undefined {
  const { startedAt, receivedAt, intake = {} } = contact;
  const { triage, abuseTypes, risk } = intake;
  const at = (place: { unit?: string } | undefined) => place && { unit: place.unit ?? "" };
  const places = { incident: at(intake.incident), residence: at(intake.residence), present: at(intake.present) };
  const [asked] = useDebouncedValue(JSON.stringify({ startedAt, receivedAt, intake: { ...places, triage, abuseTypes, risk } }), told_after_ms);
  const request = useMemo(() => ({ contact: toContact(JSON.parse(asked) as ContactValues), referTo, restricted }), [asked, referTo, restricted]);
  const enabled = intake.incident !== undefined && !referred && !joins;
  const { data } = useQuery(IntakeService.method.previewContact, request, { enabled, refetchInterval: again_every_ms, staleTime: again_every_ms / 2, placeholderData: keepPreviousData });
  return enabled ? data : undefined;
}

/** Of another place nothing is shown for a moment that was said of the one before. */
export function Office() {
  return <OfficeNow key={useForm().sheet.contact.intake?.incident?.unit ?? ""} />;
}

function OfficeNow() {
  const t = deskWords.use();
  const { sheet } = useForm();
  const foreseen = useForeseen(sheet);
  const { incident } = sheet.contact.intake ?? {};
  return (
    <Panel title={t("receiving")}>
      {incident?.unit ? <OfficeOf place={incident.unit} nobody={foreseen?.nobodyAnswers} /> : <p className={styles.quiet}>{t(incident ? "receiving_helpline" : "receiving_none")}</p>}
      <NobodyAnswers nobody={foreseen?.nobodyAnswers} />
      <Clocks title={t("foreseen")} clocks={foreseen?.clocks ?? []} />
    </Panel>
  );
}

export interface Similar {
  numbers: readonly ContactRow[];
  cases: readonly CaseRow[];
  /** The server names no more contacts of one number: there may be others. */
  more: boolean;
  /** There was something to look for. */
  asked: boolean;
  /** The place is known; the child's age and sex are not. */
  lacksChild: boolean;
}

const shown_max = 4;
const named_max = 20; // of each kind, by FindSimilar
const age_max = limitsOf(FindSimilarRequestSchema, "estimatedAge").max!;
const look_after_ms = 600;

const digitsOf = (number: string) => number.replace(/\D/g, "");

/** What FindSimilar knows of the form that is open: of the number that calls, of the one that the informant gave, of the
 * place and the child. Every look is recorded, so it waits until the typing rests. */
export function useSimilar({ contact, referred }: Sheet): Similar {
  const { callerNumber = "", informant, intake } = contact;
  const given = informant?.telephone ?? "";
  const { estimatedAge, birthDate = "", sex = Sex.UNSPECIFIED } = intake?.child ?? {};
  const unit = intake?.incident?.unit ?? "";
  const byNumber = digitsOf(callerNumber).length >= 6;
  const byGiven = digitsOf(given).length >= 6 && digitsOf(given) !== digitsOf(callerNumber);
  const byChild = unit !== "" && (typeof estimatedAge === "number" || /^\d{4}/.test(birthDate) || sex !== Sex.UNSPECIFIED);
  const wanted = useMemo(
    () => ({
      ...(byNumber && { callerNumber }),
      ...(byChild && { incident: { unit }, sex, ...(typeof estimatedAge === "number" && estimatedAge <= age_max && { estimatedAge }), ...(/^\d{4}(-\d\d){0,2}$/.test(birthDate) && { birthDate }) }),
    }),
    [byNumber, byChild, callerNumber, unit, sex, estimatedAge, birthDate],
  );
  const [request] = useDebouncedValue(wanted, look_after_ms);
  const [other] = useDebouncedValue(byGiven ? given : "", look_after_ms);
  const [asks, asksOther] = [Object.keys(request).length > 0 && !referred, other !== "" && !referred];
  const { data: found } = useQuery(IntakeService.method.findSimilar, request, { enabled: asks, staleTime: 30_000 });
  const { data: ofGiven } = useQuery(IntakeService.method.findSimilar, { callerNumber: other }, { enabled: asksOther, staleTime: 30_000 });
  const asked = asks || asksOther;
  const [data, others] = [asks ? found : undefined, asksOther ? (ofGiven?.sameNumber ?? []) : []];
  const numbers = [...(data?.sameNumber ?? []), ...others.filter(({ contactId }) => !data?.sameNumber.some((one) => one.contactId === contactId))];
  const more = Math.max(data?.sameNumber.length ?? 0, others.length) >= named_max;
  return { numbers, more, cases: data?.samePlaceAndChild ?? [], asked, lacksChild: unit !== "" && !byChild };
}

function SimilarCase({ row, first }: { row: CaseRow; first: boolean }) {
  const t = deskWords.use();
  const lang = useLanguage();
  const { writing, sheet } = useForm();
  const { age, sex = Sex.UNSPECIFIED, abuseTypes = [], hamlet = "" } = row.summary ?? {};
  const child = [sex !== Sex.UNSPECIFIED && label(SexSchema, sex, lang), age !== undefined && t("years", { count: age })].filter(Boolean).join(", ");
  const joined = sheet.joins?.caseId === row.caseId;
  return (
    <li className={styles.case}>
      <div className={styles.line}><Link href={`/cases/${row.caseId}`}>{row.number}</Link><StatusChip status={row.status} /></div>
      <span>{[child || t("child_unknown"), abuseTypes.map((type) => label(AbuseTypeSchema, type, lang)).join(", ")].filter(Boolean).join(" · ")}</span>
      <span className={styles.quiet}>{[hamlet, row.receivedAt && dateTime(msOf(row.receivedAt))].filter(Boolean).join(" · ")}</span>
      <div className={styles.due}><CaseDue row={row} /></div>
      {joined ? (
        <Button variant="light" onClick={() => writing.set({ joins: undefined } as unknown as Partial<Sheet>)}>{t("unjoin")}</Button>
      ) : (
        <Button variant="default" rightSection={first ? <kbd>Alt G</kbd> : undefined} onClick={() => writing.set({ joins: joinOf(row) })}>{t("same")}</Button>
      )}
    </li>
  );
}

export function Known({ similar }: { similar: Similar }) {
  const t = deskWords.use();
  const lang = useLanguage();
  const { numbers, more, cases, asked, lacksChild } = similar;
  const [all, setAll] = useState(false);
  return (
    <Panel title={t("known")}>
      {numbers.length === 0 && cases.length === 0 && <p className={styles.quiet}>{t(asked ? "known_none" : lacksChild ? "known_when_child" : "known_when")}</p>}
      {numbers.length > 0 && (
        <>
          <h3>{t(more ? "same_number_more" : "same_number", { count: numbers.length })}</h3>
          <ul className={styles.list}>
            {numbers.slice(0, all ? undefined : shown_max).map((row) => (
              <li key={row.contactId} className={styles.line}>
                <Link href={`/contacts/${row.contactId}`}>{row.receivedAt && dateTime(msOf(row.receivedAt))}</Link>
                <span className={styles.quiet}>{[label(ContactClassSchema, row.contactClass, lang), row.caseNumber].filter(Boolean).join(" · ")}</span>
              </li>
            ))}
          </ul>
          {!all && numbers.length > shown_max && <Button variant="default" onClick={() => setAll(true)}>{t("show_more", { count: numbers.length - shown_max })}</Button>}
        </>
      )}
      {cases.length > 0 && (
        <>
          <h3>{t("same_child")}</h3>
          <ul className={styles.list}>{cases.slice(0, shown_max).map((row, index) => <SimilarCase key={row.caseId} row={row} first={index === 0} />)}</ul>
          {cases.length > shown_max && <p className={styles.quiet}>{t(cases.length >= named_max ? "more_cases_least" : "more_cases", { count: cases.length - shown_max })}</p>}
        </>
      )}
    </Panel>
  );
}
