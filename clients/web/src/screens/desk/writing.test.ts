// What happens to what is typed: kept at once, saved a moment after, never made twice, never overwritten.
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Channel } from "../../gen/hotline/record/v1/contact_pb";
import { DraftSchema, type SaveDraftRequest } from "../../gen/hotline/v1/intake_pb";
import { openOutbox, type Parcel } from "./outbox";
import { blankSheet, toContact, withValue, type Sheet } from "./sheet";
import { memory, pass, refused, serving } from "./test_server";
import { sheetBox, startWriting, unpacked } from "./writing";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }));
afterEach(() => void vi.useRealTimers());

/** A server that keeps drafts, and answers a repetition with its first answer. */
function drafts(onSave = () => {}) {
  const saves: SaveDraftRequest[] = [];
  const made = new Map<string, { draftId: string; version: number }>();
  const transport = serving({
    saveDraft(request) {
      saves.push(request);
      onSave();
      const before = made.get(request.requestId);
      if (before) return before;
      const answer = { draftId: request.draftId || `d${made.size}`, version: request.expectedVersion + 1 };
      made.set(request.requestId, answer);
      return answer;
    },
  });
  return { saves, made, transport };
}

describe("a form that is written", () => {
  test("is kept with every key and saved when the typing rests, one draft for one form", async () => {
    const [keep, { saves, transport }] = [memory(), drafts()];
    const writing = startWriting(blankSheet(Channel.PHONE), transport, keep);
    const { key } = writing.store.get().sheet;
    for (const text of ["ở", "ở n", "ở nhà"]) {
      writing.change("intake.presentState", text);
      await pass(200);
      expect(unpacked(keep.boxes.get(sheetBox(key))!).contact.intake!.presentState).toBe(text);
    }
    expect(saves.length).toBe(0);
    await pass(2000);
    writing.change("intake.child.name", "Hư Cấu");
    await pass(2000);
    expect(saves.map(({ draftId, expectedVersion }) => [draftId, expectedVersion])).toEqual([["", 0], ["d0", 1]]);
    expect(writing.store.get()).toMatchObject({ stored: "server", sheet: { draft: { id: "d0", version: 2 } } });
  });

  test("is saved at the latest after five seconds, however long the typing goes on", async () => {
    const { saves, transport } = drafts();
    const writing = startWriting(blankSheet(Channel.PHONE), transport, memory());
    for (let second = 0; second < 6; ++second) {
      writing.change("intake.presentState", "a".repeat(second + 1));
      await pass(1000);
    }
    expect(saves.length).toBe(1);
  });

  test("a crash in the middle of a save repeats that save, and makes no second draft", async () => {
    const [keep, sheet] = [memory(), blankSheet(Channel.PHONE)];
    const left: Sheet[] = []; // on the disk while the server works
    const { saves, made, transport } = drafts(() => left.push(unpacked(keep.boxes.get(sheetBox(sheet.key))!)));
    const writing = startWriting(sheet, transport, keep);
    writing.change("intake.presentState", "ở nhà");
    await writing.flush();
    writing.stop();
    const again = startWriting(left[0]!, transport, keep);
    await pass(2000);
    expect([saves.length, made.size]).toEqual([2, 1]);
    expect(again.store.get().sheet.draft).toMatchObject({ id: "d0", version: 1 });
  });

  test("what another window wrote is merged, and what both wrote differently is told", async () => {
    let version = 1;
    const base = { channel: Channel.PHONE, intake: { presentState: "a" } };
    const theirs = { channel: Channel.PHONE, intake: { presentState: "b", child: { name: "Hư Cấu" } } };
    const transport = serving({
      saveDraft(request) {
        if (request.expectedVersion !== version) throw refused(Code.Aborted, "draft_changed");
        return { draftId: "d", version: ++version };
      },
      listDrafts: () => ({ drafts: [create(DraftSchema, { draftId: "d", version, contact: toContact(theirs) })] }),
    });
    const sheet: Sheet = { ...blankSheet(Channel.PHONE), contact: base, draft: { id: "d", version: 1, base } };
    const writing = startWriting(sheet, transport, memory());
    await pass(0);
    version = 2;
    writing.change("intake.presentState", "c");
    await pass(5000);
    expect(writing.store.get()).toMatchObject({ stored: "server", sheet: { conflicts: { "intake.presentState": "b" }, contact: { intake: { presentState: "c", child: { name: "Hư Cấu" } } }, draft: { version: 3 } } });
  });

  test("what is typed while the other's draft is asked for stays", async () => {
    let [version, answer] = [2, () => {}];
    const asked = new Promise<void>((go) => (answer = go));
    const base = { channel: Channel.PHONE, intake: { presentState: "a" } };
    const transport = serving({
      saveDraft(request) {
        if (request.expectedVersion !== version) throw refused(Code.Aborted, "draft_changed");
        return { draftId: "d", version: ++version };
      },
      listDrafts: async () => (await asked, { drafts: [create(DraftSchema, { draftId: "d", version, contact: toContact({ ...base, asked: "gì" }) })] }),
    });
    const [keep, sheet] = [memory(), { ...blankSheet(Channel.PHONE), contact: withValue(base, "intake.presentState", "b"), draft: { id: "d", version: 1, base } } as Sheet];
    const writing = startWriting(sheet, transport, keep);
    await pass(2000);
    writing.change("intake.presentState", "b c");
    answer();
    await pass(0);
    expect(writing.store.get().sheet.contact).toMatchObject({ asked: "gì", intake: { presentState: "b c" } });
    expect(unpacked(keep.boxes.get(sheetBox(sheet.key))!).contact).toMatchObject({ asked: "gì", intake: { presentState: "b c" } });
  });

  test("a draft that a colleague took is told, and kept here until the person decides", async () => {
    const [keep, transport] = [memory(), serving({ saveDraft: ({ draftId }) => { if (draftId) throw refused(Code.NotFound, "draft_unknown"); return { draftId: "new", version: 1 }; }, listDrafts: () => ({}) })];
    const base = { intake: { presentState: "a" } };
    const writing = startWriting({ ...blankSheet(Channel.PHONE), contact: base, draft: { id: "d", version: 1, base } }, transport, keep);
    writing.change("intake.presentState", "b");
    await pass(2000);
    expect(writing.store.get().taken).toBe(true);
    expect(keep.boxes.size).toBe(1);
    writing.keepMine();
    await pass(2000);
    expect(writing.store.get()).toMatchObject({ taken: false, sheet: { draft: { id: "new" } } });
  });
});

describe("what was sent", () => {
  const contact = withValue(blankSheet(Channel.PHONE).contact, "intake.presentState", "ở nhà");
  const parcel = { sheetKey: "s", method: "submitContact", body: { contact: {} }, contact } as const;

  function sending(answer: (requestId: string) => object) {
    const seen: string[] = [];
    return { seen, transport: serving({ submitContact: ({ requestId }) => (seen.push(requestId), answer(requestId)) }) };
  }

  test("is on this machine before it leaves, and forgotten after the answer, not before the form is", async () => {
    const keep = memory();
    const kept: number[] = [];
    const { seen, transport } = sending(() => (kept.push(keep.boxes.size), { contactId: "c" }));
    const outbox = openOutbox(transport, keep, async () => void kept.push(keep.boxes.size));
    await outbox.post(parcel);
    await pass(0);
    expect([seen.length, kept, keep.boxes.size]).toEqual([1, [1, 1], 0]);
    expect(outbox.parcels.get()[0]).toMatchObject({ state: "sent", answer: { contactId: "c" } });
  });

  test("leaves again with the same request_id after a reload", async () => {
    const keep = memory();
    const left: Parcel = { ...parcel, requestId: "r", body: { contact: {} } };
    await keep.put("outbox/r", new TextEncoder().encode(JSON.stringify(left)));
    const { seen, transport } = sending(() => ({ contactId: "c" }));
    const outbox = openOutbox(transport, keep, async () => {});
    await outbox.resume();
    await outbox.resume();
    await pass(0);
    expect(seen).toEqual(["r"]);
  });

  test("is sent again with the same request_id where the answer was unclear", async () => {
    let first = true;
    const { seen, transport } = sending(() => {
      if (!first) return { contactId: "c" };
      first = false;
      throw new ConnectError("", Code.Internal);
    });
    const outbox = openOutbox(transport, memory(), async () => {});
    await outbox.post(parcel);
    await pass(100);
    expect(outbox.parcels.get()[0]!.state).toBe("waiting");
    await pass(5000);
    expect(seen.length).toBe(2);
    expect(new Set(seen).size).toBe(1);
    expect(outbox.parcels.get()[0]!.state).toBe("sent");
  });

  test("a refusal ends it and says why", async () => {
    const keep = memory();
    const { transport } = sending(() => { throw refused(Code.InvalidArgument, "fields_invalid"); });
    const outbox = openOutbox(transport, keep, async () => {});
    await outbox.post(parcel);
    await pass(0);
    expect(outbox.parcels.get()[0]).toMatchObject({ state: "failed", failure: { reason: "fields_invalid" } });
    expect(keep.boxes.size).toBe(0);
  });

  test("can be taken back until it is due, and then never leaves, also not from another tab", async () => {
    const keep = memory();
    const { seen, transport } = sending(() => ({}));
    const [outbox, other] = [openOutbox(transport, keep, async () => {}), openOutbox(transport, keep, async () => {})];
    const requestId = await outbox.post({ ...parcel, due_ms: Date.now() + 5000 });
    await other.resume();
    await pass(4000);
    expect(outbox.takeBack(requestId)).toBe(true);
    await pass(4000);
    expect(seen).toEqual([]);
    const late = await outbox.post({ ...parcel, due_ms: Date.now() + 5000 });
    await pass(5100);
    expect([outbox.takeBack(late), seen.length]).toEqual([false, 1]);
  });
});
