// What a report says about a child (Form 01), one fact for each thing said: the record as it holds now, and what one entry
// of the history added to it, in the same words.
import { label } from "../../contract/labels";
import { codeLabel } from "../../contract/reference";
import { AbuseTypeSchema, AnswerSchema, RelationshipSchema, SexSchema, type Informant, type Intake, type Parent, type Place, type SuspectedAbuser } from "../../gen/hotline/record/v1/contact_pb";
import type { CodeList } from "../../gen/hotline/record/v1/reference_pb";
import { dateTime, msOf } from "../../time/format";
import { shownDay } from "../../time/written_day";
import type { Language } from "../../words/words";
import { factWords } from "./thread_words";

export interface IntakeFact {
  name: Parameters<typeof factWords.say>[0];
  text: string;
  /** The place's unit, whose name its reader looks up. */
  unit?: string;
}

export type AbuserSaid = Pick<SuspectedAbuser, "name" | "relation" | "livesWithChild" | "canReachChild" | "notes">;

const told = (...parts: (string | number | false | undefined)[]) => parts.filter(Boolean).join(" · ");
const say = factWords.say;

export function abuserText({ name, relation, livesWithChild, canReachChild, notes }: AbuserSaid, lang: Language): string {
  const answer = (key: "lives_with" | "can_reach", value: number) => value && `${say(key)}: ${label(AnswerSchema, value, lang)}`;
  return told(name, relation && label(RelationshipSchema, relation, lang), answer("lives_with", livesWithChild), answer("can_reach", canReachChild), notes);
}

export function informantText(said: Informant | undefined, lang: Language): string {
  return said ? told(said.relation && label(RelationshipSchema, said.relation, lang), said.name, said.telephone, said.address, said.agreedToBeNamed && say("agreed"), said.callBackAllowed && say("call_back"), said.notes) : "";
}

const parentText = (of: Parent | undefined) => (of ? told(of.name, of.age !== undefined && say("parent_age", { age: of.age }), of.occupation, of.telephone) : "");

/** In the order of the form's weight: the first ones decide. What was not said is not there. */
export function intakeFacts(intake: Intake | undefined, lang: Language, lists: readonly CodeList[]): IntakeFact[] {
  if (!intake) return [];
  const { child, triage } = intake;
  const answer = (value: number | undefined) => (value ? label(AnswerSchema, value, lang) : "");
  const place = (name: IntakeFact["name"], of: Place | undefined): IntakeFact => ({ name, text: of?.detail ?? "", ...(of?.unit && { unit: of.unit }) });
  const fact = (name: IntakeFact["name"], text: string | undefined): IntakeFact => ({ name, text: text ?? "" });
  const facts = [
    fact("present_state", intake.presentState),
    place("present", intake.present),
    place("incident", intake.incident),
    fact("child", child && told(child.name, child.birthDate && shownDay(child.birthDate), child.estimatedAge !== undefined && say("about", { age: child.estimatedAge }), child.sex && label(SexSchema, child.sex, lang))),
    fact("abuse", intake.abuseTypes.map((type) => label(AbuseTypeSchema, type, lang)).join(", ")),
    fact("setting", intake.setting && codeLabel(lists, "setting", intake.setting, lang)),
    fact("special_circumstances", intake.specialCircumstances.map((code) => codeLabel(lists, "special_circumstances", code, lang)).join(", ")),
    fact("narrative", intake.narrative),
    ...intake.suspectedAbusers.map((person) => fact("abuser", abuserText(person, lang))),
    place("residence", intake.residence),
    fact("incident_at", intake.incidentAt && dateTime(msOf(intake.incidentAt))),
    fact("likely_consequences", intake.likelyConsequences),
    fact("school", child?.school),
    fact("ethnicity", child?.ethnicity),
    fact("telephone", child?.telephone),
    fact("safe_to_call", answer(child?.safeToCall)),
    fact("marks", child?.marks),
    fact("other_children", intake.otherChildren ? String(intake.otherChildren) : ""),
    fact("father", parentText(intake.father)),
    fact("mother", parentText(intake.mother)),
    fact("family_situation", intake.familySituation),
    fact("present_carer", intake.presentCarer),
    fact("done_already", intake.doneAlready),
    fact("life_threatened", answer(triage?.lifeThreatened)),
    fact("abuser_can_reach", answer(triage?.abuserCanReach)),
    fact("carer_harms", answer(triage?.carerHarms)),
    fact("relative_can_protect", answer(triage?.relativeCanProtect)),
  ];
  return facts.filter(({ text, unit }) => text || unit);
}
