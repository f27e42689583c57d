// Several of many, picked by words: type a part without marks, arrows move, Enter picks or drops. What is picked stands
// below, each with a button that drops it.
import { Button, TextInput } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { matches } from "../words/fold";
import { Field } from "./Field";
import { partWords } from "./words";
import styles from "./ManyPick.module.css";

export interface Option {
  id: string;
  words: string;
  /** What it belongs to, in small letters; found by its words too. */
  note?: string;
}

export interface ManyPickProps {
  label: ReactNode;
  hint?: string | undefined;
  error?: string | undefined;
  placeholder: string;
  /** Says what the list holds. */
  listLabel: string;
  options: readonly Option[];
  /** Said where there are no options at all, and for a picked id that is none of them. */
  none: string;
  stranger: string;
  value: readonly string[];
  onChange(ids: string[]): void;
  /** As many as the request takes. */
  max: number;
  /** For the box itself, where a form walks from stop to stop. */
  box?: Record<string, unknown>;
}

function OptionWords({ option: { words, note } }: { option: Option }) {
  return <span className={styles.who}><strong>{words}</strong> {note && <small>{note}</small>}</span>;
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

export function ManyPick({ label, hint, error, placeholder, listLabel, options, none, stranger, value, onChange, max, box = {} }: ManyPickProps) {
  const t = partWords.use();
  const list = useId();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const offers = options.filter(({ words, note = "" }) => matches(`${words} ${note}`, text));
  const shown = open && offers.length > 0;
  const full = value.length >= max;
  const at = shown ? `${list}-${active}` : undefined;
  useEffect(() => {
    if (at) document.getElementById(at)?.scrollIntoView({ block: "nearest" });
  }, [at]);

  function toggle(id: string) {
    if (value.includes(id)) onChange(value.filter((one) => one !== id));
    else if (!full) onChange([...value, id]);
    setText("");
    setActive(0);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return; // this Enter ends a word of the input method
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      if (shown) setActive((now) => (now + (event.key === "ArrowDown" ? 1 : -1) + offers.length) % offers.length);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (shown && offers[active]) toggle(offers[active].id);
    } else if (event.key === "Escape") setOpen(false);
  }

  return (
    <div className={styles.pick}>
      <Field label={label} error={error} {...(hint && { hint })}>
        {(props) => (
          <div className={styles.combo}>
            <TextInput
              {...props}
              {...box}
              role="combobox"
              aria-expanded={shown}
              aria-controls={list}
              aria-autocomplete="list"
              aria-activedescendant={at}
              placeholder={placeholder}
              autoComplete="off"
              spellCheck={false}
              value={text}
              onChange={({ currentTarget }) => (setText(currentTarget.value), setOpen(true), setActive(0))}
              onKeyDown={onKeyDown}
              onFocus={() => setOpen(true)}
              onBlur={() => setOpen(false)}
            />
            <div id={list} role="listbox" aria-multiselectable aria-label={listLabel} hidden={!shown} className={styles.list}>
              {offers.map((offer, index) => (
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the box has the keys
                <div key={offer.id} id={`${list}-${index}`} role="option" aria-selected={value.includes(offer.id)} data-active={index === active || undefined} className={styles.offer} onMouseDown={(event) => event.preventDefault()} onClick={() => toggle(offer.id)}>
                  <span className={styles.mark} aria-hidden>{value.includes(offer.id) && <IconCheck size={18} />}</span><OptionWords option={offer} />
                </div>
              ))}
            </div>
          </div>
        )}
      </Field>
      {open && offers.length === 0 && <p role="status" className={styles.none}>{options.length === 0 ? none : t("picks_nothing")}</p>}
      {full && <p role="status" className={styles.none}>{t("picks_full", { count: max })}</p>}
      {value.length > 0 && <Picked options={options} stranger={stranger} value={value} drop={toggle} />}
    </div>
  );
}
