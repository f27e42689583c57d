// What is added to a form after its referral, and goes to the case: Form 01 and the informant as an amendment, what was
// asked and advised, which are the call's and not the form's, as a note.
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { changed, merge } from "../../keep/merge";
import type { Parcel } from "./outbox";
import { fromContact, prune, toBody, toContact, toSend, withConflicts, withValue, type ContactValues, type Sheet } from "./sheet";

// A place or a time makes sense only as a whole.
const whole_values = ["incident", "residence", "present", "incidentAt"];

const some = (values: object) => Object.keys(values).length > 0;

/** The next parcel of what the case does not hold yet; undefined where it holds everything. */
export function nextAmendment(sheet: Sheet): Omit<Parcel, "requestId"> | undefined {
  const { key, referred } = sheet;
  const { caseId, version, base } = referred!;
  const now = toSend(sheet);
  const to = { caseId, expectedVersion: version };
  const intake = changed(base.intake ?? {}, now.intake ?? {}, whole_values);
  const informant = changed(base.informant ?? {}, now.informant ?? {});
  if (some(intake) || some(informant)) {
    const { intake: form, informant: who } = toBody({ intake, informant });
    const body = { ...to, ...(some(intake) && form && { intake: form }), ...(some(informant) && who && { informant: who }) };
    return { sheetKey: key, method: "amendIntake", body, contact: { ...(now.intake && { intake: now.intake }), ...(now.informant && { informant: now.informant }) } };
  }
  const texts = [now.asked !== base.asked ? now.asked : undefined, now.advised !== base.advised ? now.advised : undefined].filter(Boolean);
  if (texts.length === 0) return undefined;
  return { sheetKey: key, method: "addNote", body: { ...to, text: texts.join("\n\n") }, contact: { ...(now.asked && { asked: now.asked }), ...(now.advised && { advised: now.advised }) } };
}

/** What the case holds of the form once the parcel was answered. */
export function baseAfter({ method, contact }: Parcel, base: ContactValues = {}): ContactValues {
  return method === "addContactToCase" || method === "submitContact" ? contact : { ...base, ...contact };
}

/** The form after somebody else changed its case: what does not touch goes on, what does is told. */
export function overtake(sheet: Sheet, { row, intake, informant, withheld }: CaseDetail): Sheet {
  const { base } = sheet.referred!;
  const now = fromContact({ ...toContact({}), ...(intake && { intake }), ...(informant && { informant }) });
  const told: ContactValues = { ...base, intake: {}, ...now };
  // What this person may not see any more is not gone.
  const theirs = withheld.includes("allegation") ? withValue(told, "intake.suspectedAbusers", base.intake?.suspectedAbusers) : told;
  const { values, conflicts } = merge<ContactValues>(base, prune(sheet.contact), theirs);
  const referred = { caseId: row!.caseId, number: row!.number, version: row!.version, base: theirs };
  return withConflicts({ ...sheet, contact: values, referred }, { ...sheet.conflicts, ...conflicts });
}
