// The controls of Form 01, each bound to its path in the contact: text, number, choice of a relation, yes and no.
import { Checkbox, Textarea, TextInput } from "@mantine/core";
import type { KeyboardEvent } from "react";
import { choices } from "../../contract/labels";
import { Answer, RelationshipSchema, type Relationship } from "../../gen/hotline/record/v1/contact_pb";
import { CodePick } from "../../parts/CodePick";
import { CodesPick } from "../../parts/CodesPick";
import { DayInput } from "../../parts/DayInput";
import { Field } from "../../parts/Field";
import { OnePick } from "../../parts/OnePick";
import { WrittenDay } from "../../parts/WrittenDay";
import { msOf } from "../../time/format";
import { localText, timestampOfLocal } from "../../time/local";
import { useNow } from "../../time/ticker";
import { useLanguage } from "../../words/words";
import { useField, useForm } from "./desk_context";
import { KeyChoice, type Choice } from "./KeyChoice";
import { instant } from "./sheet";
import { goOn } from "./stops";
import { deskWords } from "./words";

interface Props {
  path: string;
  label: string;
  hint?: string;
  /** With the "not known" key. */
  asked?: boolean;
  required?: boolean;
}

/** Enter in one line goes on to the next question; one that ends a word of the input method does not. */
function onEnter(event: KeyboardEvent) {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  goOn(event.currentTarget);
}

const stop = (path: string) => ({ "data-stop": true, "data-path": path });

export function Text({ path, label, hint, asked, required = false, long }: Props & { long?: number }) {
  const { value, set, error, notKnown, limits } = useField<string>(path);
  return (
    <Field label={label} {...(hint && { hint })} error={error} required={required} {...(asked && { notKnown })}>
      {(props) => {
        const common = { ...props, ...stop(path), value: value ?? "", maxLength: limits.maxLength, autoComplete: "off", spellCheck: false };
        return long ? (
          <Textarea {...common} minRows={long} onChange={(event) => set(event.currentTarget.value || undefined)} />
        ) : (
          <TextInput {...common} onKeyDown={onEnter} onChange={(event) => set(event.currentTarget.value || undefined)} />
        );
      }}
    </Field>
  );
}

/** A whole number. Anything else stays as it was typed, and the rules say what is wrong with it. */
export function Count({ path, label, hint, asked }: Props) {
  const { value, set, error, notKnown, limits } = useField<number | string>(path);
  const take = (text: string) => set(text === "" ? undefined : /^\d{1,4}$/.test(text) ? Number(text) : text);
  const outside = typeof value === "string" || (typeof value === "number" && ((limits.max !== undefined && value > limits.max) || value < (limits.min ?? 0)));
  const t = deskWords.use();
  return (
    <Field label={label} {...(hint && { hint })} error={error ?? (outside ? t("number_range", { min: limits.min ?? 0, max: limits.max ?? 999 }) : undefined)} {...(asked && { notKnown })}>
      {(props) => <TextInput {...props} {...stop(path)} inputMode="numeric" onKeyDown={onEnter} value={String(value ?? "")} autoComplete="off" onChange={(event) => take(event.currentTarget.value.trim())} />}
    </Field>
  );
}

export function Relation({ path, label }: Props) {
  const lang = useLanguage();
  const { value, set, error } = useField<Relationship>(path);
  const options = choices(RelationshipSchema, lang).map((choice) => ({ id: String(choice.value), words: choice.label }));
  return <OnePick label={label} error={error} options={options} value={value ? String(value) : undefined} onChange={(chosen) => set(chosen ? (Number(chosen) as Relationship) : undefined)} box={stop(path)} onEntered={goOn} />;
}

/** Yes, no, not known: the letters of the language that is spoken. */
export function useAnswers(): Choice[] {
  const t = deskWords.use();
  const lang = useLanguage();
  return [
    { value: Answer.YES, label: t("yes"), letter: lang === "vi" ? "C" : "Y" },
    { value: Answer.NO, label: t("no"), letter: lang === "vi" ? "K" : "N" },
    { value: Answer.NOT_KNOWN, label: t("not_known"), letter: "?" },
  ];
}

export function YesNo({ path, label }: Props) {
  const { value, set, error } = useField<Answer>(path);
  const answers = useAnswers();
  return <KeyChoice path={path} label={label} choices={answers} value={value ? [value] : []} error={error} onChange={([chosen]) => set(chosen)} />;
}

/** A time as it is said here. */
export function When({ path, label, hint }: Props) {
  const { value, set, error } = useField<string>(path);
  function take(text: string) {
    const at = timestampOfLocal(text);
    set(at && instant(msOf(at)));
  }
  return (
    <Field label={label} {...(hint && { hint })} error={error}>
      {(props) => <DayInput {...props} {...stop(path)} withTime value={value ? localText(Date.parse(value)) : ""} onChange={take} />}
    </Field>
  );
}

/** A day as far as it is known. */
export function Day({ path, label, hint }: Props) {
  const { value, set, error } = useField<string>(path);
  return (
    <Field label={label} {...(hint && { hint })} error={error}>
      {(props) => <WrittenDay {...props} {...stop(path)} onKeyDown={onEnter} value={value ?? ""} onChange={(day) => set(day || undefined)} />}
    </Field>
  );
}

/** Which day's lists hold: that of receipt. */
function useReceived(): number {
  const { sheet } = useForm();
  const now_ms = useNow(3_600_000);
  const { receivedAt, startedAt } = sheet.contact;
  const said = receivedAt ?? startedAt;
  return said ? Date.parse(said) : now_ms;
}

/** Codes of a configured list, as the law had them on the day of receipt. */
export function Codes({ path, list }: { path: string; list: string }) {
  const { value, set, error, limits } = useField<readonly string[]>(path);
  return <CodesPick list={list} at_ms={useReceived()} value={value ?? []} error={error} max={limits.maxItems!} onChange={(codes) => set(codes.length > 0 ? codes : undefined)} box={stop(path)} />;
}

/** One code of such a list. */
export function Code({ path, list }: { path: string; list: string }) {
  const { value, set, error } = useField<string>(path);
  return <CodePick list={list} at_ms={useReceived()} value={value ?? ""} error={error} onChange={(code) => set(code || undefined)} box={stop(path)} />;
}

export function Tick({ path, label }: Props) {
  const { value, set } = useField<boolean>(path);
  return <Checkbox {...stop(path)} label={label} checked={value ?? false} onChange={(event) => set(event.currentTarget.checked || undefined)} />;
}
