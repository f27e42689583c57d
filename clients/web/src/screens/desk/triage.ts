// Emergency or not, while the talk goes on, so that the page can say so before anything is sent. The server decides by
// itself (server/domain/case_triage) and its answer is what stands; a test holds the two against each other.
import { AbuseType, Answer, Risk } from "../../gen/hotline/record/v1/contact_pb";
import type { ContactValues } from "./sheet";

export const triageQuestions = ["lifeThreatened", "abuserCanReach", "carerHarms", "relativeCanProtect"] as const;
export type TriageQuestion = (typeof triageQuestions)[number];
export type Reason = "a" | "b" | "c" | "d" | "sexual_abuse" | "operator";

export function emergencyReasons(contact: ContactValues): Reason[] {
  const { triage = {}, abuseTypes = [], risk } = contact.intake ?? {};
  const unprotected = triage.abuserCanReach === Answer.YES && triage.relativeCanProtect !== Answer.YES;
  const reasons: [Reason, boolean][] = [
    ["a", triage.lifeThreatened === Answer.YES],
    ["b", unprotected],
    ["c", triage.carerHarms === Answer.YES],
    ["d", unprotected],
    ["sexual_abuse", abuseTypes.includes(AbuseType.SEXUAL)],
    ["operator", risk === Risk.HIGH],
  ];
  return reasons.filter(([, holds]) => holds).map(([reason]) => reason);
}
