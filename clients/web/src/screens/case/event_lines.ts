// What an entry of the history says, as lines of a label and a value, in the words of the contract. Empty values give no
// line.
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { DescEnum } from "@bufbuild/protobuf";
import { label } from "../../contract/labels";
import { codeLabel } from "../../contract/reference";
import type { CaseEvent, Referral } from "../../gen/hotline/history/v1/event_pb";
import { AssessmentKindSchema, CallResultSchema, ClosingSchema, DutyAnswerSchema, LadderRungSchema, LinkSchema, MeasureSchema, ProminentReasonSchema, ReturnReasonSchema, type Assessment, type PlanStep } from "../../gen/hotline/record/v1/case_pb";
import { AnswerSchema, CallTypeSchema, ChannelSchema, Risk, RiskSchema, type Contact, type Place, type SplitPart } from "../../gen/hotline/record/v1/contact_pb";
import type { CodeList } from "../../gen/hotline/record/v1/reference_pb";
import { ClockKindSchema } from "../../gen/hotline/v1/case_detail_pb";
import { toldBy } from "../../parts/told_by";
import { date, dateTime, msOf } from "../../time/format";
import { shownDay } from "../../time/written_day";
import type { Language } from "../../words/words";
import { threadWords } from "./thread_words";

type Key = Parameters<typeof threadWords.say>[0];

export interface EventLine {
  label: Key;
  text?: string;
  unit?: string;
  /** Another case, by its id. */
  case?: string;
}

type Said = Omit<EventLine, "label"> | string | false | undefined;
const line = (key: Key, said: Said): EventLine[] => {
  if (said === false || said === undefined || said === "") return [];
  if (typeof said === "string") return [{ label: key, text: said }];
  return said.text || said.unit || said.case ? [{ label: key, ...said }] : [];
};
const time = (at: Timestamp | undefined) => at && dateTime(msOf(at));

export function riskCounts(items: readonly { level: Risk }[]): { high: number; medium: number; low: number } {
  const count = (risk: Risk) => items.filter(({ level }) => level === risk).length;
  return { high: count(Risk.HIGH), medium: count(Risk.MEDIUM), low: count(Risk.LOW) };
}

export const stepsText = (steps: readonly Pick<PlanStep, "what" | "who" | "byDate" | "resources">[]) =>
  steps.map(({ what, who, byDate, resources }, index) => `${index + 1}. ${[what, who, byDate && shownDay(byDate), resources].filter(Boolean).join(" · ")}`).join("\n");

function placeLine(key: Key, place: Place | undefined): EventLine[] {
  return line(key, place && { unit: place.unit, text: place.detail });
}

/** What the address proved where its commune was split. */
function decidedBy(parts: readonly SplitPart[]): EventLine[] {
  return line("decided_by", parts.filter(({ name }) => name).map(({ name, source }) => threadWords.say("part_went", { name, source })).join("; "));
}

function referralLines(referral: Referral | undefined): EventLine[] {
  if (!referral) return [];
  return [...line("to", { unit: referral.toUnit }), ...line("to_sort", referral.toSort && "✓"), ...decidedBy(referral.decidedBy), ...line("reason", referral.reason)];
}

/** "✓" stands for a statement that holds. */
const holds = (key: Key, value: boolean) => line(key, value && "✓");

export function eventLines({ body }: CaseEvent, lang: Language, lists: readonly CodeList[]): EventLine[] {
  const word = (type: DescEnum, value: number) => label(type, value, lang);
  const contact = (said: Contact | undefined) => said ? [
    ...line("channel", word(ChannelSchema, said.channel)), ...line("call_type", word(CallTypeSchema, said.callType)),
    ...line("received", time(said.receivedAt)), ...line("paper", said.paperSheet), ...line("call", [time(said.startedAt), time(said.endedAt)].filter(Boolean).join(" – ")),
    ...holds("repeat_caller", said.repeatCaller), ...line("reasons", said.reasons.map((code) => codeLabel(lists, "reasons", code, lang)).join(", ")),
    ...line("asked", said.asked), ...line("advised", said.advised),
  ] : [];
  switch (body.case) {
    case "opened": {
      const { contact: said, referral, acceptedAtOnce, emergency, risk } = body.value;
      return [...contact(said), ...holds("emergency", emergency), ...line("risk", word(RiskSchema, risk)), ...referralLines(referral), ...holds("accepted_at_once", acceptedAtOnce)];
    }
    case "contactAdded":
      return [...contact(body.value.contact), ...holds("emergency", body.value.emergency)];
    case "returned":
      return [...line("reason", word(ReturnReasonSchema, body.value.reason)), ...line("explanation", body.value.explanation)];
    case "rerouted":
    case "transferred":
      return referralLines(body.value.referral);
    case "intakeAmended":
      return [...line("reason", body.value.reason), ...holds("emergency", body.value.emergency)];
    case "placesSet":
      return [...placeLine("incident", body.value.incident), ...placeLine("residence", body.value.residence), ...placeLine("present", body.value.present)];
    case "noteAdded":
      return line("notes", body.value.text);
    case "callAttempted": {
      const { whom, unit, result, notes, at } = body.value.attempt!;
      return [...line("result", word(CallResultSchema, result)), ...line("called_unit", { unit }), ...line("whom", whom), ...line("at", time(at)), ...line("notes", notes), ...line("confirms", body.value.attempt!.confirms.map((said) => word(DutyAnswerSchema, said)).join(", "))];
    }
    case "prominentFlagged":
      return [...line("reason", word(ProminentReasonSchema, body.value.reason)), ...holds("by_rule", body.value.byRule), ...line("explanation", body.value.explanation), ...holds("takes_note", body.value.takesNote)];
    case "prominentAcknowledged":
      return line("notes", body.value.note);
    case "prominentTold":
      return body.value.levels.flatMap(({ unit }) => line("told", { unit }));
    case "prominentReminded":
      return [...body.value.levels.flatMap(({ unit }) => line("told", { unit })), ...holds("on_call_list", body.value.callList)];
    case "prominentDelivered":
      return [...line("told", { unit: body.value.unit }), ...line("delivered", threadWords.say(body.value.delivered ? "yes" : "no"))];
    case "ladderStepTaken": {
      const { clock, rung, unit, clockDueAt, channels } = body.value;
      return [...line("clock", word(ClockKindSchema, clock)), ...line("due", time(clockDueAt)), ...line("told_rung", word(LadderRungSchema, rung)), ...line("told", { unit }), ...line("told_by", toldBy(channels))];
    }
    case "ladderStepDelivered": {
      const { clock, rung, delivered } = body.value;
      return [...line("clock", word(ClockKindSchema, clock)), ...line("told_rung", word(LadderRungSchema, rung)), ...line("delivered", threadWords.say(delivered ? "yes" : "no"))];
    }
    case "restricted":
      return [...line("explanation", body.value.explanation), ...line("barred", String(body.value.barredPersonIds.length || "")), ...line("responsible", { unit: body.value.responsibleUnit }), ...referralLines(body.value.referral)];
    case "assessed":
      return assessmentLines(body.value.assessment!, word);
    case "planSubmitted": {
      const { goals, steps, reviewDate } = body.value.plan!;
      return [...line("goals", goals), ...line("steps", stepsText(steps)), ...line("review_date", reviewDate && shownDay(reviewDate))];
    }
    case "planReturned":
    case "reopened":
      return line("reason", body.value.reason);
    case "emergencyEnded":
      return [...line("measure", word(MeasureSchema, body.value.measure)), ...line("reason", body.value.reason), ...line("at", time(body.value.endedAt))];
    case "actionRecorded": {
      const { what, doneAt, childSeen, planCarriedOut } = body.value.action!;
      return [...line("what", what), ...line("at", time(doneAt)), ...holds("child_seen", childSeen), ...holds("carried_out", planCarriedOut)];
    }
    case "emergencyStarted": {
      const { measure, what, startedAt, decision, takenTo, requiredUntil } = body.value.measures!;
      return [...line("measure", word(MeasureSchema, measure)), ...line("what", what), ...line("at", time(startedAt)), ...line("decision", decision), ...line("taken_to", takenTo), ...line("required_until", requiredUntil && shownDay(requiredUntil))];
    }
    case "policeInformed":
      return [...line("office", body.value.office), ...line("notes", body.value.notes)];
    case "reviewed": {
      const { noRiskRemains, childIsStable, findings, childSeen } = body.value.review!;
      const said = (value: boolean) => threadWords.say(value ? "yes" : "no");
      return [...line("no_risk", said(noRiskRemains)), ...line("stable", said(childIsStable)), ...line("findings", findings), ...holds("child_seen", childSeen)];
    }
    case "closed":
      return [...line("closing", word(ClosingSchema, body.value.closing)), ...line("decision", body.value.decision)];
    case "linked":
      return line("other_case", { text: word(LinkSchema, body.value.link), case: body.value.otherCaseId });
    case "dutyAnswered":
      return line("result", word(DutyAnswerSchema, body.value.answer));
    case "legalHoldSet":
      return [...line("held", threadWords.say(body.value.held ? "yes" : "hold_ended")), ...line("reason", body.value.reason)];
    case "unitSucceeded": {
      const { fromUnit, toUnit, onDate, late, toSort, candidates, takenBack, decidedBy: parts } = body.value;
      return [
        ...line("from_unit", { unit: fromUnit }), ...line("to", { unit: toUnit }), ...line("on_date", onDate && shownDay(onDate)), ...decidedBy(parts),
        ...holds("late", late), ...holds("to_sort", toSort), ...holds("taken_back", takenBack), ...candidates.flatMap((unit) => line("candidates", { unit })),
      ];
    }
    case "informantReleased":
      return [...line("to", { unit: body.value.toUnit }), ...line("reason", body.value.reason)];
    default:
      return [];
  }
}

function assessmentLines(assessment: Assessment, word: (type: DescEnum, value: number) => string): EventLine[] {
  const counted = (items: Assessment["harm"]) => items.length > 0 && threadWords.say("counts", riskCounts(items));
  return [
    ...line("kind", word(AssessmentKindSchema, assessment.kind)),
    ...line("harm", counted(assessment.harm)),
    ...line("protection", counted(assessment.protection)),
    ...line("conclusion", word(RiskSchema, assessment.conclusion)),
    ...line("reason", assessment.reasons),
    ...holds("child_seen", assessment.childSeen),
    ...line("emergency", word(AnswerSchema, assessment.emergency)),
    ...line("minutes", assessment.meetingMinutes),
    ...line("at", time(assessment.madeAt)),
  ];
}

/** The number of the plan that an entry is about. */
export function planNumber({ body }: CaseEvent): number {
  return body.case === "planSubmitted" || body.case === "planApproved" || body.case === "planReturned" ? body.value.number : 0;
}

export const shownDate = (at: Timestamp) => date(msOf(at));
