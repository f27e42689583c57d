// A year of invented contacts and cases, entered from paper as a helpline does after a power cut: some of every kind, so
// that each picture of the statistics has something to show.
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { newRequestId } from "../src/api/request_id.ts";
import { AbuseType, CallType, Channel, ContactClass, Sex } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { carry, refer } from "./cases.ts";
import { as, type ServerFacts } from "./server.ts";

const day_hours = 24;
const reasons = ["violence.physical", "violence.neglect", "violence.bullying", "missing_children.runaway"];
const abuse = [AbuseType.VIOLENCE, AbuseType.SEXUAL, AbuseType.VIOLENCE, AbuseType.NEGLECT, AbuseType.EXPLOITATION];
const channels = [Channel.PHONE, Channel.PHONE, Channel.PHONE, Channel.APP, Channel.IN_PERSON];

const today = new Date(Date.now() + 7 * 3_600_000);
const this_year = today.getUTCFullYear();

/** The last half of a year that is over: only of such a one figures are handed on. */
export const halfOver = { year: this_year - 1, words: `01/07/${this_year - 1} – 31/12/${this_year - 1}` };

/** Cases at the end of the year before, each with its contact. */
export const of_last_year = 9;

export interface Made {
  contacts: number;
  cases: number;
  /** Of the commune, and those of them about a girl. */
  of_commune: number;
  girls_of_commune: number;
}

/** Within the calendar year of the server, as far as it has gone, and some more at the end of the year before. */
export async function aYear(server: ServerFacts, { contacts = 36, cases = 24 } = {}): Promise<Made> {
  const operator = await as(server, "operator");
  const days = Math.max(1, Math.floor((Date.now() - Date.UTC(this_year, 0, 1)) / 86_400_000) - 1);
  const hoursAgo = (index: number, of: number) => 3 + Math.floor((days * day_hours * index) / of);
  for (let index = 0; index < contacts; ++index) {
    const counselling = index % 3 === 0;
    await operator(IntakeService).submitContact({
      requestId: newRequestId(),
      contact: {
        channel: channels[index % channels.length]!,
        callType: counselling ? CallType.ABOUT_ONESELF : index % 3 === 1 ? CallType.SILENT : CallType.PRANK,
        ...(counselling && { contactClass: ContactClass.COUNSELLING, reasons: reasons.slice(0, 1 + (index % reasons.length)), asked: "hỏi", advised: "gọi lại khi cần" }),
        receivedAt: timestampFromMs(Date.now() - hoursAgo(index, contacts) * 3_600_000),
        paperSheet: String(index),
      },
    });
  }
  const made: Made = { contacts: contacts + cases, cases, of_commune: 0, girls_of_commune: 0 };
  for (let index = 0; index < cases; ++index) {
    const unit = index % 3 === 2 ? server.other_commune : server.commune;
    const sex = index % 2 ? Sex.MALE : Sex.FEMALE;
    const { caseId } = await refer(operator, {
      unit, emergency: index % 5 === 0, hoursAgo: hoursAgo(index, cases),
      intake: {
        abuseTypes: index % 7 === 0 ? [AbuseType.VIOLENCE, AbuseType.NEGLECT] : [abuse[index % abuse.length]!],
        incident: { unit, detail: "thôn Thử" },
        child: { name: "Trẻ Hư Cấu", estimatedAge: 1 + ((index * 5) % 17), sex },
        presentState: "đang ở nhà hàng xóm",
      },
    });
    if (unit !== server.commune) continue;
    made.of_commune += 1;
    made.girls_of_commune += Number(sex === Sex.FEMALE);
    if (index % 4 === 0) await carry(server, caseId, index % 8 === 0 ? "planned" : "accepted");
  }
  // On its last day: a sheet of paper may be a year old, not more.
  const thisYearHours = Math.ceil((Date.now() - Date.UTC(this_year, 0, 1)) / 3_600_000) + 7;
  for (let index = 0; index < of_last_year; ++index)
    await refer(operator, { unit: server.commune, hoursAgo: thisYearHours + 1 + index, intake: { abuseTypes: [abuse[index % abuse.length]!] } });
  return made;
}
