import type { DescMessage } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { ContactSchema } from "../../gen/hotline/record/v1/contact_pb";
import { fieldName } from "./field_words";

/** Every path that two hands can write differently; a unit is the place's own answer and is named by it. */
function paths(type: DescMessage, above = ""): string[] {
  return type.fields.filter(({ localName }) => localName !== "unit").flatMap((field) => {
    const path = above + field.localName;
    return field.message && field.message.typeName.startsWith("hotline.") ? [path, ...paths(field.message, `${path}.`)] : [path];
  });
}

test("every field of a contact has a name of its own", () => {
  const all = paths(ContactSchema);
  const names = all.map((path) => [fieldName(path), path] as const);
  expect(names.filter(([name]) => /^[a-z]+[A-Z]?/.test(name))).toEqual([]); // its place in the contract is none
  const twice = names.filter(([name], at) => names.findIndex(([other]) => other === name) !== at);
  expect(twice).toEqual([]);
  expect([fieldName("intake.father.name"), fieldName("intake.incident.unit"), fieldName("intake.triage.carerHarms")]).toEqual(["Cha · Họ tên", "Xảy ra ở đâu?", "(c) Người chăm sóc chính là người gây hại?"]);
});
