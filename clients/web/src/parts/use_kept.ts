// What is typed into a form and not yet sent, kept on this machine until the server has it or the person leaves it empty.
//
//   const kept = useKept<Typed>(`contact/${contactId}`);      // undefined for the moment in which it is looked for
//   kept.found                                                // what was typed before a reload, if anything was
//   kept.put({ text, pending })                               // resolves when it is on the disk
import { useEffect, useState } from "react";
import { nothingToSave, savedOnServer } from "../api/saved";
import { usePerson } from "../app/person";
import { writtenBy } from "../keep/written";

export interface KeptForm<T> {
  found: T | undefined;
  put(value: T): Promise<void>;
  /** The server has it. */
  sent(): void;
  /** There is nothing in it. */
  wipe(): void;
}

export function useKept<T>(box: string): KeptForm<T> | undefined {
  const { personId } = usePerson();
  const [kept, setKept] = useState<{ box: string; form: KeptForm<T> }>();
  useEffect(() => {
    let here = true;
    const written = writtenBy(personId);
    // Where the browser's storage failed the form is there all the same.
    void written.read<T>(box).catch(() => undefined).then((found) => {
      if (!here) return;
      const form: KeptForm<T> = {
        found,
        put: (value) => written.put(box, value),
        sent: () => void written.wipe(box).then(() => savedOnServer()),
        wipe: () => void written.wipe(box).then(nothingToSave),
      };
      setKept({ box, form });
    });
    return () => void (here = false);
  }, [box, personId]);
  return kept?.box === box ? kept.form : undefined;
}
