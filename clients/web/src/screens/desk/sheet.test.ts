import { describe, expect, test } from "vitest";
import { Answer, CallType, Channel, ContactClass, Sex } from "../../gen/hotline/record/v1/contact_pb";
import { changed, merge } from "../../keep/merge";
import { blankSheet, flawsToSend, fromContact, hasText, isBlank, isEnough, prune, toContact, toSave, toSend, withValue, type Sheet } from "./sheet";
import { emergencyReasons } from "./triage";

const unit = "07462@2025-07-01";

function typed(...values: [string, Parameters<typeof withValue>[2]][]): Sheet {
  const sheet = blankSheet(Channel.PHONE);
  return { ...sheet, contact: values.reduce((contact, [path, value]) => withValue(contact, path, value), sheet.contact) };
}

describe("a form as plain data", () => {
  test("is the contract's message and comes back from it", () => {
    const { contact } = typed(["intake.child.estimatedAge", 0], ["intake.child.sex", Sex.FEMALE], ["intake.suspectedAbusers.1.name", "Hư Cấu"], ["startedAt", "2015-03-26T14:38:00.000Z"], ["intake.incident", { unit }]);
    expect(fromContact(toContact(contact))).toEqual({
      channel: Channel.PHONE, callType: CallType.ABOUT_A_CHILD, contactClass: ContactClass.INTERVENTION, startedAt: "2015-03-26T14:38:00Z",
      intake: { child: { estimatedAge: 0, sex: Sex.FEMALE }, suspectedAbusers: [{ name: "Hư Cấu" }], incident: { unit } },
    });
  });

  test("keeps what it was made from as it was", () => {
    const before = typed(["intake.child.name", "A"]).contact;
    const after = withValue(before, "intake.child.name", "B");
    expect([before.intake!.child!.name, after.intake!.child!.name]).toEqual(["A", "B"]);
  });

  test("knows a blank one, one that only answered the first questions, and one with text", () => {
    expect(isBlank(typed())).toBe(true);
    expect(isBlank(typed(["callerNumber", "0912"], ["startedAt", "2015-03-26T14:38:00Z"]))).toBe(true);
    const answered = typed(["intake.triage.carerHarms", Answer.YES]);
    expect([isBlank(answered), hasText(answered)]).toEqual([false, false]);
    expect(hasText(typed(["intake.presentState", "ở nhà"]))).toBe(true);
    expect(isBlank({ ...typed(), notKnown: ["intake.child.name"] })).toBe(false);
  });

  test("a place that is not known is an answer, an untouched one is none", () => {
    expect(prune(typed(["intake.incident", {}], ["intake.child.name", ""]).contact).intake).toEqual({ incident: {} });
    expect(isEnough(typed(["intake.incident", {}], ["intake.presentState", "Không rõ"]))).toBe(true);
    expect(isEnough(typed(["intake.presentState", "Không rõ"]))).toBe(false);
    expect(Object.keys(flawsToSend(typed(["intake.presentState", "ở nhà"])))).toEqual(["contact.intake.incident"]);
    expect(flawsToSend(typed(["intake.incident", {}], ["intake.presentState", "Không rõ"]))).toEqual({});
  });

  test("a question that asks for no help sends no form", () => {
    expect(toSend(typed(["contactClass", ContactClass.INFORMATION], ["asked", "gì"], ["intake.presentState", "x"])).intake).toBeUndefined();
  });

  test("what is half typed is not in the draft, and everything else is", () => {
    const sheet = typed(["informant.telephone", "09"], ["informant.name", "Hư Cấu"], ["intake.child.birthDate", "201"], ["intake.presentState", "ở nhà"]);
    expect(toSave(sheet)).toMatchObject({ informant: { name: "Hư Cấu" }, intake: { presentState: "ở nhà" } });
    expect(toSave(sheet).intake!.child).toBeUndefined();
    expect(toSave(sheet).informant!.telephone).toBeUndefined();
  });
});

describe("two hands on one record", () => {
  test("what only one of them touched stands; what both did is ours, and theirs is told", () => {
    const base = { intake: { presentState: "a", child: { name: "A" } } };
    const { values, conflicts } = merge<object>(base, { intake: { presentState: "b", child: { name: "A" }, narrative: "mine" } }, { intake: { presentState: "c", child: { name: "B", school: "S" } } });
    expect(values).toEqual({ intake: { presentState: "b", narrative: "mine", child: { name: "B", school: "S" } } });
    expect(conflicts).toEqual({ "intake.presentState": "c" });
  });

  test("what one of them took away is away", () => {
    expect(merge<object>({ asked: "a", advised: "b" }, { advised: "b" }, { asked: "a", advised: "b" }).values).toEqual({ advised: "b" });
    expect(merge<object>({ asked: "a" }, { asked: "a" }, {}).values).toEqual({});
  });

  test("an amendment is what is new or other; a place goes whole", () => {
    const base = { presentState: "a", child: { name: "A", school: "S" }, incident: { unit, detail: "thôn" } };
    expect(changed(base, { ...base, child: { name: "B", school: "S" } })).toEqual({ child: { name: "B" } });
    expect(changed(base, { ...base, incident: { unit, detail: "xóm" } }, ["incident"])).toEqual({ incident: { unit, detail: "xóm" } });
    expect(changed(base, base)).toEqual({});
  });
});

test("an answer that is not known makes no emergency alone, nobody to protect the child does where it can be reached", () => {
  const of = (triage: object) => emergencyReasons({ intake: { triage } });
  expect(of({ lifeThreatened: Answer.NOT_KNOWN, abuserCanReach: Answer.NOT_KNOWN })).toEqual([]);
  expect(of({ abuserCanReach: Answer.YES })).toEqual(["b", "d"]);
  expect(of({ abuserCanReach: Answer.YES, relativeCanProtect: Answer.YES })).toEqual([]);
});
