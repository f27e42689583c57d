// A day, or a day and its time, in the browser's own field. Browsers show these in the order of their own language, so
// below it stands how it is understood.
import { TextInput, type TextInputProps } from "@mantine/core";
import { useId } from "react";
import { shownDay } from "../time/written_day";
import { partWords } from "./words";
import styles from "./DayInput.module.css";

interface Props extends Omit<TextInputProps, "value" | "onChange" | "type" | "error"> {
  error: boolean;
  /** "2015-03-26", or with its time "2015-03-26T21:38"; empty for none. */
  value: string;
  withTime?: boolean;
  onChange(text: string): void;
}

export function DayInput({ value, withTime = false, onChange, ...props }: Props) {
  const t = partWords.use();
  const id = useId();
  const [day, time] = value.split("T");
  const described = [props["aria-describedby"], day && id].filter(Boolean).join(" ");
  return (
    <>
      <TextInput {...props} {...(described && { "aria-describedby": described })} type={withTime ? "datetime-local" : "date"} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)} />
      {day && <p id={id} className={styles.reads}>{t("reads_as", { time: [time, shownDay(day)].filter(Boolean).join(" ") })}</p>}
    </>
  );
}
