// A day as far as it is known, typed as people write it: day first, or the month and year, or the year alone. Its value is
// the contract's; what cannot be understood stays as it was typed, and the contract's rules say so.
import { TextInput, type TextInputProps } from "@mantine/core";
import { useState } from "react";
import { contractDay, shownDay } from "../time/written_day";

interface Props extends Omit<TextInputProps, "value" | "onChange" | "error"> {
  value: string;
  error: boolean;
  onChange(day: string): void;
}

export function WrittenDay({ value, onChange, ...props }: Props) {
  const [typed, setTyped] = useState("");
  const understood = (text: string) => contractDay(text) ?? text;
  // While it is typed it stands as it is typed; afterwards, and where it was changed elsewhere, in full.
  const shown = typed !== "" && understood(typed) === value ? typed : shownDay(value);
  function take(text: string) {
    setTyped(text);
    onChange(understood(text));
  }
  return <TextInput {...props} value={shown} autoComplete="off" spellCheck={false} onChange={(event) => take(event.currentTarget.value)} onBlur={() => setTyped("")} />;
}
