// What one person keeps on this machine, opened once for the page. Undefined where the browser keeps nothing: no secure
// context, or its storage refuses (private windows); people still work then.
import { openKeep, type Keep } from "./keep";

const keeps = new Map<string, Promise<Keep | undefined>>();

export function keepOf(personId: string): Promise<Keep | undefined> {
  let keep = keeps.get(personId);
  if (!keep) keeps.set(personId, (keep = openKeep(personId).catch(() => undefined)));
  return keep;
}
