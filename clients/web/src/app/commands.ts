// Everything that can be done now, in one list: the palette (Ctrl+K) offers it, the keys of it work, and "?" shows
// them. A screen adds its own while it is open:
//
//   useCommands([{ id: "queue.first", words: ["Mở ca đầu tiên", "Open the first case"], keys: "Enter", run: open }]);
//
// Keys: "F8", "Mod+K" (Ctrl, or Cmd on a Mac), "Mod+Enter", "Alt+G", a letter. A letter alone does nothing while
// somebody types. What was added last wins, so that an open form takes a key before the page behind it.
import { useLayoutEffect, useRef } from "react";
import type { Method } from "../contract/access";
import { createStore } from "../store";
import type { Pair } from "../words/words";

export interface Command {
  id: string;
  words: Pair;
  keys?: string;
  /** Offered only to those whose role may call it. */
  method?: Method;
  /** Keys that work also inside a text field and behind a dialog, like F8. */
  always?: boolean;
  run(): void;
}

/** For commands that lead to a form of the page: its first field. */
export const toField = (form: string) => () => document.querySelector<HTMLElement>(`${form} :is(input, textarea, select)`)?.focus();

export const commands = createStore<readonly Command[]>([]);

/** While the component is mounted. `run` may change with every render; ids, words and keys are what is compared. */
export function useCommands(list: readonly Command[]) {
  const newest = useRef(list);
  newest.current = list;
  const shape = list.map((command) => `${command.id}|${command.keys ?? ""}|${command.words.join("|")}`).join("\n");
  // Before it is painted: what is seen takes its keys.
  useLayoutEffect(() => {
    const mine = newest.current.map((command) => ({
      ...command,
      run: () => newest.current.find(({ id }) => id === command.id)?.run(),
    }));
    commands.set([...commands.get(), ...mine]);
    return () => commands.set(commands.get().filter((command) => !mine.includes(command)));
    // oxlint-disable-next-line react/exhaustive-deps -- `shape` stands for the list
  }, [shape]);
}

/** "Mod+Enter" of an event, in the spelling of Command.keys. */
export function keysOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const letter = event.key.length === 1 && event.key.toUpperCase() !== event.key.toLowerCase();
  return [
    event.ctrlKey || event.metaKey ? "Mod" : "",
    event.altKey ? "Alt" : "",
    event.shiftKey && (letter || event.key.length > 1) ? "Shift" : "",
    key,
  ].filter(Boolean).join("+");
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Controls answer to Enter and Space themselves. */
function takesKey(target: EventTarget | null, keys: string): boolean {
  if (keys !== "Enter" && keys !== " ") return false;
  return target instanceof HTMLElement && target.closest("a, button, [role=option], [role=menuitem]") !== null;
}

let silenced = 0;
/** While a dialog or cover is open, only commands with `always` answer to keys. */
export function useSilence(open: boolean) {
  useLayoutEffect(() => {
    if (!open) return;
    ++silenced;
    return () => void --silenced;
  }, [open]);
}

function onKey(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  const keys = keysOf(event);
  const plain = !keys.includes("+") && !/^F\d+$/.test(keys);
  if ((plain && isTyping(event.target)) || takesKey(event.target, keys)) return;
  const command = commands.get().findLast((c) => c.keys === keys && (silenced === 0 || c.always));
  if (!command) return;
  event.preventDefault();
  command.run();
}

export function listenToKeys() {
  window.addEventListener("keydown", onKey);
}

/** "Ctrl+Enter", as keyboards here are lettered. */
export function shownKeys(keys: string): string[] {
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return keys.split("+").map((key) => ({ Mod: mac ? "⌘" : "Ctrl", Enter: "Enter", Escape: "Esc", ArrowDown: "↓", ArrowUp: "↑", " ": "Space" })[key] ?? key);
}
