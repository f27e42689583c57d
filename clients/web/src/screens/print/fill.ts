// What stands behind the path of a form's field: the contract's own field, its value in this record, and whether the
// contract counts it as something that betrays who told.
import { getOption, type DescField, type DescMessage, type Message } from "@bufbuild/protobuf";
import { timestampDate, type Timestamp } from "@bufbuild/protobuf/wkt";
import { Sensitivity, sensitivity } from "../../gen/hotline/record/v1/options_pb";
import { FormRecordSchema, type FormRecord } from "../../gen/hotline/v1/reference_pb";

export interface Found {
  field: DescField;
  value: unknown;
  ofInformant: boolean;
}

type Tree = Record<string, unknown>;

/** From a message of this type along names of the contract: "intake.child.name". */
export function find(type: DescMessage, message: Message | undefined, path: string, ofInformant = false): Found {
  const [name, ...rest] = path.split(".");
  const field = type.fields.find((one) => one.name === name);
  if (!field) throw new Error(`${type.typeName} has no field ${path}`);
  const said = getOption(field, sensitivity);
  const informant = said === Sensitivity.UNSPECIFIED ? ofInformant : said === Sensitivity.INFORMANT;
  const value = (message as unknown as Tree | undefined)?.[field.localName];
  if (rest.length === 0) return { field, value, ofInformant: informant };
  return find(field.message!, value as Message | undefined, rest.join("."), informant);
}

export const ofRecord = (record: FormRecord, path: string) => find(FormRecordSchema, record, path);

/** Whether it says anything. A zero of a field that has a place for "not known" is known. */
export function isFilled({ field, value }: Pick<Found, "field" | "value">): boolean {
  if (value === undefined || value === "" || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (field.fieldKind === "enum") return value !== 0;
  if (field.fieldKind === "scalar" && value === 0) return field.proto.proto3Optional;
  if (field.fieldKind !== "message" || field.message.typeName === "google.protobuf.Timestamp") return true;
  return field.message.fields.some((inner) => isFilled({ field: inner, value: (value as Tree)[inner.localName] }));
}

export const timeOf = (value: unknown) => timestampDate(value as Timestamp).getTime();
