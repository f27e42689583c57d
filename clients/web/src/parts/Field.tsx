// A question of a form: its label, a hint, the control, and where the answer may be missing a "không biết" that is one
// key (Alt+K inside the field) and one touch.
//
//   <Field label={t("age")} error={form.errors["child.estimatedAge"]} notKnown={{ on: unknown, toggle }}>
//     {(props) => <NumberInput {...props} {...form.getInputProps("child.estimatedAge")} />}
//   </Field>
import { Button } from "@mantine/core";
import { useId, type KeyboardEvent, type ReactNode } from "react";
import { FieldError } from "./FieldError";
import { partWords } from "./words";
import styles from "./Field.module.css";

interface ControlProps {
  id: string;
  "aria-describedby": string | undefined;
  /** The same for Mantine's controls, which pass on no "aria-describedby" that they did not make. */
  attributes: { input: { "aria-describedby": string | undefined } };
  "aria-invalid": boolean | undefined;
  disabled: boolean | undefined;
  error: boolean;
}

interface Props {
  label: ReactNode;
  hint?: string;
  error?: ReactNode;
  required?: boolean;
  notKnown?: { on: boolean; toggle(): void };
  children(props: ControlProps): ReactNode;
}

export function Field({ label, hint, error, required, notKnown, children }: Props) {
  const t = partWords.use();
  const id = useId();
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  function onKeyDown(event: KeyboardEvent) {
    if (!notKnown || !event.altKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    notKnown.toggle();
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a key of the control inside
    <div className={styles.field} onKeyDown={onKeyDown}>
      <label htmlFor={id}>{label}{required && <span aria-hidden> *</span>}</label>
      {hint && <p id={`${id}-hint`} className={styles.hint}>{hint}</p>}
      <div className={styles.row}>
        <div className={styles.control}>
          {children({ id, "aria-describedby": told, attributes: { input: { "aria-describedby": told } }, "aria-invalid": error ? true : undefined, disabled: notKnown?.on || undefined, error: Boolean(error) })}
        </div>
        {notKnown && (
          <Button variant={notKnown.on ? "light" : "default"} aria-pressed={notKnown.on} rightSection={<kbd>Alt K</kbd>} onClick={notKnown.toggle}>
            {t("not_known")}
          </Button>
        )}
      </div>
      {error && <p id={`${id}-error`} className={styles.line}><FieldError>{String(error)}</FieldError></p>}
    </div>
  );
}
