// The desk as one thing: what is sent is sent once, whatever keys are pressed.
import { Code, ConnectError } from "@connectrpc/connect";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lineAnswered, lineLost } from "../../api/line";
import { CallType, Channel } from "../../gen/hotline/record/v1/contact_pb";
import type { SubmitContactRequest } from "../../gen/hotline/v1/intake_pb";
import { openDesk } from "./desk";
import { undo_ms } from "./sending";
import { wipeSaved } from "./shelf";
import { memory, pass, refused, serving } from "./test_server";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }));
afterEach(() => void vi.useRealTimers());

async function desk(answer: () => object = () => ({ contactId: "c", caseId: "k", caseNumber: "LN-1", caseVersion: 1 })) {
  const sent: SubmitContactRequest[] = [];
  const discarded: string[] = [];
  const keep = memory();
  const transport = serving({
    saveDraft: ({ draftId, expectedVersion }) => ({ draftId: draftId || "d", version: expectedVersion + 1 }),
    submitContact: (request) => (sent.push(request), answer()),
    discardDraft: ({ draftId }) => (discarded.push(draftId), {}),
  });
  const open = await openDesk(transport, keep, Channel.PHONE);
  const typeEnough = () => {
    open.writing.get().change("intake.incident", {});
    open.writing.get().change("intake.presentState", "ở nhà");
  };
  return { open, sent, discarded, keep, typeEnough };
}

test("a key pressed twice sends a report once", async () => {
  const { open, sent, keep, typeEnough } = await desk();
  typeEnough();
  void open.send();
  void open.send();
  await pass(0);
  await open.send();
  await pass(0);
  expect(sent.length).toBe(1);
  expect(open.writing.get().store.get().sheet.referred).toMatchObject({ caseId: "k", number: "LN-1", version: 1 });
  expect(keep.boxes.size).toBe(0);
});

test("a call ends with the sending of its report; a refused report lets it go on, and a sheet of paper tells of no end", async () => {
  let refuse = true;
  const { open, sent, typeEnough } = await desk(() => {
    if (refuse) throw refused(Code.InvalidArgument, "fields_invalid");
    return { contactId: "c", caseId: "k" };
  });
  const ends = () => sent.map(({ contact }) => contact!.endedAt && timestampMs(contact!.endedAt) - timestampMs(contact!.startedAt!));
  typeEnough();
  await pass(60_000);
  await open.send();
  await pass(0);
  expect(open.writing.get().store.get().sheet.contact.endedAt).toBeUndefined();
  refuse = false;
  await pass(30_000);
  await open.send();
  await pass(0);
  expect(ends()).toEqual([60_000, 90_000]);
  open.next();
  open.writing.get().change("receivedAt", new Date(Date.now() - 86_400_000).toISOString());
  typeEnough();
  await open.send();
  await pass(0);
  expect(ends().at(-1)).toBeUndefined();
});

test("a key pressed twice closes one call, which is recorded when it can no more be taken back", async () => {
  const { open, sent } = await desk(() => ({ contactId: "c" }));
  void open.closeQuick(CallType.SILENT);
  void open.closeQuick(CallType.SILENT);
  await pass(undo_ms + 100);
  expect(sent.map(({ contact }) => contact?.callType)).toEqual([CallType.SILENT]);
  expect(open.undoable.get()).toBeUndefined();
});

test("nor does a second press in haste close the empty form that came after", async () => {
  const { open, sent } = await desk(() => ({ contactId: "c" }));
  await open.closeQuick(CallType.SILENT);
  await pass(150);
  await open.closeQuick(CallType.SILENT);
  await pass(1000);
  await open.closeQuick(CallType.HANG_UP);
  await pass(undo_ms + 100);
  expect(sent.map(({ contact }) => contact?.callType)).toEqual([CallType.SILENT, CallType.HANG_UP]);
});

test("whoever leaves the machine leaves no call behind that could still be taken back", async () => {
  const { open, sent, keep } = await desk(() => ({ contactId: "c" }));
  await open.closeQuick(CallType.SILENT);
  await open.leave();
  expect([sent.length, keep.boxes.size]).toEqual([1, 0]);
  open.undo();
  await pass(2 * undo_ms);
  expect(sent.length).toBe(1);
});

test("a closing that was undone brings back what was there, and is never sent", async () => {
  const { open, sent } = await desk();
  open.writing.get().change("intake.child.name", "Hư Cấu");
  await open.closeQuick(CallType.PRANK);
  expect(open.writing.get().store.get().sheet.contact.intake).toBeUndefined();
  open.undo();
  await pass(2 * undo_ms);
  expect(sent).toEqual([]);
  expect(open.writing.get().store.get().sheet.contact.intake?.child?.name).toBe("Hư Cấu");
});

test("what the server refuses is written again, and its draft goes on", async () => {
  let refuse = true;
  const { open, sent, typeEnough } = await desk(() => {
    if (refuse) throw refused(Code.InvalidArgument, "fields_invalid");
    return { contactId: "c", caseId: "k" };
  });
  typeEnough();
  await open.send();
  await pass(0);
  expect(sent.length).toBe(1);
  refuse = false;
  open.writing.get().change("intake.presentState", "ở trường");
  await pass(2000);
  expect(open.writing.get().store.get().stored).toBe("server");
  await open.send();
  await pass(0);
  expect(new Set(sent.map(({ requestId }) => requestId)).size).toBe(2);
  expect(sent[1]!.draftId).toBe("d");
});

test("a draft that was being made when the report left is taken away after it", async () => {
  const { open, sent, discarded, typeEnough } = await desk();
  typeEnough();
  void open.writing.get().flush();
  await open.send();
  await pass(100);
  expect([sent.length, sent[0]!.draftId === "" ? discarded : ["d"]]).toEqual([1, ["d"]]);
});

test("a form that is left is kept here no longer than until the server has every letter of it", async () => {
  const { open, keep } = await desk();
  open.writing.get().change("intake.presentState", "ở nhà");
  await pass(2000);
  expect(keep.boxes.size).toBe(1); // it is open
  open.next();
  await pass(0);
  expect(keep.boxes.size).toBe(0);
  open.writing.get().change("intake.presentState", "ở trường");
  open.writing.get().change("intake.child.estimatedAge", "chín");
  open.next();
  await pass(2000);
  expect(keep.boxes.size).toBe(1); // the age is no number: it is nowhere but here
  expect(open.kept.get().length).toBe(1);
});

test("nor is it where the line is down", async () => {
  const keep = memory();
  const transport = serving({
    saveDraft: () => {
      lineLost();
      throw new ConnectError("", Code.Unavailable);
    },
  });
  const open = await openDesk(transport, keep, Channel.PHONE);
  open.writing.get().change("intake.presentState", "ở nhà");
  open.next();
  await pass(5000);
  await wipeSaved(keep);
  expect(keep.boxes.size).toBe(1);
  lineAnswered();
});

test("a form that the server cannot be told of is not thrown away", async () => {
  const keep = memory();
  const transport = serving({
    saveDraft: () => ({ draftId: "d", version: 1 }),
    discardDraft: () => {
      throw new ConnectError("", Code.Unavailable);
    },
  });
  const open = await openDesk(transport, keep, Channel.PHONE);
  open.writing.get().change("intake.presentState", "ở nhà");
  await pass(2000);
  await expect(open.discard()).rejects.toThrow();
  expect(open.writing.get().store.get().sheet.contact.intake?.presentState).toBe("ở nhà");
  expect(keep.boxes.size).toBe(1);
});
