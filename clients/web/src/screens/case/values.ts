// What stands in a form of an act, in the shape of its request: text for text, numbers for enums, and times as people
// enter them ("2026-11-27T21:38"). Plain data, so that it can be kept on this machine.
import type { DescMessage } from "@bufbuild/protobuf";
import { same } from "../../keep/merge";
import { timestampOfLocal } from "../../time/local";

export type Values = { [name: string]: Value };
export type Value = string | number | boolean | undefined | Values | readonly Value[];

const isValues = (value: Value): value is Values => typeof value === "object" && value !== null && !Array.isArray(value);

/** Every value that is no group of values, by its path. A list counts as one. */
export function leaves(values: Values, at = ""): Record<string, Value> {
  const found: Record<string, Value> = {};
  for (const [name, value] of Object.entries(values)) {
    if (isValues(value)) Object.assign(found, leaves(value, `${at}${name}.`));
    else found[at + name] = value;
  }
  return found;
}

export function valueAt(values: Values, path: string): Value {
  return path.split(".").reduce<Value>((value, name) => (value as Values | undefined)?.[name], values);
}

/** A path may go through a list: "plan.steps.0.what". */
export function withValue(values: Values, path: string, value: Value): Values {
  return replaced(values, path.split("."), value) as Values;
}

function replaced(inside: Value, [name, ...rest]: string[], value: Value): Value {
  if (name === undefined) return value;
  if (Array.isArray(inside)) return inside.map((item: Value, index) => (index === Number(name) ? replaced(item, rest, value) : item));
  const group = inside !== undefined && isValues(inside) ? inside : {};
  return { ...group, [name]: replaced(group[name], rest, value) };
}

/** These lists with what another has added to them, where both changed them: each goes whole, and would take the place of theirs. */
export function joined(base: Values, values: Values, theirs: Readonly<Record<string, unknown>>, lists: readonly string[]): Values {
  return lists.filter((path) => path in theirs).reduce((now, path) => {
    const [was, ours] = [base, now].map((one) => (valueAt(one, path) ?? []) as readonly Value[]) as [readonly Value[], readonly Value[]];
    const news = (theirs[path] as readonly Value[]).filter((item) => ![...was, ...ours].some((other) => same(item, other)));
    return withValue(now, path, [...ours, ...news]);
  }, values);
}

/** For create(): times become times, and what is empty is left out. */
export function messageOf(type: DescMessage, values: Values): Record<string, unknown> {
  const message: Record<string, unknown> = {};
  for (const field of type.fields) {
    const value = values[field.localName];
    if (value === undefined || value === "") continue;
    if (field.fieldKind === "message") {
      const inner = field.message.typeName === "google.protobuf.Timestamp" ? timestampOfLocal(String(value)) : messageOf(field.message, value as Values);
      if (inner !== undefined) message[field.localName] = inner;
    } else if (field.fieldKind === "list" && field.message) {
      message[field.localName] = (value as readonly Values[]).map((item) => messageOf(field.message!, item));
    } else {
      message[field.localName] = value;
    }
  }
  return message;
}
