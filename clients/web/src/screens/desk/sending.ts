// How a form leaves the desk, and what its answer changes: the referral, a further contact, and what was added since; a
// call that one key closes, and taking that back.
import type { JsonObject } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { Channel, type CallType, ContactClass } from "../../gen/hotline/record/v1/contact_pb";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { CaseService } from "../../gen/hotline/v1/case_pb";
import type { SubmitContactResponse } from "../../gen/hotline/v1/intake_pb";
import { now_ms } from "../../time/server_time";
import { goOn, sendNext } from "./adding";
import { baseAfter, overtake } from "./amendment";
import { freshSheet, hold, leftDraft, letGo, openSheet, write, type Bench } from "./bench";
import type { Parcel, Tracked } from "./outbox";
import { flawsToSend, instant, isBlank, prune, routingOf, toBody, toSend, type ContactValues, type Sheet } from "./sheet";
import { leave, listKept, show } from "./shelf";
import { sheetBox } from "./writing";

export const undo_ms = 5000;
const one_press_ms = 700;

/** On its way already, or there. */
function isPosted({ outbox }: Bench, { key, referred }: Sheet): boolean {
  return outbox.isUnderWay(key) || (!referred && outbox.parcels.get().some(({ sheetKey, state }) => sheetKey === key && state === "sent"));
}

/** A call ends when its report is sent, unless the telephone system knows better. A sheet of paper tells of no end. */
function withEnd(contact: ContactValues): ContactValues {
  const { channel, startedAt, endedAt, receivedAt, paperSheet } = contact;
  if (channel !== Channel.PHONE || !startedAt || endedAt || receivedAt || paperSheet) return contact;
  return { ...contact, endedAt: instant(Math.max(now_ms(), Date.parse(startedAt))) };
}

/** The parcel that opens a case, or adds a contact to one. */
function firstParcel(sheet: Sheet): Omit<Parcel, "requestId"> {
  const contact = withEnd(toSend(sheet));
  const draft = leftDraft(sheet);
  const { key: sheetKey, joins } = sheet;
  if (joins) {
    const body = { caseId: joins.caseId, expectedVersion: joins.version, contact: toBody(contact) };
    return { sheetKey, method: "addContactToCase", body, contact, ...(draft && { draft }) };
  }
  const body = { contact: toBody(contact), ...(sheet.draft && { draftId: sheet.draft.id }), ...(routingOf(sheet) as JsonObject) };
  return { sheetKey, method: "submitContact", body, contact, ...(draft && "saving" in draft && { draft }) };
}

/** Sends the form, or what was added to it since. Answers the first path that is not right. */
export async function send(bench: Bench): Promise<string | undefined> {
  const { set, stop } = bench.writing.get();
  const sheet = openSheet(bench);
  if (isPosted(bench, sheet)) return undefined;
  const wrong = flawsToSend(sheet);
  bench.flaws.set(wrong);
  const [first] = Object.keys(wrong);
  if (first) return first;
  if (sheet.conflicts) set({ conflicts: undefined }); // ours is what the person decided for
  if (sheet.referred) {
    await sendNext(bench, sheet);
    return undefined;
  }
  stop();
  await bench.outbox.post(firstParcel(sheet));
  return undefined;
}

const isAmendment = ({ method }: Parcel) => method === "amendIntake" || method === "addNote";

/** Before a parcel is forgotten: what it held is the server's now. */
export async function wipeSent({ writing, keep }: Pick<Bench, "writing" | "keep">, parcel: Parcel) {
  if (isAmendment(parcel)) return;
  const { store, wipe, stop } = writing.get();
  if (store.get().sheet.key !== parcel.sheetKey) return keep.wipe(sheetBox(parcel.sheetKey));
  stop();
  await wipe();
}

/** Hears each answer and refusal once, also of forms that were left. */
export function hearAnswers(bench: Bench) {
  const seen = new Set<string>();
  bench.outbox.parcels.subscribe(() => {
    for (const parcel of bench.outbox.parcels.get()) {
      if ((parcel.state !== "sent" && parcel.state !== "failed") || seen.has(parcel.requestId)) continue;
      seen.add(parcel.requestId);
      void (parcel.state === "sent" ? answered(bench, parcel) : refused(bench, parcel))
        .catch(() => {}) // the parcel says why, and the person sends again
        .then(() => listKept(bench));
    }
  });
}

async function answered(bench: Bench, parcel: Tracked) {
  if (parcel.method === "submitContact") {
    const { caseId, caseNumber, caseVersion } = parcel.answer as SubmitContactResponse;
    if (caseId) referOpen(bench, parcel, { caseId, number: caseNumber, version: caseVersion, base: parcel.contact });
    return;
  }
  const { caseId, number, version } = (parcel.answer as CaseDetail).row!;
  const referred = { caseId, number, version };
  if (!isAmendment(parcel)) return referOpen(bench, parcel, { ...referred, base: parcel.contact });
  await goOn(bench, parcel.sheetKey, (sheet) => ({ ...sheet, referred: { ...referred, base: baseAfter(parcel, sheet.referred!.base) } }));
}

/** A form that was left when its referral was answered has nothing more to send. */
function referOpen(bench: Bench, { sheetKey }: Parcel, referred: NonNullable<Sheet["referred"]>) {
  const sheet = openSheet(bench);
  if (sheet.key === sheetKey) bench.writing.get().refer({ ...sheet, referred });
}

async function refused(bench: Bench, parcel: Tracked) {
  if (parcel.failure?.reason === "case_version_changed" && (await overtaken(bench, parcel).then(() => true, () => false))) return;
  const sheet = openSheet(bench);
  if (sheet.key === parcel.sheetKey && !sheet.referred) write(bench, sheet); // it is being written again
}

/** Somebody changed the case meanwhile. What does not touch goes through; what does is shown, and a person decides. */
async function overtaken(bench: Bench, { sheetKey, method, body, contact, draft }: Tracked) {
  const { case: found } = await createClient(CaseService, bench.transport).getCase({ caseId: body.caseId as string });
  if (method === "addContactToCase") await bench.outbox.post({ sheetKey, method, body: { ...body, expectedVersion: found!.row!.version }, contact, ...(draft && { draft }) });
  else await goOn(bench, sheetKey, (sheet) => overtake(sheet, found!));
}

/** The few facts of a call that needs no form. */
function quickContact({ channel, callerNumber, startedAt, receivedAt, paperSheet }: ContactValues, callType: CallType): ContactValues {
  const at = instant(now_ms());
  return prune({
    channel, callerNumber, receivedAt, paperSheet, callType, contactClass: ContactClass.NON_COUNSELLING,
    ...(!receivedAt && { startedAt: startedAt ?? at, endedAt: at }),
  } as ContactValues);
}

/** A key pressed twice in haste: the second was meant for the call that is closed, and not for the empty form after it. */
const isSecondPress = ({ undoable }: Bench, sheet: Sheet) => isBlank(sheet) && (undoable.get()?.until_ms ?? 0) - now_ms() > undo_ms - one_press_ms;

export async function closeQuick(bench: Bench, callType: CallType) {
  const { stop } = bench.writing.get();
  const sheet = openSheet(bench);
  if (isSecondPress(bench, sheet)) return;
  stop();
  const contact = quickContact(sheet.contact, callType);
  const until_ms = now_ms() + undo_ms;
  const body = { contact: toBody(contact), ...(sheet.draft && { draftId: sheet.draft.id }) };
  const requestId = await bench.outbox.post({ sheetKey: sheet.key, method: "submitContact", body, contact, due_ms: until_ms, ...(!sheet.draft && sheet.saving && { draft: { saving: sheet.saving } }) });
  const { undoable } = bench;
  undoable.set({ requestId, callType, until_ms, sheet });
  setTimeout(() => undoable.get()?.requestId === requestId && undoable.set(undefined), undo_ms);
  letGo(bench);
  show(bench, freshSheet(bench.channel, bench.lock));
}

export function undo(bench: Bench) {
  const last = bench.undoable.get();
  bench.undoable.set(undefined);
  if (!last || !bench.outbox.takeBack(last.requestId)) return;
  leave(bench);
  hold(bench.lock, last.sheet.key);
  show(bench, last.sheet);
}
