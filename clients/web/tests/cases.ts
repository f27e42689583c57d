// Invented contacts for tests: enough for a referral, and nothing that speaks of a real person.
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { newRequestId } from "../src/api/request_id.ts";
import { AbuseType, Answer, CallType, Channel, ContactClass, IntakeSchema, Sex } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import type { Api } from "./server.ts";

export interface Invented {
  unit: string;
  hamlet?: string;
  emergency?: boolean;
  intake?: Exclude<MessageInitShape<typeof IntakeSchema>, { $typeName: string }>;
}

/** Records the contact and refers its case; the answer has the case's id and number. */
export async function refer(api: Api, { unit, hamlet = "thôn Thử", emergency = false, intake = {} }: Invented) {
  return api(IntakeService).submitContact({
    requestId: newRequestId(),
    contact: {
      channel: Channel.PHONE,
      callType: CallType.ABOUT_A_CHILD,
      contactClass: ContactClass.INTERVENTION,
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
