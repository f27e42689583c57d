// Ctrl+K: goes to any screen of the role and to a case by its number, and does what the screen that is open offers: all that
// is in the list of commands, in either language, typed with or without marks.
import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { useLocation } from "wouter";
import { mayCall } from "../contract/access";
import type { Person } from "../gen/hotline/record/v1/person_pb";
import { Dialog } from "../parts/Dialog";
import { useStore } from "../store";
import { matches } from "../words/fold";
import { usePick } from "../words/words";
import { commands, shownKeys, type Command } from "./commands";
import { appWords } from "./words";
import styles from "./Palette.module.css";

/** As much of a case's number as people say: "LN-2026-000147", "2026-147", "147". */
const case_number = /^([a-z]+-?)?(\d{4}-)?\d{1,8}$/i;

interface Props {
  person: Person;
  onClose(): void;
}

export function Palette({ person, onClose }: Props) {
  const t = appWords.use();
  const say = usePick();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const [, go] = useLocation();
  const all = useStore(commands);
  const number = query.trim();
  // The page of cases looks for it, and says where there is none.
  const byNumber: Command = { id: "case", words: [`Mở ca ${number}`, `Open case ${number}`], method: "CaseService.FindCase", run: () => go("/cases", { state: { find: number } }) };
  const found = [...(case_number.test(number) ? [byNumber] : []), ...all.filter(({ id, words }) => id !== "app.palette" && matches(words.join(" "), query))]
    .filter(({ method }) => !method || mayCall(person, method));
  const chosen = Math.min(at, found.length - 1);
  useEffect(() => {
    void document.getElementById(`command-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  function run(command: Command | undefined) {
    if (!command) return;
    flushSync(onClose); // it gives the focus back; then the act may put it elsewhere
    command.run();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return; // the Enter that ends a word runs nothing
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((chosen + step + found.length) % Math.max(1, found.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(found[chosen]);
    }
  }
  return (
    <Dialog title={t("palette")} bare onClose={onClose}>
      <TextInput
        className={styles.query!} data-autofocus value={query} placeholder={t("palette_hint")} aria-label={t("palette")} leftSection={<IconSearch size={20} aria-hidden />}
        role="combobox" aria-expanded aria-controls="commands" aria-activedescendant={found.length > 0 ? `command-${chosen}` : undefined}
        variant="unstyled" size="lg" autoComplete="off" spellCheck={false}
        onChange={(event) => (setQuery(event.currentTarget.value), setAt(0))} onKeyDown={onKeyDown}
      />
      {found.length === 0 && <p className={styles.none} role="status">{t("palette_none")}</p>}
      <div id="commands" role="listbox" aria-label={t("palette")} className={styles.list}>
        {found.map((command, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the field's, as a combobox does it
          <div key={command.id} id={`command-${index}`} role="option" tabIndex={-1} aria-selected={index === chosen} className={styles.option} onClick={() => run(command)}>
            <span>{say(command.words)}</span>
            {command.keys && <span>{shownKeys(command.keys).map((key) => <kbd key={key}>{key}</kbd>)}</span>}
          </div>
        ))}
      </div>
    </Dialog>
  );
}
