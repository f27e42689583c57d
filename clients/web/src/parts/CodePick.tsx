// One code of a configured list, chosen by its words; what the list of that day has is offered, and what a record says
// already stays.
import { NativeSelect } from "@mantine/core";
import type { ReactNode } from "react";
import { itemOf, listOn, useCategories } from "../contract/reference";
import { useLanguage } from "../words/words";
import { Field } from "./Field";

interface Props {
  list: string;
  value: string;
  /** The day that decides which list holds. */
  at_ms: number;
  error?: ReactNode;
  onChange(code: string): void;
  box?: Record<string, unknown>;
}

export function CodePick({ list, value, at_ms, error, onChange, box }: Props) {
  const lang = useLanguage();
  const lists = useCategories();
  const holds = listOn(lists, list, at_ms);
  if (!holds) return null;
  const items = [...holds.items, ...(value === "" || holds.items.some(({ code }) => code === value) ? [] : [itemOf(lists, list, value) ?? { code: value, name: undefined }])];
  const data = [{ value: "", label: "" }, ...items.map(({ code, name }) => ({ value: code, label: name?.[lang] ?? code }))];
  return (
    <Field label={holds.name?.[lang] ?? list} {...(error !== undefined && { error })}>
      {(props) => <NativeSelect {...props} {...box} data={data} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)} />}
    </Field>
  );
}
