import { expect, test } from "vitest";
import { baseAfter, nextAmendment } from "./amendment";
import type { ContactValues, Sheet } from "./sheet";

const unit = "07462@2025-07-01";
const base: ContactValues = { asked: "hỏi", intake: { presentState: "ở nhà", incident: { unit, detail: "thôn" }, child: { name: "A" } } };
const sheet = (contact: ContactValues, held = base): Sheet => ({ key: "s", notKnown: [], contact, referred: { caseId: "k", number: "LN-1", version: 7, base: held } });

test("nothing was added: nothing is sent", () => {
  expect(nextAmendment(sheet(base))).toBeUndefined();
  expect(nextAmendment(sheet({ ...base, intake: { ...base.intake, narrative: "" } }))).toBeUndefined();
});

test("only what is new or other is sent, a place whole, and first the form, then the note", () => {
  const contact: ContactValues = { ...base, advised: "khoá cửa", informant: { name: "B" }, intake: { ...base.intake, incident: { unit, detail: "xóm" }, child: { name: "A", school: "S" } } };
  const first = nextAmendment(sheet(contact))!;
  expect(first).toMatchObject({ method: "amendIntake", body: { caseId: "k", expectedVersion: 7, intake: { incident: { unit, detail: "xóm" }, child: { school: "S" } }, informant: { name: "B" } } });
  expect(Object.keys((first.body.intake as { child: object }).child)).toEqual(["school"]);
  const held = baseAfter({ ...first, requestId: "r" }, base);
  const second = nextAmendment(sheet(contact, held))!;
  expect(second).toMatchObject({ method: "addNote", body: { text: "khoá cửa" } });
  expect(nextAmendment(sheet(contact, baseAfter({ ...second, requestId: "r" }, held)))).toBeUndefined();
});

test("an informant alone sends no form", () => {
  expect(Object.keys(nextAmendment(sheet({ ...base, informant: { name: "B" } }))!.body)).toEqual(["caseId", "expectedVersion", "informant"]);
});
