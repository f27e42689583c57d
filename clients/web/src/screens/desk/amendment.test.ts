import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { ContactClass } from "../../gen/hotline/record/v1/contact_pb";
import { CaseDetailSchema } from "../../gen/hotline/v1/case_detail_pb";
import { baseAfter, nextAmendment, overtake } from "./amendment";
import type { ContactValues, Sheet } from "./sheet";

const unit = "07462@2025-07-01";
const base: ContactValues = { contactClass: ContactClass.INTERVENTION, asked: "hỏi", intake: { presentState: "ở nhà", incident: { unit, detail: "thôn" }, child: { name: "A" } } };
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

test("of a case that changed, what is withheld from this person is not taken for gone, and what the office learned of the informant comes along", () => {
  const held: ContactValues = { ...base, intake: { presentState: "ở nhà", suspectedAbusers: [{ name: "Hư Cấu" }] }, informant: { name: "B" } };
  const found = create(CaseDetailSchema, { row: { caseId: "k", number: "LN-1", version: 9 }, intake: { presentState: "ở trường" }, informant: { name: "B", address: "xóm" }, withheld: ["allegation"] });
  const { contact, referred, conflicts } = overtake(sheet(held, held), found);
  expect([contact.intake, contact.informant, referred!.version, conflicts]).toEqual([{ presentState: "ở trường", suspectedAbusers: [{ name: "Hư Cấu" }] }, { name: "B", address: "xóm" }, 9, undefined]);
  expect(nextAmendment(sheet(contact, referred!.base))).toBeUndefined();
});
