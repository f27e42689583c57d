// Several of many, picked by their words. Enter picks or drops; what is picked stands below, each with a button that drops it.
import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { matches } from "../words/fold";
import { Combo, OptionWords, type ComboProps, type Option } from "./Combo";
import { Field } from "./Field";
import { partWords } from "./words";
import styles from "./ManyPick.module.css";

export interface ManyPickProps extends Pick<ComboProps, "listLabel" | "box"> {
  label: ReactNode;
  hint?: string | undefined;
  error?: string | undefined;
  placeholder: string;
  options: readonly Option[];
  /** Said where there are no options at all, and for a picked id that is none of them. */
  none: string;
  stranger: string;
  value: readonly string[];
  onChange(ids: string[]): void;
  /** As many as the request takes. */
  max: number;
}

function Picked({ options, stranger, value, drop }: Pick<ManyPickProps, "options" | "stranger" | "value"> & { drop(id: string): void }) {
  const t = partWords.use();
  return (
    <ul className={styles.picked} aria-label={t("picked")}>
      {value.map((id) => {
        const option = options.find((one) => one.id === id) ?? { id, words: stranger };
        return (
          <li key={id}>
            <OptionWords option={option} />
            <Button variant="subtle" color="gray" size="compact-md" leftSection={<IconX size={16} />} onClick={() => drop(id)} aria-label={t("drop_one", { name: option.words })}>{t("drop")}</Button>
          </li>
        );
      })}
    </ul>
  );
}

export function ManyPick({ label, hint, error, options, none, stranger, value, onChange, max, ...combo }: ManyPickProps) {
  const t = partWords.use();
  const [text, setText] = useState("");
  const offers = options.filter(({ words, note = "" }) => matches(`${words} ${note}`, text));
  const full = value.length >= max;

  function toggle(id: string) {
    if (value.includes(id)) onChange(value.filter((one) => one !== id));
    else if (!full) onChange([...value, id]);
    setText("");
  }

  return (
    <div className={styles.pick}>
      <Field label={label} error={error} {...(hint && { hint })}>
        {(props) => <Combo {...combo} many field={props} text={text} onText={setText} offers={offers} none={options.length === 0 ? none : t("picks_nothing")} picked={value} onPick={toggle} />}
      </Field>
      {full && <p role="status" className={styles.none}>{t("picks_full", { count: max })}</p>}
      {value.length > 0 && <Picked options={options} stranger={stranger} value={value} drop={toggle} />}
    </div>
  );
}
