// A box to type a part of a word into, without marks, and under it the options that fit: arrows move, Enter picks. What
// was picked, and what the box says, is its owner's matter (ManyPick, OnePick).
import { TextInput } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useEffect, useId, useState, type FocusEvent, type KeyboardEvent } from "react";
import styles from "./Combo.module.css";

export interface Option {
  id: string;
  words: string;
  /** What it belongs to, in small letters; found by its words too. */
  note?: string;
}

export interface ComboProps {
  /** What the field around it gives to its control. */
  field: { id: string; error: boolean };
  /** For the box itself, where a form walks from stop to stop. */
  box?: Record<string, unknown>;
  text: string;
  onText(text: string): void;
  placeholder?: string;
  /** Says what the list holds. */
  listLabel: string;
  offers: readonly Option[];
  /** Said where nothing fits. */
  none: string;
  picked: readonly string[];
  onPick(id: string): void;
  /** Several may be picked: the first offer is the one that Enter takes, also before a letter is typed. */
  many?: boolean;
  /** The keys go elsewhere; with the option that Enter would have picked. */
  onLeave?(offer: Option | undefined): void;
  /** After Enter. */
  onEntered?(box: HTMLElement): void;
}

export function OptionWords({ option: { words, note } }: { option: Option }) {
  return <span className={styles.who}>{note ? <><strong>{words}</strong> <small>{note}</small></> : words}</span>;
}

export function Combo({ field, box = {}, text, onText, placeholder, listLabel, offers, none, picked, onPick, many = false, onLeave, onEntered }: ComboProps) {
  const list = useId();
  const begin = many ? 0 : -1;
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(begin);
  const shown = open && offers.length > 0;
  const at = shown && active >= 0 ? `${list}-${active}` : undefined;
  useEffect(() => {
    if (at) document.getElementById(at)?.scrollIntoView({ block: "nearest" });
  }, [at]);

  function pick(id: string) {
    onPick(id);
    setActive(begin);
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.nativeEvent.isComposing) return; // this Enter ends a word of the input method
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (shown) setActive((now) => (now < 0 && step < 0 ? offers.length - 1 : (now + step + offers.length) % offers.length));
      setOpen(true);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (shown && offers[active]) pick(offers[active].id);
      onEntered?.(event.currentTarget);
    } else if (event.key === "Escape") setOpen(false);
  }

  function leave() {
    setOpen(false);
    setActive(begin);
    onLeave?.(offers[active]);
  }

  return (
    <div className={styles.combo}>
      <TextInput
        {...field}
        {...box}
        role="combobox"
        aria-expanded={shown}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={at}
        {...(placeholder && { placeholder })}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={({ currentTarget: { value } }) => (onText(value), setOpen(true), setActive(value === "" ? begin : 0))}
        onKeyDown={onKeyDown}
        onFocus={({ currentTarget }: FocusEvent<HTMLInputElement>) => (setOpen(true), currentTarget.select())}
        onBlur={leave}
      />
      <div id={list} role="listbox" {...(many && { "aria-multiselectable": true })} aria-label={listLabel} hidden={!shown} className={styles.list}>
        {offers.map((offer, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the box has the keys
          <div key={offer.id} id={`${list}-${index}`} role="option" aria-selected={picked.includes(offer.id)} data-active={index === active || undefined} className={styles.offer} onMouseDown={(event) => event.preventDefault()} onClick={() => (pick(offer.id), many || setOpen(false))}>
            <span className={styles.mark} aria-hidden>{picked.includes(offer.id) && <IconCheck size={18} />}</span><OptionWords option={offer} />
          </div>
        ))}
      </div>
      {open && offers.length === 0 && <p role="status" className={styles.none}>{none}</p>}
    </div>
  );
}
