// The desk of one person: the form that is open, the forms beside it, and what was sent. It lives as long as the page
// and goes on while another screen is open, so that a call that was sent while the line is down holds up no other call.
import { createClient, type Transport } from "@connectrpc/connect";
import { newRequestId } from "../../api/request_id";
import type { CallType, Channel } from "../../gen/hotline/record/v1/contact_pb";
import { IntakeService, type Draft } from "../../gen/hotline/v1/intake_pb";
import type { Flaw } from "../../contract/rules";
import type { Keep } from "../../keep/keep";
import { createStore, type Store } from "../../store";
import { freshSheet, leftDraft, letGo, openSheet, write, type Bench, type KeptSheet, type Lock, type Undoable } from "./bench";
import { sendAdded } from "./adding";
import { discardDraft, openOutbox, type Outbox } from "./outbox";
import { closeQuick, hearAnswers, send, undo, wipeSent } from "./sending";
import { fromContact, fromRouting } from "./sheet";
import { findLeft, leave, listKept, show, takeUp, tidy } from "./shelf";
import { startWriting, type Writing } from "./writing";

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
  openDraft(draft: OpenableDraft): void;
  takeOver(draftId: string): Promise<void>;
  /** Forgets what is kept here of drafts that are on the server no more, where nothing unsaved is in it. */
  tidy(drafts: ReadonlySet<string>): Promise<void>;
  /** Before the person leaves the machine: what is typed is saved, and all that is to be sent leaves now. */
  leave(): Promise<void>;
  /** Throws the form away, here and on the server; throws, and leaves it, where the server cannot be told. */
  discard(): Promise<void>;
}

type OpenableDraft = Pick<Draft, "draftId" | "version" | "contact" | "routing">;

/** The bench with the form that was left on it, or an empty one. */
async function setUp(transport: Transport, keep: Keep, channel: Channel): Promise<Bench> {
  const lock: Lock = {};
  const found_ms = createStore<number | undefined>(undefined);
  const left = await findLeft(keep, lock).catch(() => undefined); // a disk that cannot be read holds up no call
  const writing = createStore<Writing>(startWriting(left?.sheet ?? freshSheet(channel, lock), transport, keep));
  if (left?.sent) writing.get().stop();
  else found_ms.set(left?.at_ms);
  return {
    transport, keep, channel, lock, writing, found_ms,
    outbox: openOutbox(transport, keep, (parcel) => wipeSent({ writing, keep }, parcel)),
    kept: createStore<readonly KeptSheet[]>([]),
    undoable: createStore<Undoable | undefined>(undefined),
    flaws: createStore<Record<string, Flaw>>({}),
  };
}

function openDraft(bench: Bench, { draftId, version, contact, routing: route }: OpenableDraft) {
  if (!contact) return;
  leave(bench);
  const values = fromContact(contact);
  const routing = fromRouting(route);
  const blank = freshSheet(bench.channel, bench.lock); // a call that a telephone system reported says nothing of its kind
  show(bench, { ...blank, ...routing, contact: { ...blank.contact, ...values }, draft: { id: draftId, version, base: values, routing } });
}

async function discard(bench: Bench) {
  const { stop, wipe } = bench.writing.get();
  stop();
  const sheet = openSheet(bench);
  const left = leftDraft(sheet);
  try {
    if (left) await discardDraft(bench.transport, left);
  } catch (thrown) {
    write(bench, sheet); // it is still there, and still written
    throw thrown;
  }
  await wipe();
  letGo(bench);
  show(bench, freshSheet(bench.channel, bench.lock));
}

/** One act at a time, until it is on the disk: a second key in between sends nothing twice. */
function oneAtATime() {
  let busy = false;
  return async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    if (busy) return undefined;
    busy = true;
    try {
      return await act();
    } finally {
      busy = false;
    }
  };
}

export async function openDesk(transport: Transport, keep: Keep, channel: Channel): Promise<Desk> {
  const bench = await setUp(transport, keep, channel);
  hearAnswers(bench);
  await bench.outbox.resume().catch(() => {});
  await listKept(bench);
  const intake = createClient(IntakeService, transport);
  const once = oneAtATime();
  const { writing, outbox, kept, found_ms, undoable, flaws } = bench;
  return {
    writing, outbox, kept, found_ms, undoable, flaws,
    send: () => once(() => send(bench)),
    closeQuick: (type) => once(() => closeQuick(bench, type)),
    undo: () => undo(bench),
    next() {
      leave(bench);
      show(bench, freshSheet(channel, bench.lock));
    },
    openKept: (key) => takeUp(bench, key),
    openDraft: (draft) => openDraft(bench, draft),
    async takeOver(draftId) {
      const { draft } = await intake.takeOverDraft({ requestId: newRequestId(), draftId });
      if (draft) openDraft(bench, draft);
    },
    tidy: (drafts) => tidy(bench, drafts),
    async leave() {
      await writing.get().flush();
      await sendAdded(bench, openSheet(bench));
      await outbox.sendAll();
    },
    discard: () => discard(bench),
  };
}
