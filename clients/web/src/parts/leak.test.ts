import { expect, test } from "vitest";
import { ContactSchema } from "../gen/hotline/record/v1/contact_pb";
import { AddContactToCaseRequestSchema, AddNoteRequestSchema } from "../gen/hotline/v1/case_act_pb";
import { leaksIn } from "./leak";

const of = (narrative: string, { telephone, ...who }: { name?: string; telephone?: string; address?: string }, callerNumber?: string) => leaksIn(ContactSchema, { intake: { narrative } }, { ...who, numbers: [telephone, callerNumber] }).map(({ what }) => what);

test.each([
  ["Chị Hoa nghe tiếng khóc.", ["name"]],
  ["chi hoa nghe tieng khoc", ["name"]],
  ["Nguyễn Thị Hoa kể lại.", ["name"]],
  ["Vườn hoa sau nhà, cháu Hoan ngồi khóc.", []],
  ["Nhà có nhiều hoa.", []],
])("the informant's name, by its title or whole: %s", (text, leaks) => {
  expect(of(text, { name: "Nguyễn Thị Hoa" })).toEqual(leaks);
});

test.each([
  ["Gọi lại số 0987 654 321.", ["number"]],
  ["+84 987.654.321", ["number"]],
  ["Sinh 26/03/2015, cao 1 m 20.", []],
])("the informant's number, as people write numbers: %s", (text, leaks) => {
  expect(of(text, { telephone: "0987654321" })).toEqual(leaks);
  expect(of(text, {}, "0987654321")).toEqual(leaks);
});

test("the informant's house; nothing where nothing is known of them", () => {
  expect(of("Nhà ở số 4 ngõ Thử đối diện.", { address: "số 4, ngõ Thử" })).toEqual(["address"]);
  expect(of("Chị Hoa, 0987654321.", {})).toEqual([]);
  expect(leaksIn(ContactSchema, {}, { name: "Hoa", numbers: [] })).toEqual([]);
});

const hoa = { name: "Nguyễn Thị Hoa", numbers: ["0987654321"], address: "số 4, ngõ Thử" };

test.each([
  [{ asked: "Chị Hoa hỏi phải làm gì." }, "asked"],
  [{ advised: "Chị Hoa đứng xa, chờ cán bộ." }, "advised"],
  [{ intake: { presentState: "Chị Hoa đang giữ trẻ." } }, "intake.presentState"],
  [{ intake: { suspectedAbusers: [{}, { notes: "Hay cãi nhau với chị Hoa." }] } }, "intake.suspectedAbusers.1.notes"],
  [{ intake: { child: { marks: "Mặc áo của chị Hoa." } } }, "intake.child.marks"],
  [{ intake: { incident: { unit: "", detail: "đối diện nhà chị Hoa" } } }, "intake.incident.detail"],
])("every text that others read is looked at, and said: %j", (contact, path) => {
  expect(leaksIn(ContactSchema, contact, hoa)).toEqual([{ what: "name", path }]);
});

test("each of several texts is named with what it holds", () => {
  const found = leaksIn(ContactSchema, { asked: "Chị Hoa hỏi.", intake: { narrative: "Chị Hoa, 0987 654 321." } }, hoa);
  expect(found.map(({ what, path }) => `${path}: ${what}`).sort()).toEqual(["asked: name", "intake.narrative: name", "intake.narrative: number"]);
});

test("so is what is added to a case", () => {
  expect(leaksIn(AddNoteRequestSchema, { text: "Đã gọi lại 0987 654 321." }, hoa)).toEqual([{ what: "number", path: "text" }]);
  expect(leaksIn(AddContactToCaseRequestSchema, { contact: { asked: "Chị Hoa gọi lần nữa." } }, hoa)).toEqual([{ what: "name", path: "contact.asked" }]);
});

test("the informant's own fields betray nobody, nor does a place that is where they live, nor the name of the child", () => {
  const intake = { child: { name: "Nguyễn Thị Hoa" }, incident: { detail: "số 4, ngõ Thử" } };
  expect(leaksIn(ContactSchema, { intake, informant: { name: "Nguyễn Thị Hoa", notes: "Chị Hoa dặn gọi buổi tối." } }, hoa)).toEqual([]);
});
