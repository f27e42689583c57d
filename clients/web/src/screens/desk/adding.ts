// What is added to a case after its referral on its way there: one parcel after the other, whether the form is still open
// or was left. What of a form that was left needs its person first stays kept, and is listed.
import { nextAmendment } from "./amendment";
import type { Bench } from "./bench";
import { withSheetLocked } from "./lock";
import { flawsToSend, leaksOf, valueAt, type Sheet } from "./sheet";
import { packed, readSheet, sheetBox } from "./writing";

/** Sends the next of what was added; false where there is nothing. */
export async function sendNext({ outbox }: Bench, sheet: Sheet): Promise<boolean> {
  const parcel = nextAmendment(sheet);
  if (parcel) await outbox.post(parcel);
  return parcel !== undefined;
}

/** Wrong as it stands, not decided, or a text that betrays the informant and has not left yet. */
function needsPerson(sheet: Sheet): boolean {
  const { contact, conflicts, referred } = sheet;
  const leaks = leaksOf(contact).filter(({ path }) => valueAt(contact, path) !== valueAt(referred!.base, path));
  return conflicts !== undefined || leaks.length > 0 || Object.keys(flawsToSend(sheet)).length > 0;
}

/** What was added to a case goes there, where nothing of it needs its person first. */
export async function sendAdded(bench: Bench, sheet: Sheet) {
  if (!sheet.referred || bench.outbox.isUnderWay(sheet.key)) return; // after the answer the rest goes
  if (nextAmendment(sheet) && !needsPerson(sheet)) await sendNext(bench, sheet);
}

/** The same of a form that was left; where nothing is left to send, it is kept no more. */
export async function sendLeft(bench: Bench, key: string) {
  const { keep, outbox } = bench;
  await withSheetLocked(key, async () => {
    const sheet = await readSheet(keep, key);
    if (!sheet?.referred) return;
    if (!nextAmendment(sheet) && !outbox.isUnderWay(key)) await keep.wipe(sheetBox(key));
    else await sendAdded(bench, sheet);
  });
}

/** Takes what the server told of a case into its form, wherever that is, and sends what is left. */
export async function goOn(bench: Bench, key: string, change: (sheet: Sheet) => Sheet) {
  const { writing, keep } = bench;
  const { store, refer, wipe } = writing.get();
  if (store.get().sheet.key === key) {
    refer(change(store.get().sheet));
    const { sheet } = store.get();
    if (!sheet.conflicts && !(await sendNext(bench, sheet))) await wipe();
    return;
  }
  await withSheetLocked(key, async () => {
    const sheet = await readSheet(keep, key);
    if (sheet?.referred) await keep.put(sheetBox(key), packed(change(sheet))).catch(() => {}); // the page has it
  });
  await sendLeft(bench, key);
}
