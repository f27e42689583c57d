// How a form leaves the desk, and what its answer changes: the referral, a further contact, and what was added since; a
// call that one key closes, and taking that back.
import type { JsonObject } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { Channel, type CallType, ContactClass } from "../../gen/hotline/record/v1/contact_pb";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { CaseService } from "../../gen/hotline/v1/case_pb";
import type { SubmitContactResponse } from "../../gen/hotline/v1/intake_pb";
import { merge } from "../../keep/merge";
import { now_ms } from "../../time/server_time";
import { baseAfter, nextAmendment } from "./amendment";
import { freshSheet, hold, leftDraft, letGo, openSheet, write, type Bench } from "./bench";
import type { Parcel, Tracked } from "./outbox";
import { flawsToSend, fromContact, instant, prune, routingOf, toBody, toContact, toSend, type ContactValues, type Sheet } from "./sheet";
import { leave, show } from "./shelf";
import { sheetBox } from "./writing";

export const undo_ms = 5000;

/** On its way already, or there. */
function isPosted({ outbox }: Bench, { key, referred }: Sheet): boolean {
  return outbox.parcels.get().some(({ sheetKey, state }) => sheetKey === key && (state === "sending" || state === "waiting" || (state === "sent" && !referred)));
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

/** Sends the next of what was added since the referral; false where there is nothing. */
async function amend(bench: Bench): Promise<boolean> {
  const parcel = nextAmendment(openSheet(bench));
  if (parcel) await bench.outbox.post(parcel);
  return parcel !== undefined;
}

/** Sends the form, or what was added to it since. Answers the first path that is not right. */
export async function send(bench: Bench): Promise<string | undefined> {
  const { store, stop } = bench.writing.get();
  const { sheet } = store.get();
  if (isPosted(bench, sheet)) return undefined;
  const wrong = flawsToSend(sheet);
  bench.flaws.set(wrong);
  const [first] = Object.keys(wrong);
  if (first) return first;
  store.set({ ...store.get(), conflicts: {} });
  if (sheet.referred) {
    await amend(bench);
    return undefined;
  }
  stop();
  await bench.outbox.post(firstParcel(sheet));
  return undefined;
}

/** Before a parcel is forgotten: what it held is the server's now. */
export async function wipeSent({ writing, keep }: Pick<Bench, "writing" | "keep">, { method, sheetKey }: Parcel) {
  if (method === "amendIntake" || method === "addNote") return;
  const { store, wipe, stop } = writing.get();
  if (store.get().sheet.key !== sheetKey) return keep?.wipe(sheetBox(sheetKey));
  stop();
  await wipe();
}

/** Hears the answers and refusals of the form that is open, each once. */
export function hearAnswers(bench: Bench) {
  const seen = new Set<string>();
  bench.outbox.parcels.subscribe(() => {
    for (const parcel of bench.outbox.parcels.get()) {
      if ((parcel.state !== "sent" && parcel.state !== "failed") || seen.has(parcel.requestId)) continue;
      seen.add(parcel.requestId);
      // Where this fails the parcel says why, and the person sends again.
      if (parcel.sheetKey === openSheet(bench).key) void answered(bench, parcel).catch(() => {});
    }
  });
}

async function answered(bench: Bench, parcel: Tracked) {
  const { refer } = bench.writing.get();
  const { referred } = openSheet(bench);
  if (parcel.state === "failed") {
    if (parcel.failure?.reason === "case_version_changed") return overtaken(bench, parcel);
    if (!referred) write(bench, openSheet(bench)); // it is being written again
    return;
  }
  if (parcel.method === "submitContact") {
    const answer = parcel.answer as SubmitContactResponse;
    if (answer.caseId) refer({ caseId: answer.caseId, number: answer.caseNumber, version: answer.caseVersion, base: parcel.contact });
  } else {
    const row = (parcel.answer as CaseDetail).row!;
    refer({ caseId: row.caseId, number: row.number, version: row.version, base: baseAfter(parcel, referred?.base) });
    if (parcel.method !== "addContactToCase" && !(await amend(bench))) await bench.writing.get().wipe();
  }
}

/** Somebody changed the case meanwhile. What does not touch goes through; what does is shown, and a person decides. */
async function overtaken(bench: Bench, parcel: Tracked) {
  const { store, refer, set } = bench.writing.get();
  const { sheet } = store.get();
  const caseId = sheet.referred?.caseId ?? sheet.joins!.caseId;
  const { case: found } = await createClient(CaseService, bench.transport).getCase({ caseId });
  const row = found!.row!;
  if (parcel.method === "addContactToCase") {
    set({ joins: { caseId, number: row.number, version: row.version } });
    return void (await send(bench));
  }
  const theirs = { ...sheet.referred!.base, intake: found?.intake ? fromContact({ ...toContact({}), intake: found.intake }).intake! : {} };
  const { values, conflicts } = merge<ContactValues>(sheet.referred!.base, prune(sheet.contact), theirs);
  refer({ caseId, number: row.number, version: row.version, base: theirs });
  const now = store.get();
  store.set({ ...now, sheet: { ...now.sheet, contact: values }, conflicts });
  if (Object.keys(conflicts).length === 0) await amend(bench);
}

/** The few facts of a call that needs no form. */
function quickContact({ channel, callerNumber, startedAt, receivedAt, paperSheet }: ContactValues, callType: CallType): ContactValues {
  const at = instant(now_ms());
  return prune({
    channel, callerNumber, receivedAt, paperSheet, callType, contactClass: ContactClass.NON_COUNSELLING,
    ...(!receivedAt && { startedAt: startedAt ?? at, endedAt: at }),
  } as ContactValues);
}

export async function closeQuick(bench: Bench, callType: CallType) {
  const { store, stop } = bench.writing.get();
  const { sheet } = store.get();
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
