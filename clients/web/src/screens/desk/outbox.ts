// What was sent and is not answered yet. A parcel is on this machine before it leaves, with its request_id, and stays
// until the server's durable answer: through a line that is down, a reload, a crash, another screen, a new sign-in.
// The same parcel sent twice is done once. A parcel with `due_ms` can be taken back until then.
import { fromJson, type DescMessage, type DescMethodUnary, type JsonObject } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { carry, type ActState } from "../../api/act";
import { failureOf, type Failure } from "../../api/failure";
import { newRequestId } from "../../api/request_id";
import { signedIn } from "../../api/signed_in";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { CaseService } from "../../gen/hotline/v1/case_pb";
import { IntakeService, type SubmitContactResponse } from "../../gen/hotline/v1/intake_pb";
import type { Keep } from "../../keep/keep";
import { createStore, type Store } from "../../store";
import { now_ms } from "../../time/server_time";
import { toContact, toRouting, type ContactValues, type Sheet } from "./sheet";

const methods = {
  submitContact: IntakeService.method.submitContact,
  addContactToCase: CaseService.method.addContactToCase,
  amendIntake: CaseService.method.amendIntake,
  addNote: CaseService.method.addNote,
};

/** A draft on the server, or one that was being made when the form was sent. */
export type LeftDraft = { id: string } | { saving: NonNullable<Sheet["saving"]> };

export interface Parcel {
  requestId: string;
  sheetKey: string;
  method: keyof typeof methods;
  /** The request without its request_id. */
  body: JsonObject;
  /** What the form held when it was sent. */
  contact: ContactValues;
  due_ms?: number;
  /** A draft that this was and that the method itself does not take away. */
  draft?: LeftDraft;
}

export interface Tracked extends Parcel {
  state: ActState;
  failure?: Failure;
  /** The page alone has it: this machine's disk did not take it. */
  unkept?: boolean;
  sent_ms?: number;
  /** Where it opened a case, or joined or changed one. */
  answer?: SubmitContactResponse | CaseDetail;
}

export interface Outbox {
  parcels: Store<readonly Tracked[]>;
  /** Goes on with what was left from before a reload or a crash. */
  resume(): Promise<void>;
  post(parcel: Omit<Parcel, "requestId">): Promise<string>;
  /** True where it had not left yet, and does not leave any more. */
  takeBack(requestId: string): boolean;
  /** What could still be taken back leaves now. Resolves when nothing is on its way; what waits for the line waits on. */
  sendAll(): Promise<void>;
  /** Something of this form has left and is not answered. */
  isUnderWay(sheetKey: string): boolean;
}

const again_first_ms = 2000;
const again_max_ms = 15_000;
const remembered_max = 50;

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });

const box = (requestId: string) => `outbox/${requestId}`;

export async function discardDraft(transport: Transport, draft: LeftDraft): Promise<void> {
  const intake = createClient(IntakeService, transport);
  let draftId = "id" in draft ? draft.id : "";
  if ("saving" in draft) {
    // Repeated, to learn which one it became.
    const { requestId, draftId: of, version, contact, routing } = draft.saving;
    ({ draftId } = await intake.saveDraft({ requestId, draftId: of, expectedVersion: version, contact: toContact(contact), routing: toRouting(routing) }));
  }
  await intake.discardDraft({ requestId: newRequestId(), draftId });
}

/** `onSent` is carried out before the parcel is forgotten: a crash between the two repeats it, and loses nothing. */
export function openOutbox(transport: Transport, keep: Keep, onSent: (parcel: Parcel) => Promise<void>): Outbox {
  const parcels = createStore<readonly Tracked[]>([]);
  const running = new Map<string, AbortController>();
  const notDue = new Map<string, () => void>();
  const posting: string[] = []; // forms of which a parcel is on its way to the disk

  function note(requestId: string, change: Partial<Tracked>) {
    parcels.set(parcels.get().map((parcel) => (parcel.requestId === requestId ? { ...parcel, ...change } : parcel)));
  }

  /** Resolves with the answer; throws only what the server refused. */
  async function carried(parcel: Parcel, signal: AbortSignal) {
    const method = methods[parcel.method] as DescMethodUnary<DescMessage, DescMessage>;
    const message = fromJson(method.input, { ...parcel.body, requestId: parcel.requestId });
    for (let wait_ms = again_first_ms; ; wait_ms = Math.min(wait_ms * 2, again_max_ms)) {
      try {
        return await carry(transport, method, message, signal, (state, failure) => note(parcel.requestId, { state, ...(failure && { failure }) }));
      } catch (thrown) {
        if (signal.aborted) throw thrown;
        const [failure, { code }] = [failureOf(thrown), ConnectError.from(thrown)];
        const later = code === Code.Unauthenticated || code === Code.ResourceExhausted || !failure.refused;
        if (!later) throw thrown;
        note(parcel.requestId, { state: "waiting", failure });
        await (code === Code.Unauthenticated ? signedIn(signal) : pause(wait_ms, signal));
      }
    }
  }

  /** Taken back in another tab, or sent from there. Where the disk does not say, it leaves. */
  const isGone = (requestId: string) => keep.get(box(requestId)).then((bytes) => bytes === undefined, () => false);

  function forget(requestId: string) {
    parcels.set(parcels.get().filter((parcel) => parcel.requestId !== requestId));
  }

  async function deliver(parcel: Parcel) {
    const stop = new AbortController();
    running.set(parcel.requestId, stop);
    try {
      if (parcel.due_ms !== undefined) {
        const atOnce = new Promise<void>((go) => notDue.set(parcel.requestId, go));
        await Promise.race([pause(Math.max(0, parcel.due_ms - now_ms()), stop.signal), atOnce]);
        notDue.delete(parcel.requestId);
        if (await isGone(parcel.requestId)) return forget(parcel.requestId);
      }
      const answer = await carried(parcel, stop.signal);
      const told = ("case" in answer ? answer.case : answer) as SubmitContactResponse | CaseDetail;
      // What the disk does not let go of leaves again after a reload, and is done once.
      await onSent(parcel).then(() => keep.wipe(box(parcel.requestId))).catch(() => {});
      note(parcel.requestId, { state: "sent", sent_ms: now_ms(), answer: told });
      // Where this fails, it stays in the list of drafts, and a person discards it.
      if (parcel.draft) void discardDraft(transport, parcel.draft).catch(() => {});
    } catch (thrown) {
      if (stop.signal.aborted) return;
      await keep.wipe(box(parcel.requestId)).catch(() => {});
      note(parcel.requestId, { state: "failed", failure: failureOf(thrown) });
    } finally {
      running.delete(parcel.requestId);
    }
  }

  function track(parcel: Parcel, unkept = false) {
    const kept = parcels.get().filter(({ state }, index, all) => state !== "sent" || index >= all.length - remembered_max);
    parcels.set([...kept, { ...parcel, state: "sending", ...(unkept && { unkept }) }]);
    void deliver(parcel);
  }

  async function resume() {
    for (const { id } of await keep.list("outbox/")) {
      const bytes = await keep.get(id);
      if (!bytes) continue;
      const parcel = JSON.parse(new TextDecoder().decode(bytes)) as Parcel;
      if (parcels.get().every(({ requestId }) => requestId !== parcel.requestId)) track(parcel);
    }
  }

  return {
    parcels,
    resume,
    async post(parcel) {
      const whole: Parcel = { ...parcel, requestId: newRequestId() };
      posting.push(parcel.sheetKey);
      const unkept = await keep.put(box(whole.requestId), new TextEncoder().encode(JSON.stringify(whole))).then(() => false, () => true);
      posting.splice(posting.indexOf(parcel.sheetKey), 1);
      track(whole, unkept);
      return whole.requestId;
    },
    takeBack(requestId) {
      const parcel = parcels.get().find((one) => one.requestId === requestId);
      if (!parcel || parcel.due_ms === undefined || parcel.due_ms <= now_ms()) return false;
      running.get(requestId)?.abort();
      notDue.delete(requestId);
      parcels.set(parcels.get().filter((one) => one !== parcel));
      void keep.wipe(box(requestId)).catch(() => {});
      return true;
    },
    sendAll() {
      for (const [requestId, go] of notDue) {
        note(requestId, { due_ms: now_ms() });
        go();
      }
      return new Promise((resolve) => {
        const look = () => {
          if (posting.length > 0 || parcels.get().some(({ state }) => state === "sending")) return;
          stop();
          resolve();
        };
        const stop = parcels.subscribe(look);
        look();
      });
    },
    isUnderWay: (key) => posting.includes(key) || parcels.get().some(({ sheetKey, state }) => sheetKey === key && (state === "sending" || state === "waiting")),
  };
}
