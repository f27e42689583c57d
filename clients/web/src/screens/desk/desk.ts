// The desk of one person: the form that is open, the forms beside it, and what was sent. It lives as long as the page
// and goes on while another screen is open, so that a call that was sent while the line is down holds up no other call.
import { createClient, type Transport } from "@connectrpc/connect";
import { newRequestId } from "../../api/request_id";
import { CallType, Channel, ContactClass, type Contact } from "../../gen/hotline/record/v1/contact_pb";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { CaseService } from "../../gen/hotline/v1/case_pb";
import { IntakeService, type SubmitContactResponse } from "../../gen/hotline/v1/intake_pb";
import type { Flaw } from "../../contract/rules";
import type { Keep } from "../../keep/keep";
import { createStore, type Store } from "../../store";
import { now_ms } from "../../time/server_time";
import { merge, same } from "../../keep/merge";
import { baseAfter, nextAmendment } from "./amendment";
import { lockSheet } from "./lock";
import { discardDraft, openOutbox, type LeftDraft, type Outbox, type Parcel, type Tracked } from "./outbox";
import { blankSheet, flawsToSend, fromContact, instant, prune, toBody, toContact, toSave, toSend, type ContactValues, type Sheet } from "./sheet";
import { sheetBox, startWriting, unpacked, type Writing } from "./writing";

export const undo_ms = 5000;

export interface Undoable {
  requestId: string;
  callType: CallType;
  until_ms: number;
  sheet: Sheet;
}

export interface KeptSheet {
  key: string;
  at_ms: number;
  /** Where the server has it too. */
  draftId?: string;
}

export interface Desk {
  writing: Store<Writing>;
  outbox: Outbox;
  /** Forms that were kept on this machine and are not open. */
  kept: Store<readonly KeptSheet[]>;
  /** When the form that is open was last typed in, where it was found and not begun here. */
  found_ms: Store<number | undefined>;
  undoable: Store<Undoable | undefined>;
  /** What the rules say of the last attempt to send. */
  flaws: Store<Record<string, Flaw>>;
  /** Sends the form, or what was added to it since. Answers the first path that is not right. */
  send(): Promise<string | undefined>;
  closeQuick(type: CallType): Promise<void>;
  undo(): void;
  /** A new form; what is open stays as a draft. */
  next(): void;
  /** False where another window has it. */
  openKept(key: string): Promise<boolean>;
  openDraft(draft: { draftId: string; version: number; contact?: Contact | undefined }): void;
  takeOver(draftId: string): Promise<void>;
  /** Forgets what is kept here of drafts that are on the server no more, where nothing unsaved is in it. */
  tidy(drafts: ReadonlySet<string>): Promise<void>;
  /** Throws the form away, here and on the server; throws, and leaves it, where the server cannot be told. */
  discard(): Promise<void>;
}

const of_tab = "hotline.desk";

function leftDraft({ draft, saving }: Sheet): LeftDraft | undefined {
  return draft ? { id: draft.id } : saving && { saving };
}

export async function openDesk(transport: Transport, keep: Keep | undefined, channel: Channel): Promise<Desk> {
  const intake = createClient(IntakeService, transport);
  const cases = createClient(CaseService, transport);
  const outbox = openOutbox(transport, keep, onSent);
  const kept = createStore<readonly KeptSheet[]>([]);
  const found_ms = createStore<number | undefined>(undefined);
  const undoable = createStore<Undoable | undefined>(undefined);
  const flaws = createStore<Record<string, Flaw>>({});
  let unlock: (() => void) | undefined;
  let sent = false; // the first form was sent before the reload, and waits for its answer
  const writing = createStore<Writing>(startWriting(await firstSheet(), transport, keep));
  if (sent) writing.get().stop();
  await outbox.resume();
  await listKept();

  async function read(key: string): Promise<Sheet | undefined> {
    const bytes = await keep?.get(sheetBox(key));
    return bytes && unpacked(bytes);
  }

  async function firstSheet(): Promise<Sheet> {
    const boxes = ((await keep?.list("desk/")) ?? []).map(({ id, at_ms }) => ({ id: id.slice("desk/".length), at_ms }));
    const mine = globalThis.sessionStorage?.getItem(of_tab);
    const sending = new Set(await keptParcels());
    for (const { id, at_ms } of boxes.sort((a, b) => Number(b.id === mine) - Number(a.id === mine))) {
      // What this tab had sent stands where it was, and waits for its answer.
      const sheet = sending.has(id) && id !== mine ? undefined : await read(id);
      const release = sheet && (await lockSheet(id));
      if (!sheet || !release) continue;
      unlock = release;
      sent = sending.has(id);
      if (!sent) found_ms.set(at_ms);
      remember(id);
      return sheet;
    }
    return fresh();
  }

  /** Forms that were sent and wait for their answer are not opened again. */
  async function keptParcels(): Promise<string[]> {
    const boxes = (await keep?.list("outbox/")) ?? [];
    const bytes = await Promise.all(boxes.map(({ id }) => keep!.get(id)));
    return bytes.filter((one) => one !== undefined).map((one) => (JSON.parse(new TextDecoder().decode(one)) as Parcel).sheetKey);
  }

  function remember(key: string) {
    globalThis.sessionStorage?.setItem(of_tab, key);
  }

  function fresh(): Sheet {
    const sheet = blankSheet(channel);
    void lockSheet(sheet.key).then((release) => (unlock = release));
    remember(sheet.key);
    return sheet;
  }

  async function listKept() {
    const open = writing.get().store.get().sheet.key;
    const sending = new Set(outbox.parcels.get().filter(({ state }) => state !== "failed").map(({ sheetKey }) => sheetKey));
    const found: KeptSheet[] = [];
    for (const { id, at_ms } of (await keep?.list("desk/")) ?? []) {
      const key = id.slice("desk/".length);
      const sheet = key === open || sending.has(key) ? undefined : await read(key);
      if (sheet) found.push({ key, at_ms, ...(sheet.draft && { draftId: sheet.draft.id }) });
    }
    kept.set(found);
  }

  function show(sheet: Sheet) {
    flaws.set({});
    writing.set(startWriting(sheet, transport, keep));
    void listKept();
  }

  /** What is open goes to the side, saved; nothing waits for that. */
  function leave() {
    unlock?.();
    unlock = undefined;
    found_ms.set(undefined);
    const before = writing.get();
    void before.flush();
  }

  async function onSent(parcel: Parcel) {
    if (parcel.method === "amendIntake" || parcel.method === "addNote") return;
    const { store, wipe, stop } = writing.get();
    if (store.get().sheet.key !== parcel.sheetKey) return keep?.wipe(sheetBox(parcel.sheetKey));
    stop();
    await wipe();
  }

  // Answers and refusals of the form that is open.
  const seen = new Set<string>();
  outbox.parcels.subscribe(() => {
    for (const parcel of outbox.parcels.get()) {
      if ((parcel.state !== "sent" && parcel.state !== "failed") || seen.has(parcel.requestId)) continue;
      seen.add(parcel.requestId);
      // Where this fails the parcel says why, and the person sends again.
      if (parcel.sheetKey === writing.get().store.get().sheet.key) void answered(parcel).catch(() => {});
    }
  });

  async function answered(parcel: Tracked) {
    const { store, refer } = writing.get();
    const { referred } = store.get().sheet;
    if (parcel.state === "failed") {
      if (parcel.failure?.reason === "case_version_changed") return overtaken(parcel);
      if (!referred) writing.set(startWriting(store.get().sheet, transport, keep)); // it is being written again
      return;
    }
    if (parcel.method === "submitContact") {
      const answer = parcel.answer as SubmitContactResponse;
      if (answer.caseId) refer({ caseId: answer.caseId, number: answer.caseNumber, version: answer.caseVersion, base: parcel.contact });
    } else {
      const row = (parcel.answer as CaseDetail).row!;
      refer({ caseId: row.caseId, number: row.number, version: row.version, base: baseAfter(parcel, referred?.base) });
      if (parcel.method !== "addContactToCase" && !(await amend())) await writing.get().wipe();
    }
  }

  /** Somebody changed the case meanwhile. What does not touch goes through; what does is shown, and a person decides. */
  async function overtaken(parcel: Tracked) {
    const { store, refer, set } = writing.get();
    const { sheet } = store.get();
    const caseId = sheet.referred?.caseId ?? sheet.joins!.caseId;
    const { case: found } = await cases.getCase({ caseId });
    const row = found!.row!;
    if (parcel.method === "addContactToCase") {
      set({ joins: { caseId, number: row.number, version: row.version } });
      return void (await send());
    }
    const theirs = { ...sheet.referred!.base, intake: found?.intake ? fromContact({ ...toContact({}), intake: found.intake }).intake! : {} };
    const { values, conflicts } = merge<ContactValues>(sheet.referred!.base, prune(sheet.contact), theirs);
    refer({ caseId, number: row.number, version: row.version, base: theirs });
    const now = store.get();
    store.set({ ...now, sheet: { ...now.sheet, contact: values }, conflicts });
    if (Object.keys(conflicts).length === 0) await amend();
  }

  /** Sends the next of what was added since the referral; false where there is nothing. */
  async function amend(): Promise<boolean> {
    const parcel = nextAmendment(writing.get().store.get().sheet);
    if (parcel) await outbox.post(parcel);
    return parcel !== undefined;
  }

  // From the key until the parcel is on the disk: a second key in between sends nothing twice.
  let posting = false;
  async function once<T>(act: () => Promise<T>): Promise<T | undefined> {
    if (posting) return undefined;
    posting = true;
    try {
      return await act();
    } finally {
      posting = false;
    }
  }

  /** On its way already, or there. */
  function isPosted({ key, referred }: Sheet): boolean {
    return outbox.parcels.get().some(({ sheetKey, state }) => sheetKey === key && (state === "sending" || state === "waiting" || (state === "sent" && !referred)));
  }

  async function send(): Promise<string | undefined> {
    const { store, stop } = writing.get();
    const { sheet } = store.get();
    if (isPosted(sheet)) return undefined;
    const wrong = flawsToSend(sheet);
    flaws.set(wrong);
    const [first] = Object.keys(wrong);
    if (first) return first;
    store.set({ ...store.get(), conflicts: {} });
    if (sheet.referred) {
      await amend();
      return undefined;
    }
    stop();
    const contact = toSend(sheet);
    const draft = leftDraft(sheet);
    if (sheet.joins) {
      const body = { caseId: sheet.joins.caseId, expectedVersion: sheet.joins.version, contact: toBody(contact) };
      await outbox.post({ sheetKey: sheet.key, method: "addContactToCase", body, contact, ...(draft && { draft }) });
    } else {
      const body = { contact: toBody(contact), ...(sheet.draft && { draftId: sheet.draft.id }), ...(sheet.referTo && { referTo: sheet.referTo }), ...(sheet.restricted && { restricted: true }) };
      await outbox.post({ sheetKey: sheet.key, method: "submitContact", body, contact, ...(draft && "saving" in draft && { draft }) });
    }
    return undefined;
  }

  async function closeQuick(type: CallType) {
    const { store, stop } = writing.get();
    const { sheet } = store.get();
    stop();
    const at = instant(now_ms());
    const { channel: by, callerNumber, startedAt, receivedAt, paperSheet } = sheet.contact;
    const contact: ContactValues = prune({
      channel: by, callerNumber, receivedAt, paperSheet, callType: type, contactClass: ContactClass.NON_COUNSELLING,
      ...(!receivedAt && { startedAt: startedAt ?? at, endedAt: at }),
    } as ContactValues);
    const until_ms = now_ms() + undo_ms;
    const body = { contact: toBody(contact), ...(sheet.draft && { draftId: sheet.draft.id }) };
    const requestId = await outbox.post({ sheetKey: sheet.key, method: "submitContact", body, contact, due_ms: until_ms, ...(!sheet.draft && sheet.saving && { draft: { saving: sheet.saving } }) });
    undoable.set({ requestId, callType: type, until_ms, sheet });
    setTimeout(() => undoable.get()?.requestId === requestId && undoable.set(undefined), undo_ms);
    leaveQuietly();
    show(fresh());
  }

  function leaveQuietly() {
    unlock?.();
    unlock = undefined;
    found_ms.set(undefined);
  }

  function undo() {
    const last = undoable.get();
    undoable.set(undefined);
    if (!last || !outbox.takeBack(last.requestId)) return;
    leave();
    remember(last.sheet.key);
    void lockSheet(last.sheet.key).then((release) => (unlock = release));
    show(last.sheet);
  }

  function openDraft({ draftId, version, contact }: Parameters<Desk["openDraft"]>[0]) {
    if (!contact) return;
    leave();
    const values = fromContact(contact);
    const blank = fresh(); // a call that a telephone system reported says nothing of its kind
    show({ ...blank, contact: { ...blank.contact, ...values }, draft: { id: draftId, version, base: values } });
  }

  return {
    writing, outbox, kept, found_ms, undoable, flaws, undo,
    send: () => once(send),
    closeQuick: (type) => once(() => closeQuick(type)),
    next() {
      leave();
      show(fresh());
    },
    async openKept(key) {
      const sheet = await read(key);
      const release = sheet && (await lockSheet(key));
      if (!sheet || !release) return false;
      leave();
      unlock = release;
      remember(key);
      show(sheet);
      return true;
    },
    openDraft,
    async takeOver(draftId) {
      const { draft } = await intake.takeOverDraft({ requestId: newRequestId(), draftId });
      if (draft) openDraft(draft);
    },
    async tidy(drafts) {
      const gone = kept.get().filter(({ draftId }) => draftId && !drafts.has(draftId));
      for (const { key } of gone) {
        const sheet = await read(key);
        if (sheet?.draft && !sheet.saving && !sheet.referred && same(toSave(sheet), sheet.draft.base)) await keep?.wipe(sheetBox(key));
      }
      if (gone.length > 0) await listKept();
    },
    async discard() {
      const { store, stop, wipe } = writing.get();
      stop();
      const { sheet } = store.get();
      const left = leftDraft(sheet);
      try {
        if (left) await discardDraft(transport, left);
      } catch (thrown) {
        writing.set(startWriting(sheet, transport, keep)); // it is still there, and still written
        throw thrown;
      }
      await wipe();
      leaveQuietly();
      show(fresh());
    },
  };
}
