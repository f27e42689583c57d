// What the parts of a desk share: the form that is open, what was sent, what lies beside it; and how one form takes the
// place of another. One form is open at a time, and no other window opens it too.
import type { Transport } from "@connectrpc/connect";
import type { Flaw } from "../../contract/rules";
import type { CallType, Channel } from "../../gen/hotline/record/v1/contact_pb";
import type { Keep } from "../../keep/keep";
import type { Store } from "../../store";
import { lockSheet } from "./lock";
import type { LeftDraft, Outbox } from "./outbox";
import { blankSheet, type Sheet } from "./sheet";
import { startWriting, type Writing } from "./writing";

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
  /** Of the case to which it is an addition that has not been sent. */
  number?: string;
}

export interface Bench {
  transport: Transport;
  keep: Keep;
  channel: Channel;
  writing: Store<Writing>;
  outbox: Outbox;
  kept: Store<readonly KeptSheet[]>;
  found_ms: Store<number | undefined>;
  undoable: Store<Undoable | undefined>;
  flaws: Store<Record<string, Flaw>>;
  lock: Lock;
}

/** The hold on the form that is open; empty while none is held. */
export interface Lock {
  release?: (() => void) | undefined;
}

const of_tab = "hotline.desk";

export const keyOfTab = () => globalThis.sessionStorage?.getItem(of_tab);

export function remember(key: string) {
  globalThis.sessionStorage?.setItem(of_tab, key);
}

/** An empty form, held by this tab. */
export function freshSheet(channel: Channel, lock: Lock): Sheet {
  const sheet = blankSheet(channel);
  hold(lock, sheet.key);
  return sheet;
}

/** Holds a form that no other window can have. */
export function hold(lock: Lock, key: string) {
  void lockSheet(key).then((release) => (lock.release = release));
  remember(key);
}

export function letGo({ lock, found_ms }: Pick<Bench, "lock" | "found_ms">) {
  lock.release?.();
  lock.release = undefined;
  found_ms.set(undefined);
}

export function write({ writing, transport, keep }: Bench, sheet: Sheet) {
  writing.set(startWriting(sheet, transport, keep));
}

export const openSheet = ({ writing }: Bench): Sheet => writing.get().store.get().sheet;

export function leftDraft({ draft, saving }: Sheet): LeftDraft | undefined {
  return draft ? { id: draft.id } : saving && { saving };
}
