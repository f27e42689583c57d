// What would betray the informant to readers of Form 01: their name, number or address in the running text, which more
// people see than the informant's own fields.
import { fold } from "../../words/fold";
import { prune, type ContactValues } from "./sheet";

export type Leak = "name" | "number" | "address";

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

/** In which of the texts that go to the commune the informant shows. */
export function leaksOf(contact: ContactValues): Leak[] {
  const { informant = {}, callerNumber = "", intake = {} } = prune(contact);
  const told = [intake.narrative, intake.presentState, intake.likelyConsequences, intake.familySituation, intake.presentCarer, intake.doneAlready].filter(Boolean).join("\n");
  if (!told) return [];
  const text = words(told);
  const address = words(informant.address ?? "");
  const found: [Leak, boolean][] = [
    ["name", holdsName(text, words(informant.name ?? ""))],
    ["number", [informant.telephone ?? "", callerNumber].some((number) => holdsNumber(told, number))],
    ["address", address.length > 1 && holdsWords(text, address)],
  ];
  return found.filter(([, holds]) => holds).map(([leak]) => leak);
}
