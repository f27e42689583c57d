import { readFileSync } from "node:fs";
import type { DescEnum, DescFile, DescMessage } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { choices } from "./labels";
import { label } from "./labels_apart";
import { SexSchema } from "../gen/hotline/record/v1/contact_pb";

const sources = import.meta.glob<string>("../{app,parts,screens}/**/*.{ts,tsx}", { eager: true, query: "?raw", import: "default" });
const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

const modules = import.meta.glob<Record<string, unknown>>("../gen/hotline/v1/*_pb.ts", { eager: true });

/** Every enum that a request or an answer can hold, at any depth. */
function enumsOfTheServices(): Map<string, DescEnum> {
  const found = new Map<string, DescEnum>();
  const seen = new Set<string>();
  const walk = (message: DescMessage) => {
    if (seen.has(message.typeName)) return;
    seen.add(message.typeName);
    for (const field of message.fields) {
      if (field.enum) found.set(field.enum.typeName, field.enum);
      if (field.message) walk(field.message);
    }
  };
  const files = Object.values(modules).flatMap((module) => Object.values(module).filter((value): value is DescFile => (value as DescFile)?.kind === "file"));
  for (const method of files.flatMap(({ services }) => services).flatMap(({ methods }) => methods)) {
    walk(method.input);
    walk(method.output);
  }
  return found;
}

test("every value of every enum of the contract has a word in both languages", () => {
  const enums = enumsOfTheServices();
  expect(enums.size).toBeGreaterThan(15);
  const missing = [...enums.values()].flatMap((type) =>
    type.values.filter(({ number }) => number !== 0 && (!label(type, number, "vi") || !label(type, number, "en"))).map(({ name }) => name),
  );
  expect(missing).toEqual([]);
});

test("what is not said has no word and is no choice", () => {
  expect(label(SexSchema, 0, "vi")).toBe("");
  expect(choices(SexSchema, "en").map(({ label: word }) => word)).toEqual(["male", "female", "not known"]);
});

test("whoever says the words of an enum that stand apart asks there", () => {
  const apart = [...read("./labels_apart.ts").matchAll(/^  ([A-Z_0-9]+): /gm)].map(([, name]) => name!);
  const types = [...enumsOfTheServices().values()].filter((type) => type.values.some(({ name }) => apart.includes(name))).map(({ name }) => `${name}Schema`);
  expect(types.length).toBeGreaterThan(6);
  const wrong = Object.entries(sources).filter(([, text]) => types.some((type) => text.includes(type)) && /contract\/labels"/.test(text)).map(([path]) => path);
  expect(wrong).toEqual([]);
});
