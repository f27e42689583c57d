// What is typed into a form and not yet sent, kept on this machine until the server has it or the person leaves it empty.
//
//   const kept = useKept<Typed>(`contact/${contactId}`);      // undefined for the moment in which it is looked for
//   kept.found                                                // what was typed before a reload, if anything was
//   kept.put({ text, pending })                               // resolves when it is on the disk
import { useEffect, useState } from "react";
import { keptHere, nothingToSave, savedOnServer } from "../api/saved";
import { usePerson } from "../app/person";
import { keepOf } from "../keep/own_keep";

export interface KeptForm<T> {
  found: T | undefined;
  put(value: T): Promise<void>;
  /** The server has it. */
  sent(): void;
  /** There is nothing in it. */
  wipe(): void;
}

function boxOf<T>(personId: string, box: string, found: T | undefined): KeptForm<T> {
  // One after the other, so that an older text never lands on a newer one.
  let last = Promise.resolve();
  const next = (work: () => Promise<unknown>) => (last = last.then(work).then(() => {}, () => {}));
  const forget = () => next(async () => (await keepOf(personId))?.wipe(box));
  return {
    found,
    put(value) {
      return next(async () => {
        const keep = await keepOf(personId);
        if (!keep) return;
        await keep.put(box, new TextEncoder().encode(JSON.stringify(value)));
        keptHere();
      });
    },
    sent: () => void forget().then(() => savedOnServer()),
    wipe: () => void forget().then(nothingToSave),
  };
}

export function useKept<T>(box: string): KeptForm<T> | undefined {
  const { personId } = usePerson();
  const [kept, setKept] = useState<{ box: string; form: KeptForm<T> }>();
  useEffect(() => {
    let here = true;
    void (async () => {
      const bytes = await (await keepOf(personId))?.get(box);
      const found = bytes && (JSON.parse(new TextDecoder().decode(bytes)) as T);
      if (here) setKept({ box, form: boxOf(personId, box, found) });
    })();
    return () => void (here = false);
  }, [box, personId]);
  return kept?.box === box ? kept.form : undefined;
}
