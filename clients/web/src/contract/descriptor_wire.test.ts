// What is read by hand is what the library reads, for every file of the contract.
import { createFileRegistry, getOption, toBinary, type DescExtension, type DescField, type DescFile, type DescMessage } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema, type FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import { describe, expect, test } from "vitest";
import { access, rule, sensitivity } from "../gen/hotline/record/v1/options_pb";
import { readFileDescriptor } from "./descriptor_wire";

const modules = import.meta.glob<Record<string, unknown>>("../gen/**/*_pb.ts", { eager: true });
const files = Object.values(modules).flatMap((module) => Object.values(module).filter((one): one is DescFile => (one as DescFile | undefined)?.kind === "file"));

const optionsOf = (element: DescField, extension: DescExtension) => JSON.stringify(getOption(element, extension), (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));

function told(message: DescMessage): unknown {
  const fields = message.fields.map((field) => ({
    name: field.name, localName: field.localName, jsonName: field.jsonName, number: field.number, kind: field.fieldKind, list: field.fieldKind === "list" && field.listKind, scalar: field.scalar,
    message: field.message?.typeName, enum: field.enum?.typeName, oneof: field.oneof?.localName, presence: field.presence,
    packed: field.fieldKind === "list" && field.packed, map: field.fieldKind === "map" && [field.mapKey, field.mapKind], deprecated: field.deprecated,
    rule: optionsOf(field, rule), sensitivity: optionsOf(field, sensitivity),
  }));
  return { name: message.typeName, fields, oneofs: message.oneofs.map(({ localName }) => localName), nested: message.nestedMessages.map(told), enums: message.nestedEnums.map(({ typeName }) => typeName) };
}

const whole = (file: DescFile) => ({
  name: file.name,
  dependencies: file.dependencies.map(({ name }) => name),
  messages: file.messages.map(told),
  enums: file.enums.map(({ typeName, open, values }) => ({ typeName, open, values: values.map(({ name, localName, number }) => [name, localName, number]) })),
  services: file.services.map(({ typeName, methods }) => ({
    typeName,
    methods: methods.map((method) => [method.name, method.localName, method.methodKind, method.input.typeName, method.output.typeName, method.idempotency, JSON.stringify(getOption(method, access))]),
  })),
  extensions: file.extensions.map(({ typeName, number, extendee, message }) => [typeName, number, extendee.typeName, message?.typeName]),
});

describe("a descriptor read by hand", () => {
  test.each(files.map((file) => [file.name, file] as const))("%s", (_, file) => {
    const root = readFileDescriptor(toBinary(FileDescriptorProtoSchema, file.proto)) as FileDescriptorProto;
    root.dependency = file.proto.dependency;
    const read = createFileRegistry(root, (name) => file.dependencies.find(({ proto }) => proto.name === name)).getFile(root.name)!;
    expect(whole(read)).toEqual(whole(file));
    expect(whole(file).messages.length + file.enums.length + file.services.length).toBeGreaterThan(0);
  });
});
