// What is added to a case after its referral reaches the case: also where its form was left, and where the case changed.
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Channel } from "../../gen/hotline/record/v1/contact_pb";
import { CaseDetailSchema } from "../../gen/hotline/v1/case_detail_pb";
import type { AddNoteRequest, AmendIntakeRequest } from "../../gen/hotline/v1/case_act_pb";
import { openDesk, type Desk } from "./desk";
import { memory, pass, refused, serving } from "./test_server";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }));
afterEach(() => void vi.useRealTimers());

/** A case that was referred, and the form of it still open. What is `held` answers once `answer` is called. */
async function referred({ held }: { held?: "act" | "case" } = {}) {
  let version = 1;
  let intake: MessageInitShape<typeof CaseDetailSchema>["intake"] = { presentState: "ở nhà", incident: {} };
  const [amended, noted]: [AmendIntakeRequest[], AddNoteRequest[]] = [[], []];
  let answer = () => {};
  const asked = new Promise<void>((go) => (answer = go));
  const answering = (what: typeof held) => (what === held ? asked : undefined);
  const detail = () => create(CaseDetailSchema, { row: { caseId: "k", number: "LN-1", version }, intake });
  function act(expected: number) {
    if (expected !== version) throw refused(Code.Aborted, "case_version_changed");
    version += 1;
    return { case: detail() };
  }
  const keep = memory();
  const transport = serving(
    { saveDraft: () => ({ draftId: "d", version: 1 }), submitContact: () => ({ contactId: "c", caseId: "k", caseNumber: "LN-1", caseVersion: 1 }) },
    {
      getCase: async () => (await answering("case"), { case: detail() }),
      amendIntake: async (request) => (amended.push(request), await answering("act"), act(request.expectedVersion)),
      addNote: async (request) => (noted.push(request), await answering("act"), act(request.expectedVersion)),
    },
  );
  const desk = await openDesk(transport, keep, Channel.PHONE);
  write(desk, "intake.incident", {});
  write(desk, "intake.presentState", "ở nhà");
  await desk.send();
  await pass(0);
  expect(desk.writing.get().store.get().sheet.referred?.caseId).toBe("k");
  return { desk, keep, amended, noted, answer: async () => (answer(), pass(0)), changes: (now: typeof intake) => ((version += 1), (intake = now)) };
}

const write = (desk: Desk, path: string, value: string | object) => desk.writing.get().change(path, value as string);
const shown = (desk: Desk, path: "presentState" | "narrative") => desk.writing.get().store.get().sheet.contact.intake?.[path];

test("goes there when the form is left", async () => {
  const { desk, keep, amended, noted } = await referred();
  write(desk, "intake.suspectedAbusers.0.name", "Hư Cấu");
  write(desk, "advised", "khoá cửa");
  desk.next();
  await pass(0);
  expect(amended.map(({ intake }) => intake?.suspectedAbusers[0]?.name)).toEqual(["Hư Cấu"]);
  expect(noted.map(({ text, expectedVersion }) => [text, expectedVersion])).toEqual([["khoá cửa", 2]]);
  expect([keep.boxes.size, desk.kept.get()]).toEqual([0, []]);
});

test("goes there when its person leaves the machine", async () => {
  const { desk, amended, noted } = await referred();
  write(desk, "intake.narrative", "kể lại");
  write(desk, "advised", "khoá cửa");
  await desk.leave();
  expect([amended.length, noted.length]).toEqual([1, 1]);
});

test("goes on behind a form that is left before the answer", async () => {
  const { desk, keep, amended, noted, answer } = await referred({ held: "act" });
  write(desk, "intake.narrative", "kể lại");
  write(desk, "advised", "khoá cửa");
  await desk.send();
  desk.next();
  await pass(0);
  expect([amended.length, noted.length]).toEqual([1, 0]);
  await answer();
  expect([amended.length, noted.map(({ text }) => text)]).toEqual([1, ["khoá cửa"]]);
  expect(keep.boxes.size).toBe(0);
});

test("what is wrong as it stands, or would betray the informant, waits for its person and is listed by the case's number", async () => {
  for (const additions of [{ "informant.telephone": "09" }, { "informant.name": "Nguyễn Hư Cấu", "intake.narrative": "chị Cấu nghe thấy" }]) {
    const { desk, amended } = await referred();
    for (const [path, text] of Object.entries(additions)) write(desk, path, text);
    desk.next();
    await pass(0);
    expect(amended).toEqual([]);
    expect(desk.kept.get()).toMatchObject([{ number: "LN-1" }]);
    expect(await desk.openKept(desk.kept.get()[0]!.key)).toBe(true);
    await pass(0);
    expect(desk.kept.get()).toEqual([]);
  }
});

test("what the server refuses after the form was left is listed again", async () => {
  const { desk, changes, amended } = await referred();
  write(desk, "intake.presentState", "ở trường");
  changes({ presentState: "ở bệnh viện", incident: {} });
  desk.next();
  await pass(0);
  expect(amended.length).toBe(1);
  expect(desk.kept.get()).toMatchObject([{ number: "LN-1" }]);
  await desk.openKept(desk.kept.get()[0]!.key);
  expect(shown(desk, "presentState")).toBe("ở trường");
  expect(desk.writing.get().store.get().sheet.conflicts).toEqual({ "intake.presentState": "ở bệnh viện" });
});

test("a case that changed meanwhile takes it all the same, where it touches nothing of that", async () => {
  const { desk, keep, changes, amended } = await referred();
  write(desk, "intake.narrative", "kể lại");
  changes({ presentState: "ở bệnh viện", incident: {} });
  desk.next();
  await pass(0);
  expect(amended.map(({ intake, expectedVersion }) => [intake?.narrative, intake?.presentState, expectedVersion])).toEqual([["kể lại", "", 1], ["kể lại", "", 2]]);
  expect(keep.boxes.size).toBe(0);
});

test("what is typed while the case is looked at anew stays, and is sent", async () => {
  const { desk, keep, changes, amended, answer } = await referred({ held: "case" });
  write(desk, "intake.narrative", "kể");
  changes({ presentState: "ở bệnh viện", incident: {} });
  await desk.send();
  await pass(0);
  write(desk, "intake.narrative", "kể lại");
  await answer();
  expect([shown(desk, "narrative"), shown(desk, "presentState")]).toEqual(["kể lại", "ở bệnh viện"]);
  expect(amended.at(-1)!.intake!.narrative).toBe("kể lại");
  expect(keep.boxes.size).toBe(0);
});
