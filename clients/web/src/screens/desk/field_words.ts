// What the form calls its fields, by their paths in the contact: for where a field is spoken of outside of itself. A test
// holds that each has a name.
import { deskWords } from "./words";

type Key = Parameters<typeof deskWords.say>[0];

const of_contact: Record<string, Key> = {
  channel: "channel", callerNumber: "caller_number", startedAt: "call_began", endedAt: "call_ended", receivedAt: "received_at",
  paperSheet: "paper_sheet", callType: "about", contactClass: "class", reasons: "reasons", asked: "asked", advised: "advised",
  repeatCaller: "repeat_caller", informant: "informant", intake: "form",
};

const of_informant: Record<string, Key> = {
  relation: "informant_relation", name: "name", telephone: "telephone", address: "address", agreedToBeNamed: "agreed",
  callBackAllowed: "call_back", notes: "notes",
};

const of_intake: Record<string, Key> = {
  abuseTypes: "abuse", specialCircumstances: "circumstances", child: "who", otherChildren: "other_children", incident: "where",
  residence: "residence", present: "present", incidentAt: "incident_at", presentState: "state", likelyConsequences: "consequences",
  father: "father", mother: "mother", familySituation: "situation", presentCarer: "carer", doneAlready: "done_already",
  narrative: "narrative", triage: "safe", risk: "judged", suspectedAbusers: "abusers", setting: "setting",
};

const of_child: Record<string, Key> = {
  name: "child_name", sex: "sex", birthDate: "birth_date", estimatedAge: "age", ethnicity: "ethnicity", school: "school",
  telephone: "child_telephone", safeToCall: "safe_to_call", marks: "marks",
};

const of_parent: Record<string, Key> = { name: "name", age: "parent_age", occupation: "occupation", telephone: "telephone" };
const of_place: Record<string, Key> = { detail: "place_detail" };
const of_triage: Record<string, Key> = { lifeThreatened: "lifeThreatened", abuserCanReach: "abuserCanReach", carerHarms: "carerHarms", relativeCanProtect: "relativeCanProtect" };
const of_abuser: Record<string, Key> = { relation: "relation_to_child", name: "name", livesWithChild: "lives", canReachChild: "reaches", notes: "notes" };

const within: Record<string, Record<string, Key>> = {
  informant: of_informant, intake: of_intake, "intake.child": of_child, "intake.father": of_parent, "intake.mother": of_parent,
  "intake.incident": of_place, "intake.residence": of_place, "intake.present": of_place, "intake.triage": of_triage,
  "intake.suspectedAbusers": of_abuser,
};

// Words that say by themselves of whom they are.
const speaks_for_itself = new Set(["", "intake", "intake.child", "intake.triage"]);

/** "Cha · Nghề nghiệp"; what lies deeper than the words go is named by what it lies in. */
export function fieldName(path: string): string {
  const names = path.split(".").filter((name) => !/^\d+$/.test(name));
  const field = names.at(-1)!;
  const above = names.slice(0, -1).join(".");
  const key = above === "" ? of_contact[field] : within[above]?.[field];
  if (!key) return above === "" ? field : fieldName(above);
  return speaks_for_itself.has(above) ? deskWords.say(key) : `${fieldName(above)} · ${deskWords.say(key)}`;
}
