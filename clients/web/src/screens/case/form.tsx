// The parts of an act's form, each bound to one path of the request. Limits and rules come from the request's
// descriptors; what somebody else wrote meanwhile stands under the field that both changed.
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import type { DescEnum, DescMessage } from "@bufbuild/protobuf";
import { createContext, useContext, type ReactNode } from "react";
import { choices, label as labelOf } from "../../contract/labels";
import { useCodeLabel } from "../../contract/reference";
import { limitsOf } from "../../contract/rules";
import type { Measure } from "../../gen/hotline/record/v1/case_pb";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { Choice, Tick, Ticks } from "../../parts/Choice";
import { CodePick } from "../../parts/CodePick";
import { CodesPick } from "../../parts/CodesPick";
import { DayInput } from "../../parts/DayInput";
import { Field } from "../../parts/Field";
import { UnitPick } from "../../parts/UnitPick";
import { WrittenDay } from "../../parts/WrittenDay";
import { msOf } from "../../time/format";
import { localText } from "../../time/local";
import { useNow } from "../../time/ticker";
import { shownDay } from "../../time/written_day";
import { useLanguage } from "../../words/words";
import { formWords } from "./form_words";
import { valueAt, type Value, type Values } from "./values";
import styles from "./Form.module.css";

export interface ActForm {
  type: DescMessage;
  values: Values;
  errors: Record<string, string>;
  /** What another wrote where this person wrote too, by path. */
  theirs: Record<string, Value>;
  set(path: string, value: Value): void;
  /** Fills in what nobody has typed: it is no draft. */
  propose(values: Values): void;
  /** Takes these values along and sends: an answer that is one touch. */
  sendWith(path: string, value: Value): void;
  busy: boolean;
  detail: CaseDetail;
  /** The emergency measures that run now. */
  runs: readonly Measure[];
}

export const FormContext = createContext<ActForm | undefined>(undefined);

export function useActForm(): ActForm {
  const form = useContext(FormContext);
  if (!form) throw new Error("outside of an act's form");
  return form;
}

/** The value at a path, as the kind that its field has. */
export function useValue<T extends Value>(path: string): T {
  return valueAt(useActForm().values, path) as T;
}

interface Bound {
  path: string;
  label: ReactNode;
  hint?: string;
}

/** What another wrote; `joined`: it stands in this person's list already, and there is nothing to choose. */
export function Theirs({ path, shown, joined }: { path: string; shown?: (value: Value) => string; joined?: true }) {
  const t = formWords.use();
  const form = useActForm();
  if (!(path in form.theirs)) return null;
  const value = form.theirs[path];
  return (
    <div className={styles.theirs}>
      <p>{t(joined ? "theirs_joined" : "theirs")} <q>{shown ? shown(value) : String(value ?? "")}</q></p>
      {!joined && <Button size="sm" variant="default" onClick={() => form.set(path, value)}>{t("take_theirs")}</Button>}
    </div>
  );
}

/** Running text. */
export function Words({ path, label, hint, rows = 3 }: Bound & { rows?: number }) {
  const form = useActForm();
  const { required, maxLength } = limitsOf(form.type, path);
  return (
    <div>
      <Field label={label} error={form.errors[path]} required={required} {...(hint && { hint })}>
        {(props) => <Textarea {...props} data-path={path} minRows={rows} value={String(valueAt(form.values, path) ?? "")} {...(maxLength && { maxLength })} onChange={({ currentTarget }) => form.set(path, currentTarget.value)} />}
      </Field>
      <Theirs path={path} />
    </div>
  );
}

/** One line. */
export function Line({ path, label, hint, kind = "text" }: Bound & { kind?: "text" | "tel" }) {
  const form = useActForm();
  const { required, maxLength } = limitsOf(form.type, path);
  return (
    <div>
      <Field label={label} error={form.errors[path]} required={required} {...(hint && { hint })}>
        {(props) => <TextInput {...props} data-path={path} type={kind} value={String(valueAt(form.values, path) ?? "")} {...(maxLength && kind === "text" && { maxLength })} autoComplete="off" onChange={({ currentTarget }) => form.set(path, currentTarget.value)} />}
      </Field>
      <Theirs path={path} />
    </div>
  );
}

/** A day of the calendar, or one that is known only in part and typed. */
export function Day({ path, label, hint, typed = false }: Bound & { typed?: boolean }) {
  const form = useActForm();
  const Input = typed ? WrittenDay : DayInput;
  return (
    <div>
      <Field label={label} error={form.errors[path]} required={limitsOf(form.type, path).required} {...(hint && { hint })}>
        {(props) => <Input {...props} data-path={path} value={String(valueAt(form.values, path) ?? "")} onChange={(day) => form.set(path, day)} />}
      </Field>
      <Theirs path={path} shown={(value) => shownDay(String(value ?? ""))} />
    </div>
  );
}

/** A whole number, or nothing. */
export function Count({ path, label, hint }: Bound) {
  const form = useActForm();
  const { min, max } = limitsOf(form.type, path);
  const value = valueAt(form.values, path);
  return (
    <div>
      <Field label={label} error={form.errors[path]} {...(hint && { hint })}>
        {(props) => <TextInput {...props} data-path={path} type="number" inputMode="numeric" min={min} max={max} value={value === undefined ? "" : String(value)} onChange={({ currentTarget }) => form.set(path, currentTarget.value === "" ? undefined : Number(currentTarget.value))} />}
      </Field>
      <Theirs path={path} />
    </div>
  );
}

/** A time that has been; empty means now. */
export function When({ path, label, hint }: Bound) {
  const t = formWords.use();
  const form = useActForm();
  const now_ms = useNow(60_000);
  return (
    <div>
      <Field label={label} error={form.errors[path]} hint={hint ?? t("when_hint")}>
        {(props) => <DayInput {...props} withTime data-path={path} max={localText(now_ms + 60_000)} value={String(valueAt(form.values, path) ?? "")} onChange={(text) => form.set(path, text)} />}
      </Field>
    </div>
  );
}

/** One value of an enum of the contract. */
export function OneOf({ path, label, hint, type, only, reversed }: Bound & { type: DescEnum; only?: readonly number[]; reversed?: boolean }) {
  const form = useActForm();
  const lang = useLanguage();
  const known = choices(type, lang).filter(({ value }) => !only || only.includes(value));
  const options = reversed ? [...known].reverse() : known;
  return (
    <div data-path={path}>
      <Choice label={label} options={options} value={Number(valueAt(form.values, path) ?? 0)} error={form.errors[path]} required={limitsOf(form.type, path).required} {...(hint && { hint })} onChange={(value) => form.set(path, value)} />
      <Theirs path={path} shown={(value) => labelOf(type, Number(value), lang)} />
    </div>
  );
}

/** The same where there are too many to stand side by side. */
export function OneFrom({ path, label, type }: Bound & { type: DescEnum }) {
  const form = useActForm();
  const lang = useLanguage();
  const options = [{ value: "0", label: "" }, ...choices(type, lang).map(({ value, label: words }) => ({ value: String(value), label: words }))];
  return (
    <Field label={label} error={form.errors[path]}>
      {(props) => <NativeSelect {...props} data-path={path} data={options} value={String(valueAt(form.values, path) ?? 0)} onChange={({ currentTarget }) => form.set(path, Number(currentTarget.value))} />}
    </Field>
  );
}

export function AnyOf({ path, label, type, only }: Bound & { type: DescEnum; only?: readonly number[] }) {
  const form = useActForm();
  const lang = useLanguage();
  return (
    <div data-path={path}>
      <Ticks label={label} options={choices(type, lang).filter(({ value }) => !only || only.includes(value))} value={(valueAt(form.values, path) as readonly number[] | undefined) ?? []} error={form.errors[path]} onChange={(value) => form.set(path, value)} />
      <Theirs path={path} shown={(value) => (value as readonly number[]).map((one) => labelOf(type, one, lang)).join(", ")} />
    </div>
  );
}

/** When the report was received: that day's lists hold. */
function useReceived(): number {
  const now_ms = useNow(3_600_000);
  const received = useActForm().detail.row?.receivedAt;
  return received ? msOf(received) : now_ms;
}

/** One code of a configured list. */
export function Code({ path, list }: { path: string; list: string }) {
  const form = useActForm();
  const label = useCodeLabel(list);
  return (
    <div>
      <CodePick list={list} at_ms={useReceived()} value={String(valueAt(form.values, path) ?? "")} error={form.errors[path]} onChange={(code) => form.set(path, code)} box={{ "data-path": path }} />
      <Theirs path={path} shown={(value) => label(String(value))} />
    </div>
  );
}

/** Codes of a configured list, as the law had them when the report was received. */
export function Codes({ path, list }: { path: string; list: string }) {
  const form = useActForm();
  const label = useCodeLabel(list);
  return (
    <div>
      <CodesPick list={list} at_ms={useReceived()} value={(valueAt(form.values, path) as readonly string[] | undefined) ?? []} error={form.errors[path]} max={limitsOf(form.type, path).maxItems!} onChange={(codes) => form.set(path, codes)} box={{ "data-path": path }} />
      <Theirs path={path} shown={(value) => (value as readonly string[]).map(label).join(", ")} />
    </div>
  );
}

export function Holds({ path, label, hint }: Bound) {
  const form = useActForm();
  return <Tick label={label} hint={hint} value={Boolean(valueAt(form.values, path))} onChange={(value) => form.set(path, value)} />;
}

export function Office({ path, label, hint, asNamed }: Bound & { asNamed?: boolean }) {
  const form = useActForm();
  return (
    <UnitPick label={label} value={String(valueAt(form.values, path) ?? "")} error={form.errors[path]} required={limitsOf(form.type, path).required} {...(asNamed && { asNamed })} {...(hint && { hint })}
      onChange={(unit) => form.set(path, unit)} />
  );
}

/** Answers that send at once. */
export function SendingChoice({ path, label, type }: Bound & { type: DescEnum }) {
  const form = useActForm();
  const lang = useLanguage();
  return (
    <fieldset className={styles.sending}>
      <legend>{label}</legend>
      {choices(type, lang).map(({ value, label: words }) => (
        <Button key={value} variant="default" aria-disabled={form.busy} onClick={() => !form.busy && form.sendWith(path, value)}>{words.charAt(0).toUpperCase() + words.slice(1)}</Button>
      ))}
    </fieldset>
  );
}
