import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { AddNoteRequestSchema, AmendIntakeRequestSchema } from "../gen/hotline/v1/case_act_pb";
import { CreatePersonRequestSchema, FindPlaceRequestSchema } from "../gen/hotline/v1/directory_pb";
import { SubmitContactRequestSchema } from "../gen/hotline/v1/intake_pb";
import { CallType, Channel } from "../gen/hotline/record/v1/contact_pb";
import { formPath, insidePath } from "./paths";
import { flawsOf, limitsOf, rulesOf } from "./rules";

const unit = "07462@2025-07-01";
const whole = () => ({ contact: { channel: Channel.PHONE, callType: CallType.ABOUT_A_CHILD, intake: { incident: { unit }, presentState: "ở nhà" } } });
const keys = (found: Record<string, { key: string }>) => Object.fromEntries(Object.entries(found).map(([path, { key }]) => [path, key]));

describe("the rules of a form are those of the contract", () => {
  test("a contact that has what the law forces passes", () => {
    expect(flawsOf(SubmitContactRequestSchema, whole(), { skip: ["requestId"] })).toEqual({});
  });

  test("what is required and missing is named by the form's path, at any depth", () => {
    const found = flawsOf(SubmitContactRequestSchema, { contact: { channel: 0, intake: { presentState: "  " } } }, { skip: ["requestId"] });
    expect(keys(found)).toEqual({
      "contact.channel": "required",
      "contact.callType": "required",
      "contact.intake.incident": "required",
      "contact.intake.presentState": "required",
    });
  });

  test("a draft may be unfinished, but not wrong", () => {
    const found = flawsOf(SubmitContactRequestSchema, { contact: { callerNumber: "không phải số", intake: {} } }, { partial: true });
    expect(keys(found)).toEqual({ "contact.callerNumber": "telephone" });
  });

  test("lists are held to their length, and their items to the rules", () => {
    const values = whole();
    Object.assign(values.contact.intake, { suspectedAbusers: Array.from({ length: 11 }, () => ({ name: "x".repeat(121) })) });
    const found = flawsOf(SubmitContactRequestSchema, values, { skip: ["requestId"] });
    expect(found["contact.intake.suspectedAbusers"]).toEqual({ key: "too_many", values: { max: 10 } });
    expect(found["contact.intake.suspectedAbusers.10.name"]).toEqual({ key: "too_long", values: { max: 120 } });
  });

  test.each([
    [{ childAge: 0 }, undefined],
    [{ childAge: 26 }, "too_large"],
    [{ childAge: 1.5 }, "not_a_number"],
  ])("an age is a whole number in its range: %j", ({ childAge }, flaw) => {
    const values = whole();
    Object.assign(values.contact.intake, { child: { estimatedAge: childAge } });
    expect(flawsOf(SubmitContactRequestSchema, values, { skip: ["requestId"] })["contact.intake.child.estimatedAge"]?.key).toBe(flaw);
  });

  test.each([
    ["2015", undefined], ["2015-02", undefined], ["2016-02-29", undefined],
    ["2015-02-29", "date"], ["2015-13", "date"], ["1899", "date"], ["29/02/2016", "date"],
  ])("a birth date as exactly as it is known: %s", (birthDate, flaw) => {
    const values = whole();
    Object.assign(values.contact.intake, { child: { birthDate } });
    expect(flawsOf(SubmitContactRequestSchema, values, { skip: ["requestId"] })["contact.intake.child.birthDate"]?.key).toBe(flaw);
  });

  test("a record that may be unfinished is asked for nothing, and still held to its form", () => {
    const skip = ["requestId", "caseId", "expectedVersion"];
    expect(flawsOf(AmendIntakeRequestSchema, { intake: { child: { name: "A" } } }, { skip })).toEqual({});
    expect(keys(flawsOf(AmendIntakeRequestSchema, { intake: { child: { birthDate: "hôm qua" } } }, { skip }))).toEqual({ "intake.child.birthDate": "date" });
  });

  test("a length counts characters, not halves of them", () => {
    expect(flawsOf(FindPlaceRequestSchema, { text: "😀".repeat(200) })).toEqual({});
    expect(keys(flawsOf(FindPlaceRequestSchema, { text: "😀".repeat(201) }))).toEqual({ text: "too_long" });
  });

  test("one line holds no line break, running text does", () => {
    expect(keys(flawsOf(FindPlaceRequestSchema, { text: "xã\nBảo Đài" }))).toEqual({ text: "control_character" });
    expect(flawsOf(AddNoteRequestSchema, { text: "một\nhai" }, { skip: ["requestId", "caseId", "expectedVersion"] })).toEqual({});
  });

  test("useForm gets sentences, and an input its limits", () => {
    expect(rulesOf(CreatePersonRequestSchema, { skip: ["requestId"] })({ login: "ab", name: "A", memberships: [{ unit, role: 2 }] })).toEqual({ login: "Quá ngắn: ít nhất 3 ký tự." });
    expect(limitsOf(SubmitContactRequestSchema, "contact.intake.suspectedAbusers.3.name")).toEqual({ required: false, maxLength: 120 });
    expect(limitsOf(SubmitContactRequestSchema, "contact.intake.child.estimatedAge")).toEqual({ required: false, min: 0, max: 25 });
  });
});

test("no screen writes a length, a count of items or a bound of a number of its own", () => {
  const src = join(import.meta.dirname, "..");
  const bound = /\b(?:maxLength|minLength|maxItems|max|min)(?:=\{|="|: )[1-9]/;
  const written = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("gen/") && !name.endsWith(".test.ts"))
    .flatMap((name) => readFileSync(join(src, name), "utf8").split("\n").filter((line) => bound.test(line) && !line.includes("<progress")).map((line) => `${name}: ${line.trim()}`));
  expect(written).toEqual([]);
});

test("the server's paths become the form's", () => {
  expect(formPath("contact.intake.suspected_abusers[0].can_reach_child")).toBe("contact.intake.suspectedAbusers.0.canReachChild");
  expect(insidePath("intake.child.name", "intake")).toBe("child.name");
  expect(insidePath("intaken", "intake")).toBeUndefined();
});
