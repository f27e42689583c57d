// A disk that fails in the middle of a shift, and a browser that keeps nothing: a report leaves all the same, once, and
// what is kept nowhere but in the page is said.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CallType, Channel } from "../../gen/hotline/record/v1/contact_pb";
import { pageKeep, type Keep } from "../../keep/keep";
import { openDesk } from "./desk";
import { undo_ms } from "./sending";
import { memory, pass, serving } from "./test_server";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }));
afterEach(() => void vi.useRealTimers());

/** A disk that from then on refuses everything of what `fails` names; what it is given the page has, as the real one. */
function failing() {
  const disk = memory();
  const fails = new Set<"put" | "wipe" | "list">();
  const attempt = async <T>(what: "put" | "wipe" | "list", act: () => Promise<T>) => {
    if (what !== "put" && fails.has(what)) throw new Error("the disk failed");
    const answer = await act();
    if (fails.has(what)) throw new Error("the disk is full");
    return answer;
  };
  const keep: Keep = {
    lasts: true,
    get: disk.get,
    put: (id, bytes) => attempt("put", () => disk.put(id, bytes)),
    wipe: (id) => attempt("wipe", () => disk.wipe(id)),
    list: (prefix) => attempt("list", () => disk.list(prefix)),
  };
  return { keep, fails };
}

async function desk(keep: Keep) {
  const sent: string[] = [];
  const transport = serving({
    saveDraft: () => ({ draftId: "d", version: 1 }),
    submitContact: ({ requestId }) => (sent.push(requestId), { contactId: "c", caseId: "k", caseNumber: "LN-1", caseVersion: 1 }),
  });
  const open = await openDesk(transport, keep, Channel.PHONE);
  const typeEnough = () => {
    open.writing.get().change("intake.incident", {});
    open.writing.get().change("intake.presentState", "ở nhà");
  };
  return { open, sent, typeEnough };
}

test("a report that the disk does not take is sent, and it is told that the page alone has it", async () => {
  const { keep, fails } = failing();
  const { open, sent, typeEnough } = await desk(keep);
  fails.add("put");
  typeEnough();
  await open.send();
  expect(open.outbox.parcels.get()).toMatchObject([{ state: "sending", unkept: true }]);
  await pass(0);
  expect(sent.length).toBe(1);
  expect(open.outbox.parcels.get()).toMatchObject([{ state: "sent" }]);
  expect(open.writing.get().store.get()).toMatchObject({ unkept: true, sheet: { referred: { number: "LN-1" } } });
});

test("so is a call that one key closed, and it can be taken back", async () => {
  const { keep, fails } = failing();
  const { open, sent } = await desk(keep);
  fails.add("put");
  await open.closeQuick(CallType.SILENT);
  open.undo();
  await pass(2 * undo_ms);
  expect(sent.length).toBe(0);
  await open.closeQuick(CallType.SILENT);
  await pass(undo_ms + 100);
  expect(sent.length).toBe(1);
});

test("a report that the server has is sent, whatever the disk says after that", async () => {
  const { keep, fails } = failing();
  const { open, sent, typeEnough } = await desk(keep);
  typeEnough();
  await pass(0);
  fails.add("wipe").add("list");
  await open.send();
  await pass(0);
  expect(open.outbox.parcels.get()).toMatchObject([{ state: "sent" }]);
  open.next();
  typeEnough();
  await open.send();
  await pass(0);
  expect(new Set(sent).size).toBe(2);
});

test("a desk opens where the disk cannot be read", async () => {
  const { keep, fails } = failing();
  fails.add("list");
  const { open, sent, typeEnough } = await desk(keep);
  typeEnough();
  await open.send();
  await pass(0);
  expect(sent.length).toBe(1);
});

test("where the browser keeps nothing the page has it as long as it lives", async () => {
  const { open } = await desk(pageKeep());
  open.writing.get().change("intake.child.estimatedAge", "chín"); // no number: the server cannot take it
  await pass(0);
  expect(open.writing.get().store.get().unkept).toBe(true);
  open.next();
  await pass(2000);
  const [left] = open.kept.get();
  await open.openKept(left!.key);
  expect(open.writing.get().store.get().sheet.contact.intake?.child?.estimatedAge).toBe("chín");
  await expect(pageKeep().put("desk/1", new Uint8Array([1]))).rejects.toThrow();
});
