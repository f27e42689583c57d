// A day, or a day and its time, in the browser's own field. Browsers show these in the order of their own language, so
// below it stands how it is understood. One that is typed in part says so when it is left, and lets its form not go.
import { TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useId, useRef, useState, type FocusEvent, type RefObject } from "react";
import { shownDay } from "../time/written_day";
import { FieldError } from "./FieldError";
import { pointsAtHalfDay } from "./half_day";
import { partWords } from "./words";
import styles from "./DayInput.module.css";

interface Props extends Omit<TextInputProps, "value" | "onChange" | "type" | "error"> {
  error: boolean;
  /** "2015-03-26", or with its time "2015-03-26T21:38"; empty for none. */
  value: string;
  withTime?: boolean;
  onChange(text: string): void;
}

/** Before anything else hears that the form is sent. */
function useHoldsForm(input: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const form = input.current?.form;
    const hold = (event: SubmitEvent) => {
      if (!pointsAtHalfDay(form!)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    form?.addEventListener("submit", hold);
    return () => form?.removeEventListener("submit", hold);
  }, [input]);
}

export function DayInput({ value, withTime = false, onChange, error, ...props }: Props) {
  const t = partWords.use();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [half, setHalf] = useState(false);
  useHoldsForm(input);
  const look = () => setHalf(input.current!.validity.badInput);
  // Not on the way to a button: it would move away under the pointer, and its press looks by itself.
  const leave = ({ relatedTarget }: FocusEvent) => relatedTarget && !relatedTarget.matches("button") && look();
  const [day, time] = value.split("T");
  const described = [props["aria-describedby"], day && id, half && `${id}-half`].filter(Boolean).join(" ");
  return (
    <>
      <TextInput {...props} attributes={{ input: { "aria-describedby": described || undefined } }} {...(half && { "aria-invalid": true })} ref={input} error={error || half} type={withTime ? "datetime-local" : "date"} value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)} onBlur={leave} onInvalid={look} onKeyUp={() => half && look()} />
      {day && <p id={id} className={styles.reads}>{t("reads_as", { time: [time, shownDay(day)].filter(Boolean).join(" ") })}</p>}
      {half && <p id={`${id}-half`} className={styles.half}><FieldError>{t(withTime ? "half_time" : "half_day")}</FieldError></p>}
    </>
  );
}
