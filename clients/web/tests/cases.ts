// Invented contacts for tests: enough for a referral, and nothing that speaks of a real person.
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { newRequestId } from "../src/api/request_id.ts";
import { AbuseType, Answer, CallType, Channel, ContactClass, IntakeSchema, Risk, Sex } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { AssessmentKind } from "../src/gen/hotline/record/v1/case_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import type { CaseDetail } from "../src/gen/hotline/v1/case_detail_pb.ts";
import { ReferralService } from "../src/gen/hotline/v1/referral_pb.ts";
import { as, type Api, type ServerFacts } from "./server.ts";

export interface Invented {
  unit: string;
  hamlet?: string;
  emergency?: boolean;
  /** Hours since it was told, on a paper sheet. */
  hoursAgo?: number;
  intake?: Exclude<MessageInitShape<typeof IntakeSchema>, { $typeName: string }>;
}

/** Records the contact and refers its case; the answer has the case's id and number. */
export async function refer(api: Api, { unit, hamlet = "thôn Thử", emergency = false, hoursAgo, intake = {} }: Invented) {
  return api(IntakeService).submitContact({
    requestId: newRequestId(),
    contact: {
      channel: Channel.PHONE,
      callType: CallType.ABOUT_A_CHILD,
      contactClass: ContactClass.INTERVENTION,
      ...(hoursAgo && { receivedAt: timestampFromMs(Date.now() - hoursAgo * 3_600_000), paperSheet: "17" }),
      intake: create(IntakeSchema, {
        abuseTypes: [AbuseType.NEGLECT],
        incident: { unit, detail: hamlet },
        child: { name: "Trẻ Hư Cấu", estimatedAge: 8, sex: Sex.FEMALE },
        presentState: "đang ở nhà hàng xóm",
        triage: emergency ? { lifeThreatened: Answer.NO, abuserCanReach: Answer.YES, carerHarms: Answer.YES, relativeCanProtect: Answer.NO } : {},
        ...intake,
      }),
    },
  });
}

/** Carries a case on through the API until its office works on it: accepted, assessed (Form 03), its plan submitted. */
export async function carry(server: ServerFacts, caseId: string, until: "accepted" | "assessed" | "planned", by = "officer") {
  const api = await as(server, by);
  const { case: found } = await api(CaseService).getCase({ caseId });
  const common = (detail: CaseDetail | undefined) => ({ requestId: newRequestId(), caseId, expectedVersion: detail!.row!.version });
  let { case: now } = await api(ReferralService).acceptReferral({ ...common(found), referralId: found!.row!.referral!.referralId });
  if (until === "accepted") return;
  ({ case: now } = await api(CaseService).recordAssessment({ ...common(now), assessment: { kind: AssessmentKind.SPECIFIC, conclusion: Risk.MEDIUM, harm: [{ item: "how_grave", level: Risk.MEDIUM }] } }));
  if (until === "assessed") return;
  await api(CaseService).submitPlan({ ...common(now), plan: { goals: "Trẻ an toàn", steps: [{ what: "Thăm nhà", who: "cán bộ xã" }] } });
}

interface Common {
  requestId: string;
  caseId: string;
  expectedVersion: number;
}

/** One act at the case's present version. */
export async function act(server: ServerFacts, login: string, caseId: string, send: (api: Api, common: Common) => Promise<unknown>) {
  const api = await as(server, login);
  const { case: now } = await api(CaseService).getCase({ caseId });
  await send(api, { requestId: newRequestId(), caseId, expectedVersion: now!.row!.version });
}

/** A further call about the same child, taken at the helpline. */
export const callAgain = (server: ServerFacts, caseId: string) =>
  act(server, "operator", caseId, (api, common) =>
    api(CaseService).addContactToCase({ ...common, contact: { channel: Channel.PHONE, callType: CallType.ABOUT_A_CHILD, contactClass: ContactClass.INFORMATION, asked: "có người gọi lại" } }));
