import { useStore } from "../store";
import { usePick } from "../words/words";
import { Dialog } from "../parts/Dialog";
import { commands, shownKeys } from "./commands";
import { appWords } from "./words";
import styles from "./Palette.module.css";

/** "?": the keys that work on this page, read from the commands themselves. */
export function KeysDialog({ onClose }: { onClose(): void }) {
  const t = appWords.use();
  const say = usePick();
  const list = useStore(commands).filter(({ keys }) => keys);
  return (
    <Dialog title={t("keys_here")} onClose={onClose}>
      <dl className={styles.keys}>
        {list.map((command) => (
          <div key={command.id}>
            <dt>{say(command.words)}</dt>
            <dd>{shownKeys(command.keys!).map((key) => <kbd key={key}>{key}</kbd>)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
