// One of a few: the browser's own radio buttons, each as large as a finger, walked with the arrow keys. Where a table asks
// the same of many lines, each answer has a key too, which answers the line that has the focus and goes on to the next.
import { useId, type KeyboardEvent, type ReactNode } from "react";
import { FieldError } from "./FieldError";
import styles from "./Choice.module.css";

interface Props {
  label: ReactNode;
  options: readonly { value: number; label: string; key?: string }[];
  value: number;
  onChange(value: number): void;
  hint?: string;
  error?: ReactNode;
  required?: boolean;
  /** The question stands beside its answers, as a line of a table. */
  inline?: boolean;
}

function goToNextLine(line: HTMLFieldSetElement) {
  const lines = [...(line.closest("form")?.querySelectorAll<HTMLFieldSetElement>("fieldset[data-keys]") ?? [])];
  const next = lines[lines.indexOf(line) + 1];
  (next?.querySelector<HTMLElement>(":checked") ?? next?.querySelector<HTMLElement>("input"))?.focus();
}

export function Choice({ label, options, value, onChange, hint, error, required, inline }: Props) {
  const id = useId();
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  const keyed = options.some(({ key }) => key);
  function onKeyDown(event: KeyboardEvent<HTMLFieldSetElement>) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const chosen = options.find(({ key }) => key === event.key);
    if (!chosen) return;
    event.preventDefault();
    onChange(chosen.value);
    goToNextLine(event.currentTarget);
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its radio buttons are what is focused
    <fieldset className={styles.choice} data-inline={inline || undefined} data-keys={keyed || undefined} aria-describedby={told} onKeyDown={keyed ? onKeyDown : undefined}>
      <legend>{label}{required && <span aria-hidden> *</span>}</legend>
      {hint && <p id={`${id}-hint`} className={styles.hint}>{hint}</p>}
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option}>
            <input type="radio" name={id} checked={value === option.value} onChange={() => onChange(option.value)} {...(option.key && { "aria-keyshortcuts": option.key })} />
            <span>{option.label}</span>
            {option.key && <kbd aria-hidden>{option.key}</kbd>}
          </label>
        ))}
      </div>
      {error && <p id={`${id}-error`} className={styles.line}><FieldError>{String(error)}</FieldError></p>}
    </fieldset>
  );
}

/** Any of a few. */
export function Ticks({ label, options, value, onChange, error }: Pick<Props, "label" | "options" | "error"> & { value: readonly number[]; onChange(value: number[]): void }) {
  const id = useId();
  return (
    <fieldset className={styles.choice} aria-describedby={error ? `${id}-error` : undefined}>
      <legend>{label}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option}>
            <input type="checkbox" checked={value.includes(option.value)}
              onChange={({ currentTarget }) => onChange(currentTarget.checked ? [...value, option.value] : value.filter((other) => other !== option.value))} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {error && <p id={`${id}-error`} className={styles.line}><FieldError>{String(error)}</FieldError></p>}
    </fieldset>
  );
}

/** A statement that holds or does not. */
export function Tick({ label, hint, value, onChange }: { label: ReactNode; hint?: string | undefined; value: boolean; onChange(value: boolean): void }) {
  const id = useId();
  return (
    <div className={styles.tick}>
      <label>
        <input type="checkbox" checked={value} aria-describedby={hint && `${id}-hint`} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
        <span>{label}</span>
      </label>
      {hint && <p id={`${id}-hint`} className={styles.hint}>{hint}</p>}
    </div>
  );
}
