// What is typed into a form and not yet sent, kept on this machine until the server has it or the person leaves it empty;
// where the browser keeps nothing, in the page.
//
//   const kept = useKept<Typed>(`contact/${contactId}`);      // undefined for the moment in which it is looked for
//   kept.found                                                // what was typed before a reload, if anything was
//   kept.put({ text, pending })                               // resolves when it is on the disk
import type { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import { useEffect, useRef, useState } from "react";
import { useAct, type Pending } from "../api/act";
import { nothingToSave, savedOnServer } from "../api/saved";
import { usePerson } from "../app/person";
import { writtenBy } from "../keep/written";

export interface KeptForm<T> {
  box: string;
  /** What is kept. */
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
      const now = (value: T | undefined) => (form.found = value);
      const form: KeptForm<T> = {
        box,
        found,
        put: (value) => (now(value), written.put(box, value)),
        sent: () => (now(undefined), void written.wipe(box).then(() => savedOnServer())),
        wipe: () => (now(undefined), void written.wipe(box).then(nothingToSave)),
      };
      setKept({ box, form });
    });
    return () => void (here = false);
  }, [box, personId]);
  return kept?.box === box ? kept.form : undefined;
}

/** A form of one act: the id of the act lies with what is typed, so that after a reload, or from another screen
 * (app/left_acts), the same act goes on and happens once. */
export interface Sends {
  pending?: Pending | undefined;
}

export function useKeptAct<T extends Sends, I extends DescMessage, O extends DescMessage>(
  method: DescMethodUnary<I, O>,
  kept: KeptForm<T>,
  begin: () => T,
  onSent: (answer: MessageShape<O>, typed: T, show: (next: T) => void) => void,
) {
  const [typed, setTyped] = useState(begin);
  const newest = useRef(typed); // between two renderings more than one thing may change
  function show(next: T) {
    newest.current = next;
    setTyped(next);
  }
  function put(change: Partial<T>): Promise<void> {
    show({ ...newest.current, ...change });
    return kept.put(newest.current);
  }
  const act = useAct(method, { box: kept.box, pending: typed.pending, remember: (pending) => put({ pending } as Partial<T>) });
  function over(answer: MessageShape<O> | undefined) {
    if (!answer) return;
    show({ ...newest.current, pending: undefined });
    kept.sent();
    onSent(answer, newest.current, show);
  }
  useEffect(() => {
    if (typed.pending) void act.resume().then(over);
    // oxlint-disable-next-line react/exhaustive-deps -- what left before it was opened, once
  }, []);
  const send = async (request: Omit<MessageInitShape<I>, "requestId" | "$typeName">) => over(await act.send(request));
  return { typed, put, show, act, send };
}
