// Ctrl+K: goes anywhere and does anything that the role may do. It offers what is in the list of commands, in either
// language, typed with or without marks.
import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState, type KeyboardEvent } from "react";
import { mayCall } from "../contract/access";
import type { Person } from "../gen/hotline/record/v1/person_pb";
import { Dialog } from "../parts/Dialog";
import { useStore } from "../store";
import { matches } from "../words/fold";
import { usePick } from "../words/words";
import { commands, shownKeys, type Command } from "./commands";
import { appWords } from "./words";
import styles from "./Palette.module.css";

interface Props {
  person: Person;
  onClose(): void;
}

export function Palette({ person, onClose }: Props) {
  const t = appWords.use();
  const say = usePick();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const found = useStore(commands).filter(
    (command) => command.id !== "app.palette" && (!command.method || mayCall(person, command.method)) && matches(command.words.join(" "), query),
  );
  const chosen = Math.min(at, found.length - 1);
  useEffect(() => {
    void document.getElementById(`command-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  function run(command: Command | undefined) {
    if (!command) return;
    onClose();
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
