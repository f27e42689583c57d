// A question whose answers are letters: one key answers it and goes on to the next. One stop of Tab; arrows move inside.
import { useId, useRef, type KeyboardEvent } from "react";
import { FieldError } from "../../parts/FieldError";
import { goOn } from "./stops";
import styles from "./KeyChoice.module.css";

export interface Choice {
  value: number;
  label: string;
  /** The letter; "?" is also "/", which needs no Shift. */
  letter: string;
}

interface Props {
  path: string;
  label: string;
  choices: readonly Choice[];
  /** Several may hold. */
  several?: boolean;
  value: readonly number[];
  onChange(value: number[]): void;
  error?: string | undefined;
  /** The label is read out and stands elsewhere. */
  bare?: boolean;
}

/** A key that is held down answers once: its repeats would answer the next question, and be written into the text after it. */
function onceWhileHeld() {
  const swallow = (event: globalThis.KeyboardEvent) => {
    if (!event.repeat) return;
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("keydown", swallow, true);
  window.addEventListener("keyup", () => window.removeEventListener("keydown", swallow, true), { once: true });
}

export function KeyChoice({ path, label, choices, several = false, value, onChange, error, bare }: Props) {
  const id = useId();
  const group = useRef<HTMLDivElement>(null);
  const at = Math.max(0, choices.findIndex((choice) => value.includes(choice.value)));

  function choose(choice: Choice) {
    if (several) onChange(value.includes(choice.value) ? value.filter((one) => one !== choice.value) : [...value, choice.value].sort((a, b) => a - b));
    else onChange(value[0] === choice.value ? [] : [choice.value]);
  }

  function move(by: number) {
    const buttons = [...group.current!.querySelectorAll("button")];
    const now = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(now + by + buttons.length) % buttons.length]?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      return move(by);
    }
    // An input method that is on for text names the key itself, not its letter.
    const pressed = event.key === "Process" ? event.code.replace(/^Key/, "") : event.key.toUpperCase();
    const key = pressed === "/" || pressed === "Slash" ? "?" : pressed;
    const choice = choices.find(({ letter }) => letter === key);
    if (!choice) return;
    event.preventDefault();
    onceWhileHeld();
    if (several) return choose(choice);
    onChange([choice.value]);
    goOn(group.current!);
  }

  return (
    <div className={styles.question} data-bare={bare || undefined}>
      <span id={id} className={styles.label}>{label}</span>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus, jsx-a11y/no-static-element-interactions -- its buttons are what is focused */}
      <div ref={group} role={several ? "group" : "radiogroup"} aria-labelledby={id} aria-describedby={error ? `${id}-error` : undefined} className={styles.choices} onKeyDown={onKeyDown}>
        {choices.map((choice, index) => {
          const on = value.includes(choice.value);
          const state = several ? { "aria-pressed": on } : { role: "radio", "aria-checked": on };
          return (
            <button key={choice.value} type="button" {...state} data-on={on || undefined} data-stop={index === at || undefined} data-path={index === at ? path : undefined} tabIndex={index === at ? 0 : -1} className={styles.choice} onClick={() => choose(choice)}>
              <kbd aria-hidden>{choice.letter}</kbd>{choice.label}
            </button>
          );
        })}
      </div>
      {error && <span id={`${id}-error`}><FieldError>{error}</FieldError></span>}
    </div>
  );
}
