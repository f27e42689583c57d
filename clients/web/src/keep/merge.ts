// Two hands on one record: what they made of it and what we made of it, seen from where both began.
type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => same(item, b[index]));
  if (!isTree(a) || !isTree(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => same(a[name], b[name]));
}

export interface Merged<T> {
  values: T;
  /** Changed by both, differently: ours stands in `values`, theirs is here by path. */
  conflicts: Record<string, unknown>;
}

function mergeInto(base: Tree, mine: Tree, theirs: Tree, at: string, conflicts: Record<string, unknown>): Tree {
  const out: Tree = {};
  for (const name of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const [was, ours, other] = [base[name], mine[name], theirs[name]];
    let value: unknown;
    if (same(ours, other) || same(other, was)) value = ours;
    else if (same(ours, was)) value = other;
    else if ([ours, other].every(isTree)) value = mergeInto(isTree(was) ? was : {}, ours as Tree, other as Tree, `${at}${name}.`, conflicts);
    else {
      conflicts[at + name] = other;
      value = ours;
    }
    if (value !== undefined) out[name] = value;
  }
  return out;
}

export function merge<T extends object>(base: T, mine: T, theirs: T): Merged<T> {
  const conflicts: Record<string, unknown> = {};
  return { values: mergeInto(base as Tree, mine as Tree, theirs as Tree, "", conflicts) as T, conflicts };
}

/** What of `now` is new or other than in `base`: what an amendment sends. A list or a place goes whole. */
export function changed<T extends object>(base: T, now: T, whole: readonly string[] = []): Partial<T> {
  const out: Tree = {};
  for (const [name, value] of Object.entries(now)) {
    const was = (base as Tree)[name];
    if (same(was, value)) continue;
    out[name] = isTree(value) && isTree(was) && !whole.includes(name) ? changed(was, value, whole) : value;
  }
  return out as Partial<T>;
}
