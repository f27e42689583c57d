import { expect, test } from "vitest";
import { ContactSchema } from "../gen/hotline/record/v1/contact_pb";
import { AddContactToCaseRequestSchema, AddNoteRequestSchema } from "../gen/hotline/v1/case_act_pb";
import { leaksIn } from "./leak";

const of = (narrative: string, { telephone, ...who }: { name?: string; telephone?: string; address?: string }, callerNumber?: string) => leaksIn(ContactSchema, { intake: { narrative } }, { ...who, numbers: [telephone, callerNumber] });

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
  { asked: "Chị Hoa hỏi phải làm gì." },
  { advised: "Chị Hoa đứng xa, chờ cán bộ." },
  { intake: { presentState: "Chị Hoa đang giữ trẻ." } },
  { intake: { suspectedAbusers: [{}, { notes: "Hay cãi nhau với chị Hoa." }] } },
  { intake: { child: { marks: "Mặc áo của chị Hoa." } } },
  { intake: { incident: { unit: "", detail: "đối diện nhà chị Hoa" } } },
])("every text that others read is looked at: %j", (contact) => {
  expect(leaksIn(ContactSchema, contact, hoa)).toEqual(["name"]);
});

test("so is what is added to a case", () => {
  expect(leaksIn(AddNoteRequestSchema, { text: "Đã gọi lại 0987 654 321." }, hoa)).toEqual(["number"]);
  expect(leaksIn(AddContactToCaseRequestSchema, { contact: { asked: "Chị Hoa gọi lần nữa." } }, hoa)).toEqual(["name"]);
});

test("the informant's own fields betray nobody, nor does a place that is where they live, nor the name of the child", () => {
  const intake = { child: { name: "Nguyễn Thị Hoa" }, incident: { detail: "số 4, ngõ Thử" } };
  expect(leaksIn(ContactSchema, { intake, informant: { name: "Nguyễn Thị Hoa", notes: "Chị Hoa dặn gọi buổi tối." } }, hoa)).toEqual([]);
});
