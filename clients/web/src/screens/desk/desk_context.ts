// The form that is open, for its parts: each reads its own value and changes it by its path in the contact.
import { createContext, use, useCallback } from "react";
import { flushSync } from "react-dom";
import { flawWords, limitsOf, type Flaw } from "../../contract/rules";
import { ContactSchema } from "../../gen/hotline/record/v1/contact_pb";
import type { Failure } from "../../api/failure";
import type { ToldLeak } from "../../parts/LeakWarning";
import { usePick } from "../../words/words";
import { valueAt, type Sheet, type Value } from "./sheet";
import { goOn } from "./stops";
import type { Writing } from "./writing";

export interface OpenForm {
  writing: Writing;
  sheet: Sheet;
  flaws: Record<string, Flaw>;
  failure: Failure | undefined;
  /** Texts that betray the informant, of which the person was warned. */
  leaks: readonly ToldLeak[];
}

export const FormContext = createContext<OpenForm | undefined>(undefined);

export function useForm(): OpenForm {
  return use(FormContext)!;
}

export interface FieldOf<T> {
  value: T | undefined;
  set(value: T | undefined): void;
  error: string | undefined;
  notKnown: { on: boolean; toggle(): void };
  limits: ReturnType<typeof limitsOf>;
}

export function useField<T extends Value>(path: string): FieldOf<T> {
  const { writing, sheet, flaws, failure } = useForm();
  const say = usePick();
  const set = useCallback((value: T | undefined) => writing.change(path, value), [writing, path]);
  const on = sheet.notKnown.includes(path);
  const flaw = flaws[`contact.${path}`];
  const told = failure?.fields[`contact.${path}`] ?? failure?.fields[path];
  /** A field to which the answer is "not known" takes no keys: they go on to the next question. */
  function toggle() {
    const from = document.activeElement;
    flushSync(() => writing.notKnown(path, !on));
    if (from?.matches(":disabled")) goOn(from);
  }
  return {
    value: valueAt(sheet.contact, path) as T | undefined,
    set,
    error: flaw ? flawWords.say(flaw.key, flaw.values) : told && say(told),
    notKnown: { on, toggle },
    limits: limitsOf(ContactSchema, path),
  };
}
