import { Modal } from "@mantine/core";
import { useStore } from "../store";
import { usePick } from "../words/words";
import { commands, shownKeys, useSilence } from "./commands";
import { appWords } from "./words";
import styles from "./Palette.module.css";

/** "?": the keys that work on this page, read from the commands themselves. */
export function KeysDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = appWords.use();
  const say = usePick();
  const list = useStore(commands).filter(({ keys }) => keys);
  useSilence(open);
  return (
    <Modal opened={open} onClose={onClose} title={t("keys_here")} closeButtonProps={{ "aria-label": t("close") }}>
      <dl className={styles.keys}>
        {list.map((command) => (
          <div key={command.id}>
            <dt>{say(command.words)}</dt>
            <dd>{shownKeys(command.keys!).map((key) => <kbd key={key}>{key}</kbd>)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
