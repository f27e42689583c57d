// A form while it is being written. Every change is kept on this machine at once, and on the server as a draft a moment
// after; what was typed meanwhile is never lost to a line that is down, to another window or to a colleague.
import { createClient, type Transport } from "@connectrpc/connect";
import { failureOf, type Failure } from "../../api/failure";
import { lineBack } from "../../api/line";
import { newRequestId } from "../../api/request_id";
import { signedIn } from "../../api/signed_in";
import { Channel, type Contact } from "../../gen/hotline/record/v1/contact_pb";
import { IntakeService } from "../../gen/hotline/v1/intake_pb";
import type { Keep } from "../../keep/keep";
import { createStore, type Store } from "../../store";
import { msOf } from "../../time/format";
import { now_ms } from "../../time/server_time";
import { merge } from "../../keep/merge";
import { nextAmendment } from "./amendment";
import { decidedOf, fromContact, fromRouting, instant, isBlank, isSaved, mergeDecided, toContact, toRouting, toSave, valueAt, withConflicts, withDecided, withValue, type ContactValues, type Decided, type Sheet, type Value } from "./sheet";

export interface WritingState {
  sheet: Sheet;
  /** Where all that was typed is. */
  stored: "nothing" | "here" | "server";
  stored_ms: number;
  /** A colleague goes on with this draft. */
  taken: boolean;
  /** This machine's disk does not have what is typed: no secure context, or its storage refuses. */
  unkept: boolean;
  /** Why the server does not keep it, where that is not the line. */
  refusal?: Failure;
}

export interface Writing {
  store: Store<WritingState>;
  change(path: string, value: Value): void;
  /** "Not known" as an answer: the field is empty and need not be asked again. */
  notKnown(path: string, on: boolean): void;
  /** Where another hand wrote otherwise: which of the two stands. */
  decide(path: string, whose: "ours" | "theirs"): void;
  /** Anything of the sheet beside the contact itself. */
  set(change: Partial<Sheet>): void;
  /** Saves what is not saved yet; resolves when that is done or cannot be done now. */
  flush(): Promise<void>;
  /** No more saving: it was sent, or is thrown away. */
  stop(): void;
  /** The server has it as a case, or changed that case: what follows goes there. */
  refer(sheet: Sheet): void;
  /** A colleague took the draft. */
  lose(): void;
  /** After a colleague took the draft: what is typed here becomes a draft of its own. */
  keepMine(): void;
  /** Forgets what was kept here. */
  wipe(): Promise<void>;
}

// The two that Form 01 demands: there "not known" is an answer that is written down.
const saidUnknown: Record<string, Value> = { "intake.incident": {}, "intake.presentState": "Không rõ" };

const save_after_ms = 1200;
const save_at_latest_ms = 5000;

export const sheetBox = (key: string) => `desk/${key}`;
export const packed = (sheet: Sheet) => new TextEncoder().encode(JSON.stringify(sheet));
export const unpacked = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as Sheet;

/** A form as it is kept; undefined where it is not. */
export async function readSheet(keep: Keep, key: string): Promise<Sheet | undefined> {
  const bytes = await keep.get(sheetBox(key));
  return bytes && unpacked(bytes);
}

export function startWriting(first: Sheet, transport: Transport, keep: Keep): Writing {
  const intake = createClient(IntakeService, transport);
  const stopped = new AbortController();
  const unsaved = !first.referred && (first.draft ? !isSaved(first) : !isBlank(first));
  const stored = unsaved || first.referred ? "here" : first.draft ? "server" : "nothing";
  const store = createStore<WritingState>({ sheet: first, stored, stored_ms: now_ms(), taken: false, unkept: !keep.lasts });
  const now = () => store.get().sheet;
  let saving: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waits_since_ms = 0;
  let keeping: Promise<void> | undefined;
  let keepAgain = false;

  // One write at a time, and always the newest: a fast typist is never ahead by more than one.
  function keepNow(): Promise<void> {
    if (keeping) {
      keepAgain = true;
      return keeping;
    }
    keeping = (async () => {
      let unkept: boolean;
      do {
        keepAgain = false;
        unkept = await keep.put(sheetBox(first.key), packed(now())).then(() => false, () => true);
      } while (keepAgain);
      store.set({ ...store.get(), unkept });
    })().finally(() => (keeping = undefined));
    return keeping;
  }

  function put(sheet: Sheet, change: Partial<WritingState> = {}) {
    store.set({ ...store.get(), sheet, ...change });
  }

  function typed(sheet: Sheet) {
    const begun = sheet.contact.channel === Channel.PHONE && !sheet.contact.startedAt && !sheet.contact.receivedAt;
    put(begun ? { ...sheet, contact: { ...sheet.contact, startedAt: instant(now_ms()) } } : sheet, { stored: "here", stored_ms: now_ms() });
    void keepNow();
    schedule();
  }

  function schedule() {
    if (stopped.signal.aborted || now().referred) return;
    const at_ms = Date.now();
    if (timer === undefined) waits_since_ms = at_ms;
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), Math.min(save_after_ms, Math.max(0, waits_since_ms + save_at_latest_ms - at_ms)));
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    saving ??= save().finally(() => (saving = undefined));
    return saving;
  }

  async function save() {
    while (!stopped.signal.aborted) {
      const { sheet, taken } = store.get();
      if (taken || sheet.referred) return keeping;
      if (!sheet.saving) {
        if (isBlank(sheet) && !sheet.draft) return put(sheet, { stored: "nothing" });
        if (isSaved(sheet)) return put(sheet, { stored: "server" });
        put({ ...sheet, saving: { requestId: newRequestId(), draftId: sheet.draft?.id ?? "", version: sheet.draft?.version ?? 0, contact: toSave(sheet), routing: decidedOf(sheet) } });
        await keepNow();
      }
      const { requestId, draftId, version, contact, routing = {} } = now().saving!;
      try {
        const answer = await intake.saveDraft({ requestId, draftId, expectedVersion: version, contact: toContact(contact), routing: toRouting(routing) }, { signal: stopped.signal });
        const { saving: _, ...rest } = now();
        const stored_ms = answer.savedAt ? msOf(answer.savedAt) : now_ms();
        put({ ...rest, draft: { id: answer.draftId, version: answer.version, base: contact, routing } }, { stored_ms });
        clearRefusal();
        await keepNow();
      } catch (thrown) {
        if (stopped.signal.aborted || !(await overcome(failureOf(thrown)))) return;
      }
    }
  }

  function clearRefusal() {
    const { refusal: _, ...rest } = store.get();
    store.set(rest);
  }

  /** True where saving goes on. */
  async function overcome(failure: Failure): Promise<boolean> {
    const { draftId } = now().saving!;
    const whatIsTyped = () => {
      const { saving: _, ...sheet } = now();
      return sheet;
    };
    try {
      switch (failure.reason) {
        case "line_down":
          put(now(), { stored: "here" });
          await lineBack(stopped.signal);
          return true;
        case "session_missing":
        case "session_ended":
          await signedIn(stopped.signal);
          return true;
        case "draft_unknown":
          put(whatIsTyped(), { taken: true, stored: "here" });
          return false;
        case "draft_changed": {
          const theirs = await findDraft(intake, draftId, stopped.signal);
          takeTheirs(whatIsTyped(), draftId, theirs);
          await keepNow();
          return true;
        }
        default:
          if (failure.refused) put(whatIsTyped(), { stored: "here", refusal: failure });
          return false;
      }
    } catch {
      return false; // stopped, or the line went again: the next change tries again
    }
  }

  /** `sheet` is the form as it is now: what was typed while theirs was asked for is in it. */
  function takeTheirs(sheet: Sheet, draftId: string, theirs: FoundDraft | undefined) {
    if (!theirs?.contact) return put(sheet, { taken: true, stored: "here" });
    const { values, conflicts } = merge<ContactValues>(sheet.draft?.base ?? {}, sheet.contact, theirs.contact);
    const decided = mergeDecided(sheet.draft?.routing ?? {}, decidedOf(sheet), theirs.routing);
    // What one hand marked as not known and the other wrote is known.
    const notKnown = (decided.notKnown ?? []).filter((path) => valueAt(values, path) === undefined || path in saidUnknown);
    const merged = { ...withDecided(sheet, { ...decided, notKnown }), contact: values, draft: { id: draftId, version: theirs.version, base: theirs.contact, routing: theirs.routing } };
    put(withConflicts(merged, { ...sheet.conflicts, ...conflicts }));
  }

  /** What became of the draft since it was last open here. */
  async function catchUp({ id, version }: NonNullable<Sheet["draft"]>) {
    const theirs = await findDraft(intake, id, stopped.signal);
    const { draft, saving: busy, referred } = now();
    if (stopped.signal.aborted || busy || referred || draft?.version !== version) return;
    if (theirs?.version === version) return;
    takeTheirs(now(), id, theirs);
    await keepNow();
  }

  if (first.saving || unsaved) schedule();
  else if (first.draft && !first.referred) void catchUp(first.draft).catch(() => {}); // the next save tells
  return {
    store,
    change(path, value) {
      const sheet = now();
      typed({ ...sheet, contact: withValue(sheet.contact, path, value), notKnown: sheet.notKnown.filter((known) => known !== path) });
    },
    notKnown(path, on) {
      const sheet = now();
      const rest = sheet.notKnown.filter((known) => known !== path);
      const answer = on ? saidUnknown[path] : undefined;
      const contact = valueAt(sheet.contact, path) === undefined && answer === undefined ? sheet.contact : withValue(sheet.contact, path, answer);
      typed({ ...sheet, contact, notKnown: on ? [...rest, path] : rest });
    },
    decide(path, whose) {
      const sheet = now();
      const { [path]: theirs, ...conflicts } = sheet.conflicts ?? {};
      const taken = { ...sheet, contact: withValue(sheet.contact, path, theirs as Value), notKnown: sheet.notKnown.filter((known) => known !== path) };
      typed(withConflicts(whose === "theirs" ? taken : sheet, conflicts));
    },
    set(change) {
      typed({ ...now(), ...change });
    },
    flush,
    stop() {
      clearTimeout(timer);
      stopped.abort();
    },
    refer(whole) {
      const { draft: _, saving: __, ...sheet } = whole;
      const more = nextAmendment(sheet) !== undefined;
      put(sheet, { stored: more ? "here" : "server", stored_ms: now_ms() });
      if (more) void keepNow();
    },
    lose() {
      put(now(), { taken: true });
    },
    keepMine() {
      const { draft: _, saving: __, ...sheet } = now();
      put(sheet, { taken: false });
      typed(sheet);
    },
    async wipe() {
      await keeping;
      await keep.wipe(sheetBox(first.key));
    },
  };
}

export interface FoundDraft {
  version: number;
  ownerId: string;
  contact: ContactValues | undefined;
  routing: Decided;
}

const pages_max = 10;

/** One of the drafts that this person may see; undefined where it is gone. */
async function findDraft(intake: { listDrafts: ReturnType<typeof createClient<typeof IntakeService>>["listDrafts"] }, draftId: string, signal: AbortSignal): Promise<FoundDraft | undefined> {
  let pageToken = "";
  for (let page = 0; page < pages_max; ++page) {
    const { drafts, nextPageToken } = await intake.listDrafts({ ofUnit: false, pageSize: 200, pageToken }, { signal });
    const found = drafts.find((draft) => draft.draftId === draftId);
    if (found) return { version: found.version, ownerId: found.ownerId, contact: found.contact && fromContact(found.contact as Contact), routing: fromRouting(found.routing) };
    if (!nextPageToken) return undefined;
    pageToken = nextPageToken;
  }
  return undefined;
}
