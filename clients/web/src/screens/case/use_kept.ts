// What is typed into a form of a case and not yet sent: kept on this machine with every change, sealed, until the server
// has it or the person discards it.
import { useEffect, useRef, useState } from "react";
import { keptHere } from "../../api/saved";
import { usePerson } from "../../app/person";
import type { Keep } from "../../keep/keep";
import { keepOf } from "../../keep/own_keep";
import type { Values } from "./values";

export interface Draft {
  values: Values;
  /** What the form held when it was opened, for a merge. */
  before: Values;
  /** The version of the case that the person had seen. */
  version: number;
}

const boxOf = (caseId: string, act: string) => `case/${caseId}/${act}`;

export interface Drafts {
  /** Acts of this case with something typed and not sent; undefined until it is known. */
  acts: readonly string[] | undefined;
  /** This browser keeps nothing: no secure context, or its storage refuses. */
  unkept: boolean;
  read(act: string): Promise<Draft | undefined>;
  put(act: string, draft: Draft): void;
  wipe(act: string): void;
}

export function useDrafts(caseId: string): Drafts {
  const { personId } = usePerson();
  const [acts, setActs] = useState<readonly string[] | undefined>();
  const [unkept, setUnkept] = useState(false);
  // One after the other, so that an older text never lands on a newer one.
  const last = useRef<Promise<unknown>>(Promise.resolve());

  useEffect(() => {
    let here = true;
    const within = boxOf(caseId, "");
    void keepOf(personId)
      .then((keep) => (here && setUnkept(!keep), keep?.list(within)))
      .then((kept = []) => here && setActs(kept.map(({ id }) => id.slice(within.length))));
    return () => void (here = false);
  }, [caseId, personId]);

  const next = (work: (keep: Keep) => Promise<void>) => {
    last.current = last.current.then(async () => {
      const keep = await keepOf(personId);
      if (keep) await work(keep);
    }).catch(() => {});
    return last.current;
  };

  return {
    acts,
    unkept,
    async read(act) {
      await last.current;
      const bytes = await (await keepOf(personId))?.get(boxOf(caseId, act));
      return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as Draft);
    },
    put(act, draft) {
      void next(async (keep) => {
        await keep.put(boxOf(caseId, act), new TextEncoder().encode(JSON.stringify(draft)));
        keptHere();
      });
      setActs((known = []) => (known.includes(act) ? known : [...known, act]));
    },
    wipe(act) {
      void next((keep) => keep.wipe(boxOf(caseId, act)));
      setActs((known) => known?.filter((name) => name !== act));
    },
  };
}
