// What one person keeps on this machine, opened once for the page. Where the browser keeps nothing (no secure context, or
// its storage refuses, as in private windows) the page does, as long as it lives: a form that is closed can be opened again.
import { useEffect, useState } from "react";
import { openKeep, pageKeep, type Keep } from "./keep";

const keeps = new Map<string, Promise<Keep>>();

export function keepOf(personId: string): Promise<Keep> {
  let keep = keeps.get(personId);
  if (!keep) keeps.set(personId, (keep = openKeep(personId).catch(() => undefined).then((own) => own ?? pageKeep())));
  return keep;
}

/** Whether what is typed outlasts the page; undefined until it is known. */
export function useLasts(personId: string): boolean | undefined {
  const [lasts, setLasts] = useState<boolean>();
  useEffect(() => void keepOf(personId).then((keep) => setLasts(keep.lasts)), [personId]);
  return lasts;
}
