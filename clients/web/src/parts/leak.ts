// What would betray the informant to readers of a case: their name, number or address in a running text, which more
// people see than the informant's own fields. Which fields those are, the contract's descriptors say.
import { getOption, ScalarType, type DescMessage } from "@bufbuild/protobuf";
import { InformantSchema, PlaceSchema } from "../gen/hotline/record/v1/contact_pb";
import { Format, rule } from "../gen/hotline/record/v1/options_pb";
import { fold } from "../words/fold";

export interface Leak {
  what: "name" | "number" | "address";
  /** Of the text that holds it, as forms name their fields: "intake.suspectedAbusers.0.notes". */
  path: string;
}

const digits = (text: string) => text.replace(/\D/g, "").replace(/^84(?=\d{9})/, "0");
const words = (text: string) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

function holdsWords(text: readonly string[], wanted: readonly string[]): boolean {
  return wanted.length > 0 && text.some((_, at) => wanted.every((word, index) => text[at + index] === word));
}

/** The whole name, or the given name after a word of address: "chị Hoa", "bà Hoa". */
function holdsName(text: readonly string[], name: readonly string[]): boolean {
  if (name.length === 0) return false;
  if (name.length > 1 && holdsWords(text, name)) return true;
  const given = name.at(-1)!;
  return text.some((word, at) => word === given && (name.length === 1 || titles.has(text[at - 1] ?? "")));
}
const titles = new Set(["anh", "chi", "co", "chu", "bac", "ba", "ong", "di", "cau", "mo", "em", "thim", "duong", "thay", "mr", "mrs", "ms"]);

function holdsNumber(text: string, number: string): boolean {
  const wanted = digits(number);
  if (wanted.length < 6) return false;
  // Numbers as people write them: grouped by spaces, dots, dashes.
  return [...text.matchAll(/\+?\d[\d .\-()]{4,}\d/g)].some(([found]) => digits(found).includes(wanted));
}

export interface Informant {
  name?: string;
  /** Of the informant, and from which the call came. */
  numbers: readonly (string | undefined)[];
  address?: string;
}

interface Told {
  path: string;
  text: string;
  /** Says where something is: the informant may live there, and that betrays nobody. */
  place: boolean;
}

/** Every running text of a message, and the detail of a place; what is the informant's own is theirs alone. */
function textsOf(type: DescMessage, values: Record<string, unknown>, at = ""): Told[] {
  if (type.typeName === InformantSchema.typeName) return [];
  return type.fields.flatMap((field) => {
    const value = values[field.localName];
    if (!value) return [];
    const path = at + field.localName;
    if (field.message && Array.isArray(value)) return value.flatMap((item, index) => textsOf(field.message!, item as Record<string, unknown>, `${path}.${index}.`));
    if (field.message) return textsOf(field.message, value as Record<string, unknown>, `${path}.`);
    const place = field.parent.typeName === PlaceSchema.typeName && field.localName === "detail";
    const running = field.fieldKind === "scalar" && field.scalar === ScalarType.STRING && getOption(field, rule).format === Format.TEXT;
    return running || place ? [{ path, text: String(value), place }] : [];
  });
}

/** What of the informant shows in the texts that others read, and in which. */
export function leaksIn(type: DescMessage, values: object, informant: Informant): Leak[] {
  const [name, address] = [words(informant.name ?? ""), words(informant.address ?? "")];
  const holds: Record<Leak["what"], (told: Told) => boolean> = {
    name: ({ text }) => holdsName(words(text), name),
    number: ({ text }) => informant.numbers.some((number = "") => holdsNumber(text, number)),
    address: ({ text, place }) => !place && address.length > 1 && holdsWords(words(text), address),
  };
  const kinds = Object.keys(holds) as Leak["what"][];
  return textsOf(type, values as Record<string, unknown>).flatMap((told) => kinds.filter((what) => holds[what](told)).map((what) => ({ what, path: told.path })));
}
