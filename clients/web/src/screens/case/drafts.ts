// What is typed into a form of a case and not yet sent: kept on this machine with every change, sealed, until the server
// has it or the person discards it.
import { useEffect, useMemo, useState } from "react";
import type { Pending } from "../../api/act";
import { usePerson } from "../../app/person";
import { keepOf } from "../../keep/own_keep";
import { writtenBy } from "../../keep/written";
import type { Values } from "./values";

export interface Draft {
  values: Values;
  /** What the form held when it was opened, for a merge. */
  before: Values;
  /** The version of the case that the person had seen. */
  version: number;
  /** It was sent, and the answer has not come. */
  pending?: Pending | undefined;
  /** The case's, to tell of what is not sent where the case is not open. */
  number?: string | undefined;
}

export interface FoundDraft {
  act: string;
  draft: Draft | undefined;
}

export const boxOf = (caseId: string, act: string) => `case/${caseId}/${act}`;

export interface Drafts {
  /** Acts of this case with something typed and not sent; undefined until it is known. */
  acts: readonly string[] | undefined;
  /** What was there when the page was opened. */
  found: readonly FoundDraft[];
  /** This browser keeps nothing: no secure context, or its storage refuses or failed. The page has it as long as it lives. */
  unkept: boolean;
  read(act: string): Promise<Draft | undefined>;
  /** Resolves when it is on the disk. */
  put(act: string, draft: Draft): Promise<void>;
  wipe(act: string): void;
}

export function useDrafts(caseId: string): Drafts {
  const { personId } = usePerson();
  const [acts, setActs] = useState<readonly string[] | undefined>();
  const [unkept, setUnkept] = useState(false);
  const [found, setFound] = useState<readonly FoundDraft[]>([]);
  const written = useMemo(() => writtenBy(personId), [personId]);

  useEffect(() => {
    let here = true;
    const within = boxOf(caseId, "");
    void (async () => {
      const keep = await keepOf(personId);
      const known = (await keep.list(within)).map(({ id }) => id.slice(within.length));
      const drafts = await Promise.all(known.map(async (act) => ({ act, draft: await written.read<Draft>(boxOf(caseId, act)) })));
      if (!here) return;
      setUnkept(!keep.lasts);
      setFound(drafts);
      setActs(known);
    })().catch(() => {
      if (!here) return;
      setUnkept(true);
      setActs([]);
    });
    return () => void (here = false);
  }, [caseId, personId, written]);

  return {
    acts,
    found,
    unkept,
    read: (act) =>
      written.read<Draft>(boxOf(caseId, act)).catch(() => {
        setUnkept(true);
        return undefined;
      }),
    put(act, draft) {
      setActs((known = []) => (known.includes(act) ? known : [...known, act]));
      return written.put(boxOf(caseId, act), draft);
    },
    wipe(act) {
      void written.wipe(boxOf(caseId, act));
      setActs((known) => known?.filter((name) => name !== act));
    },
  };
}
