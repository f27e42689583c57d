// One of a few: the browser's own radio buttons, each as large as a finger, walked with the arrow keys.
import { useId, type ReactNode } from "react";
import { FieldError } from "./FieldError";
import styles from "./Choice.module.css";

interface Props {
  label: ReactNode;
  options: readonly { value: number; label: string }[];
  value: number;
  onChange(value: number): void;
  hint?: string;
  error?: ReactNode;
  required?: boolean;
  /** The question stands beside its answers, as a line of a table. */
  inline?: boolean;
}

export function Choice({ label, options, value, onChange, hint, error, required, inline }: Props) {
  const id = useId();
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <fieldset className={styles.choice} data-inline={inline || undefined} aria-describedby={told}>
      <legend>{label}{required && <span aria-hidden> *</span>}</legend>
      {hint && <p id={`${id}-hint`} className={styles.hint}>{hint}</p>}
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option}>
            <input type="radio" name={id} checked={value === option.value} onChange={() => onChange(option.value)} />
            <span>{option.label}</span>
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
