// The forms that this machine keeps beside the one that is open: found after a reload or a crash, listed, taken up
// again, forgotten once the server has all that is in them.
import type { Keep } from "../../keep/keep";
import { sendLeft } from "./adding";
import { keyOfTab, letGo, openSheet, remember, write, type Bench, type KeptSheet, type Lock } from "./bench";
import { closing_ms, lockSheet, withSheetLocked } from "./lock";
import type { Parcel } from "./outbox";
import { isWhollySaved, type Sheet } from "./sheet";
import { readSheet, sheetBox } from "./writing";

const shelf = "desk/";

async function boxes(keep: Keep): Promise<{ key: string; at_ms: number }[]> {
  return (await keep.list(shelf)).map(({ id, at_ms }) => ({ key: id.slice(shelf.length), at_ms }));
}

/** Forms that were sent and wait for their answer are not opened again. */
async function sendingKeys(keep: Keep): Promise<Set<string>> {
  const waiting = await keep.list("outbox/");
  const bytes = await Promise.all(waiting.map(({ id }) => keep.get(id)));
  return new Set(bytes.filter((one) => one !== undefined).map((one) => (JSON.parse(new TextDecoder().decode(one)) as Parcel).sheetKey));
}

export interface FoundSheet {
  sheet: Sheet;
  at_ms: number;
  /** It was sent before the reload, and waits for its answer. */
  sent: boolean;
}

/** The form that a reload or a crash left behind: this tab's own before any other. */
export async function findLeft(keep: Keep, lock: Lock): Promise<FoundSheet | undefined> {
  const mine = keyOfTab();
  const sending = await sendingKeys(keep);
  for (const { key, at_ms } of (await boxes(keep)).sort((a, b) => Number(b.key === mine) - Number(a.key === mine))) {
    // What this tab had sent stands where it was, and waits for its answer.
    const sheet = sending.has(key) && key !== mine ? undefined : await readSheet(keep, key);
    const release = sheet && (await lockSheet(key));
    if (!sheet || !release) continue;
    lock.release = release;
    remember(key);
    return { sheet, at_ms, sent: sending.has(key) };
  }
  return undefined;
}

async function findKept({ keep }: Bench): Promise<KeptSheet[]> {
  const sending = await sendingKeys(keep);
  const found: KeptSheet[] = [];
  for (const { key, at_ms } of await boxes(keep)) {
    const sheet = sending.has(key) ? undefined : await readSheet(keep, key);
    if (sheet) found.push({ key, at_ms, ...(sheet.draft && { draftId: sheet.draft.id }), ...(sheet.referred && { number: sheet.referred.number }) });
  }
  return found;
}

/** Where the disk cannot be read the list stays as it was. */
export async function listKept(bench: Bench) {
  const found = await findKept(bench).catch(() => undefined);
  if (found) bench.kept.set(found.filter(({ key }) => key !== openSheet(bench).key));
}

/** Forgets what is kept here of one form, where the server has every letter of it. */
async function wipeIfSaved(keep: Keep, key: string) {
  const sheet = await readSheet(keep, key);
  if (sheet && !sheet.saving && !sheet.referred && !sheet.conflicts && isWhollySaved(sheet)) await keep.wipe(sheetBox(key));
}

/** The same of every form that does not wait to be sent. */
export async function wipeSaved(keep: Keep) {
  const sending = await sendingKeys(keep);
  for (const { key } of await boxes(keep)) if (!sending.has(key)) await wipeIfSaved(keep, key);
}

/** What is open goes to the side, saved, and is kept there until the server has it; nothing waits for that. */
export function leave(bench: Bench) {
  const { keep, writing } = bench;
  const { store, flush } = writing.get();
  const { key, referred } = store.get().sheet;
  letGo(bench);
  void flush()
    // Whoever opened it again meanwhile, here or in another window, has it until they leave it too.
    .then(() => (referred ? sendLeft(bench, key) : withSheetLocked(key, () => wipeIfSaved(keep, key))))
    .then(() => listKept(bench))
    .catch(() => {}); // what stays kept is found again
}

/** Puts a form on the desk in the place of the one that is there. */
export function show(bench: Bench, sheet: Sheet) {
  bench.flaws.set({});
  write(bench, sheet);
  void listKept(bench);
}

/** False where another window has it. */
export async function takeUp(bench: Bench, key: string): Promise<boolean> {
  const release = await lockSheet(key, closing_ms);
  const sheet = release && (await readSheet(bench.keep, key).catch(() => undefined));
  if (!sheet) {
    release?.();
    return false;
  }
  leave(bench);
  bench.lock.release = release;
  remember(key);
  show(bench, sheet);
  return true;
}

/** Forgets what is kept here of drafts that are on the server no more, where nothing unsaved is in it. */
export async function tidy(bench: Bench, drafts: ReadonlySet<string>) {
  const { keep, kept } = bench;
  const gone = kept.get().filter(({ draftId }) => draftId && !drafts.has(draftId));
  for (const { key } of gone) await wipeIfSaved(keep, key);
  if (gone.length > 0) await listKept(bench);
}
