// What a form's paths find in a record.
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { FormRecordSchema } from "../../gen/hotline/v1/reference_pb";
import { isFilled, ofRecord } from "./fill";

const record = create(FormRecordSchema, { case: { intake: { child: { name: "Hư Cấu", estimatedAge: 0 }, incident: { detail: "xóm" }, residence: {} }, informant: { name: "Mách" } } });
const filled = (path: string) => isFilled(ofRecord(record, path));

test("a path finds its value, also where nothing is there on the way", () => {
  expect(ofRecord(record, "case.intake.child.name").value).toBe("Hư Cấu");
  expect(ofRecord(record, "case.plan.goals").value).toBeUndefined();
  expect(() => ofRecord(record, "case.intake.child.nam")).toThrow();
});

test("what says nothing is not filled; a child of nought is", () => {
  expect(["case.intake.child.name", "case.intake.child.estimated_age", "case.intake.incident"].map(filled)).toEqual([true, true, true]);
  expect(["case.intake.child.sex", "case.intake.residence", "case.intake.other_children", "case.row.emergency", "case.clocks", "initial_assessment.made_at"].map(filled)).toEqual([false, false, false, false, false, false]);
});

test("whatever the contract counts as the informant's is told from the rest", () => {
  expect(["case.informant.name", "case.caller_number", "contact.informant.relation", "contact.repeat_caller"].map((path) => ofRecord(record, path).ofInformant)).toEqual([true, true, true, true]);
  expect(["case.intake.child.name", "contact.channel", "recorded_by"].map((path) => ofRecord(record, path).ofInformant)).toEqual([false, false, false]);
});
