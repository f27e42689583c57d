// One form at the desk: what is typed of a contact, as plain data in the contract's own shape, so that it can be kept,
// compared, merged and checked by the contract's rules. Enums are numbers, times RFC 3339; what is not said is absent.
import { fromJson, toJson, type JsonValue, type Message } from "@bufbuild/protobuf";
import { timestampFromMs, type Timestamp } from "@bufbuild/protobuf/wkt";
import { flawsOf, type Flaw } from "../../contract/rules";
import { merge, same } from "../../keep/merge";
import { leaksIn, type Leak } from "../../parts/leak";
import { CallType, Channel, ContactClass, ContactSchema, type Contact } from "../../gen/hotline/record/v1/contact_pb";
import { RoutingSchema, type Routing as RoutingMessage } from "../../gen/hotline/record/v1/draft_pb";
import { SaveDraftRequestSchema, SubmitContactRequestSchema } from "../../gen/hotline/v1/intake_pb";

export type Plain<T> = T extends Timestamp
  ? string
  : T extends (infer U)[]
    ? Plain<U>[]
    : T extends Message
      ? { [K in keyof T as K extends `$${string}` ? never : K]?: Plain<T[K]> }
      : T;

export type ContactValues = Plain<Contact>;
export type Value = string | number | boolean | readonly unknown[] | { [key: string]: unknown } | undefined;

/** A further contact about the child of this case, instead of a case of its own. */
export interface Join {
  caseId: string;
  number: string;
  version: number;
}

/** What the server answered to the submission; the form stays open for what follows as amendments. */
export interface Referred {
  caseId: string;
  number: string;
  version: number;
}

/** Where the report is to go, as far as a person decides that; what is not said is absent. */
export interface Routing {
  /** A unit that a person chose where the place was split. */
  referTo?: string;
  restricted?: boolean;
  /** Who may have nothing to do with a restricted report. */
  barredPersonIds?: readonly string[];
}

/** What a person decided beside the contact, and what the draft on the server takes along. */
export interface Decided extends Routing {
  joins?: Join;
  /** Paths to which the answer is "not known". */
  notKnown?: readonly string[];
}

export interface Sheet extends Routing {
  /** Of this machine; names its box in keep. */
  key: string;
  contact: ContactValues;
  /** Paths to which the answer is "not known". */
  notKnown: readonly string[];
  joins?: Join;
  /** As the server has it. */
  draft?: { id: string; version: number; base: ContactValues; routing?: Decided };
  /** A save under way, so that after a crash the same one is repeated and not another made. */
  saving?: { requestId: string; draftId: string; version: number; contact: ContactValues; routing?: Decided };
  /** After the referral: the case, and what it holds of this form. */
  referred?: Referred & { base: ContactValues };
  /** Written otherwise elsewhere meanwhile: ours stands in the form, theirs here by path until a person has decided. */
  conflicts?: Record<string, unknown> | undefined;
}

/** Nobody is barred from a report that is not restricted. */
export function routingOf({ referTo, restricted, barredPersonIds = [] }: Routing): Routing {
  return { ...(referTo && { referTo }), ...(restricted && { restricted }), ...(restricted && barredPersonIds.length > 0 && { barredPersonIds }) };
}

export function decidedOf(whole: Decided): Decided {
  const { joins, notKnown = [] } = whole;
  return { ...routingOf(whole), ...(joins && { joins: joinOf(joins) }), ...(notKnown.length > 0 && { notKnown: [...notKnown] }) };
}

export const joinOf = ({ caseId, number, version }: Join): Join => ({ caseId, number, version });

export function fromRouting(message: RoutingMessage | undefined): Decided {
  if (!message) return {};
  const { joins, ...rest } = message;
  return decidedOf({ ...rest, ...(joins && { joins }) });
}

export function toRouting(decided: Decided = {}): RoutingMessage {
  return fromJson(RoutingSchema, decided as JsonValue);
}

/** The same form, decided otherwise. */
export function withDecided(whole: Sheet, { notKnown = [], ...decided }: Decided): Sheet {
  const { referTo: _, restricted: __, barredPersonIds: ___, joins: ____, ...sheet } = whole;
  return { ...sheet, ...decided, notKnown };
}

/** What both hands decided, seen from where both began; a mark of the one hand takes none of the other's away. */
export function mergeDecided(base: Decided, mine: Decided, theirs: Decided): Decided {
  const [was, ours] = [base.notKnown ?? [], mine.notKnown ?? []];
  const marks = [...(theirs.notKnown ?? []).filter((path) => ours.includes(path) || !was.includes(path)), ...ours.filter((path) => !was.includes(path))];
  return decidedOf({ ...merge<Decided>(base, mine, theirs).values, notKnown: [...new Set(marks)] });
}

export function withConflicts(whole: Sheet, conflicts: Record<string, unknown>): Sheet {
  const { conflicts: _, ...sheet } = whole;
  return Object.keys(conflicts).length > 0 ? { ...sheet, conflicts } : sheet;
}

/** The server has all of it as a draft. */
export function isSaved(sheet: Sheet): boolean {
  const { draft } = sheet;
  return draft !== undefined && same(toSave(sheet), draft.base) && same(decidedOf(sheet), draft.routing ?? {});
}

/** And nothing of it was left out because it is wrong as it stands. */
export const isWhollySaved = (sheet: Sheet) => isSaved(sheet) && same(prune(sheet.contact), sheet.draft?.base);

export const isQuick = (type: CallType | undefined) => type !== undefined && type >= CallType.SILENT;

export function blankSheet(channel: Channel): Sheet {
  return {
    key: crypto.randomUUID(),
    contact: { channel, callType: CallType.ABOUT_A_CHILD, contactClass: ContactClass.INTERVENTION },
    notKnown: [],
  };
}

type Tree = Record<string, unknown>;

export function valueAt(values: object, path: string): Value {
  let at: unknown = values;
  for (const name of path.split(".")) at = (at as Tree | undefined)?.[name];
  return at as Value;
}

/** A copy with the value there; undefined takes it away. */
export function withValue<T extends object>(values: T, path: string, value: Value): T {
  const [name, ...rest] = path.split(".") as [string, ...string[]];
  const box = (Array.isArray(values) ? [...(values as unknown[])] : { ...values }) as Tree;
  if (rest.length > 0) box[name] = withValue((box[name] as object | undefined) ?? (/^\d+$/.test(rest[0]!) ? [] : {}), rest.join("."), value);
  else if (value === undefined) delete box[name];
  else box[name] = value;
  return box as T;
}

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

function pruned(value: unknown, keep: boolean): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => pruned(item, false)).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (isTree(value)) {
    const entries = Object.entries(value).map(([name, inner]) => [name, pruned(inner, name === "incident")] as const).filter(([, inner]) => inner !== undefined);
    return entries.length > 0 || keep ? Object.fromEntries(entries) : undefined;
  }
  return value === "" || value === false || value === undefined ? undefined : value;
}

export const isEmpty = (value: unknown) => pruned(value, false) === undefined;

/** Without what is empty. A place that is there and says nothing stays: it is the answer "not known". */
export function prune(values: ContactValues): ContactValues {
  return (pruned(values, true) ?? {}) as ContactValues;
}

export function toContact(values: ContactValues): Contact {
  return fromJson(ContactSchema, prune(values) as JsonValue);
}

/** As a request holds it in JSON. */
export function toBody(values: ContactValues): { [name: string]: JsonValue } {
  return toJson(ContactSchema, toContact(values)) as { [name: string]: JsonValue };
}

export function fromContact(contact: Contact): ContactValues {
  return toJson(ContactSchema, contact, { enumAsInteger: true }) as ContactValues;
}

export const instant = (at_ms: number): string => new Date(at_ms).toISOString();

/** Whatever differs from a form that nobody touched; the call's own facts are not typed by anybody. */
export function isBlank(sheet: Sheet): boolean {
  const { intake, asked, advised, reasons, informant, paperSheet, receivedAt } = prune(sheet.contact);
  return [intake, asked, advised, reasons, informant, paperSheet, receivedAt].every((value) => value === undefined) && sheet.notKnown.length === 0 && !sheet.joins && !sheet.restricted;
}

/** Something beyond the keys of the first questions, which a one-key closing would throw away. */
export function hasText(sheet: Sheet): boolean {
  const { intake, asked, advised, reasons, informant } = prune(sheet.contact);
  const { triage: _, ...rest } = intake ?? {};
  return [asked, advised, reasons, informant].some((value) => value !== undefined) || Object.keys(rest).length > 0 || sheet.notKnown.length > 0;
}

/** What goes to the server: without the form, where the call is not about a child's need for help. */
export function toSend(sheet: Sheet): ContactValues {
  const whole = prune(sheet.contact);
  if (whole.contactClass === ContactClass.INTERVENTION) return { ...whole, intake: whole.intake ?? {} };
  const { intake: _, ...rest } = whole;
  return rest;
}

// The rules look at the shape of the request; what is left out by the message's own emptiness counts as missing.
export function flawsToSend(sheet: Sheet): Record<string, Flaw> {
  return flawsOf(SubmitContactRequestSchema, { contact: toSend(sheet) }, { skip: ["requestId"] });
}

/** What in the texts that others read betrays the informant. */
export function leaksOf({ informant, callerNumber, ...contact }: ContactValues): Leak[] {
  return leaksIn(ContactSchema, contact, { ...informant, numbers: [informant?.telephone, callerNumber] });
}

/** A draft may be unfinished, but not wrong: what is half typed stays on this machine until it is right. */
export function toSave(sheet: Sheet): ContactValues {
  let out = prune(sheet.contact);
  for (const path of Object.keys(flawsOf(SaveDraftRequestSchema, { contact: out }, { partial: true }))) {
    const inside = path.replace(/^contact\./, "");
    out = withValue(out, inside, undefined);
  }
  return prune(out);
}

export const timestamp = (text: string | undefined) => (text ? timestampFromMs(Date.parse(text)) : undefined);

/** Place and present state are answered: the referral can leave. */
export function isEnough(sheet: Sheet): boolean {
  const { incident, presentState } = prune(sheet.contact).intake ?? {};
  return incident !== undefined && Boolean(presentState?.trim());
}
