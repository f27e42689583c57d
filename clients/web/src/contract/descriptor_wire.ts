// The contract's descriptors as the generated code carries them (google/protobuf/descriptor.proto, in bytes), read by
// hand: of each the fields that say how messages are read and written, and the options of the contract's own. The
// library reads them by reflection, for which it first builds the descriptors of descriptor.proto itself: on a telephone
// a third of the time until something is shown. A test holds what is read here to what the library reads.
//
// What comes out has the library's shape: what is not set is not an own property, and has its default all the same.

interface Unknown {
  no: number;
  wireType: number;
  data: Uint8Array;
}

type Read = (record: Record<string, unknown>, reader: Reader, wireType: number) => void;
interface Shape {
  typeName: string;
  defaults: Record<string, unknown>;
  /** Fields that come many times: empty where none came. */
  lists: readonly string[];
  fields: Record<number, Read>;
}

const length_delimited = 2;
const text = new TextDecoder();

class Reader {
  at = 0;
  constructor(readonly bytes: Uint8Array) {}
  varint(): number {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.bytes[this.at++]!;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  }
  span(): Uint8Array {
    const length = this.varint();
    return this.bytes.subarray(this.at, (this.at += length));
  }
  skip(wireType: number): Uint8Array {
    const from = this.at;
    if (wireType === 0) this.varint();
    else if (wireType === 1) this.at += 8;
    else if (wireType === length_delimited) this.span();
    else if (wireType === 5) this.at += 4;
    else throw new Error("a descriptor has a group");
    return this.bytes.subarray(from, this.at);
  }
}

const word = (name: string): Read => (record, reader) => void (record[name] = text.decode(reader.span()));
const number = (name: string): Read => (record, reader) => void (record[name] = reader.varint());
const truth = (name: string): Read => (record, reader) => void (record[name] = reader.varint() !== 0);
const one = (name: string, shape: () => Shape): Read => (record, reader) => void (record[name] = read(shape(), reader.span()));
const many = (name: string, shape: () => Shape): Read => (record, reader) => void (record[name] as unknown[]).push(read(shape(), reader.span()));

function read({ typeName, defaults, lists, fields }: Shape, bytes: Uint8Array): object {
  const record = Object.create(defaults) as Record<string, unknown>;
  record.$typeName = typeName;
  for (const list of lists) record[list] = [];
  const unknown: Unknown[] = [];
  for (const reader = new Reader(bytes); reader.at < bytes.length; ) {
    const tag = reader.varint();
    const [no, wireType] = [Math.floor(tag / 8), tag % 8];
    const field = fields[no];
    if (field) field(record, reader, wireType);
    else unknown.push({ no, wireType, data: reader.skip(wireType) });
  }
  if (unknown.length > 0) record.$unknown = unknown;
  return record;
}

const shape = (name: string, defaults: Record<string, unknown>, lists: readonly string[], fields: Record<number, Read>): Shape => ({ typeName: `google.protobuf.${name}`, defaults, lists, fields });

// The contract's own options stay as they came, for getOption.
const file_options = shape("FileOptions", { deprecated: false }, [], { 23: truth("deprecated") });
const message_options = shape("MessageOptions", { mapEntry: false, deprecated: false }, [], { 3: truth("deprecated"), 7: truth("mapEntry") });
const field_options = shape("FieldOptions", { packed: false, jstype: 0, deprecated: false }, [], { 2: truth("packed"), 3: truth("deprecated"), 6: number("jstype") });
const enum_options = shape("EnumOptions", { deprecated: false }, [], { 3: truth("deprecated") });
const value_options = shape("EnumValueOptions", { deprecated: false }, [], { 1: truth("deprecated") });
const service_options = shape("ServiceOptions", { deprecated: false }, [], { 33: truth("deprecated") });
const method_options = shape("MethodOptions", { deprecated: false, idempotencyLevel: 0 }, [], { 33: truth("deprecated"), 34: number("idempotencyLevel") });

const oneof = shape("OneofDescriptorProto", { name: "" }, [], { 1: word("name") });
const field = shape(
  "FieldDescriptorProto",
  { name: "", extendee: "", number: 0, label: 1, type: 1, typeName: "", defaultValue: "", oneofIndex: 0, jsonName: "", proto3Optional: false },
  [],
  {
    1: word("name"), 2: word("extendee"), 3: number("number"), 4: number("label"), 5: number("type"), 6: word("typeName"), 7: word("defaultValue"),
    8: one("options", () => field_options), 9: number("oneofIndex"), 10: word("jsonName"), 17: truth("proto3Optional"),
  },
);
const enum_value = shape("EnumValueDescriptorProto", { name: "", number: 0 }, [], { 1: word("name"), 2: number("number"), 3: one("options", () => value_options) });
const enumeration = shape("EnumDescriptorProto", { name: "" }, ["value"], { 1: word("name"), 2: many("value", () => enum_value), 3: one("options", () => enum_options) });
const message: Shape = shape("DescriptorProto", { name: "" }, ["field", "nestedType", "enumType", "extension", "oneofDecl"], {
  1: word("name"), 2: many("field", () => field), 3: many("nestedType", () => message), 4: many("enumType", () => enumeration), 6: many("extension", () => field),
  7: one("options", () => message_options), 8: many("oneofDecl", () => oneof),
});
const method = shape("MethodDescriptorProto", { name: "", inputType: "", outputType: "", clientStreaming: false, serverStreaming: false }, [], {
  1: word("name"), 2: word("inputType"), 3: word("outputType"), 4: one("options", () => method_options), 5: truth("clientStreaming"), 6: truth("serverStreaming"),
});
const service = shape("ServiceDescriptorProto", { name: "" }, ["method"], { 1: word("name"), 2: many("method", () => method), 3: one("options", () => service_options) });
const file = shape("FileDescriptorProto", { name: "", package: "", syntax: "", edition: 0 }, ["dependency", "messageType", "enumType", "service", "extension"], {
  1: word("name"), 2: word("package"), 4: many("messageType", () => message), 5: many("enumType", () => enumeration), 6: many("service", () => service),
  7: many("extension", () => field), 8: one("options", () => file_options), 12: word("syntax"), 14: number("edition"),
});

/** A google.protobuf.FileDescriptorProto, its dependencies left out: the generated code names them itself. */
export function readFileDescriptor(bytes: Uint8Array): object {
  return read(file, bytes);
}
