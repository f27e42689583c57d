// A dialog over the page: the browser's own, so that the page behind is out of reach, focus comes back, and Esc closes.
// There is never more than one; a form of a screen opens in place, not here.
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useId, useLayoutEffect, useRef, type ReactNode } from "react";
import { useSilence } from "../app/commands";
import { partWords } from "./words";
import styles from "./Dialog.module.css";

interface Props {
  title: string;
  onClose(): void;
  /** The title is read out and not shown. */
  bare?: boolean;
  children: ReactNode;
}

function useOpened(onCancel: (event: Event) => void) {
  const dialog = useRef<HTMLDialogElement>(null);
  const cancel = useEffectEvent(onCancel);
  useSilence(true);
  // Closed while it still stands in the page, so that what had the focus gets it back; unless something else has it now.
  useLayoutEffect(() => {
    const element = dialog.current!;
    const before = document.activeElement;
    const onEvent = (event: Event) => cancel(event);
    element.addEventListener("cancel", onEvent);
    if (!element.open) element.showModal();
    element.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    return () => {
      element.removeEventListener("cancel", onEvent);
      element.close();
      if (before instanceof HTMLElement && (document.activeElement ?? document.body) === document.body) before.focus();
    };
  }, []);
  return dialog;
}

/** Mounted while it is open. Focus goes to what has data-autofocus, else to the first control. */
export function Dialog({ title, onClose, bare, children }: Props) {
  const t = partWords.use();
  const id = useId();
  const dialog = useOpened((event) => {
    event.preventDefault();
    onClose();
  });
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Esc is the key
    <dialog ref={dialog} className={styles.dialog} data-bare={bare || undefined} aria-labelledby={id} onClick={(event) => event.target === event.currentTarget && onClose()}>
      <div className={styles.inside}>
        <div className={styles.head}>
          <h2 id={id}>{title}</h2>
          {!bare && <ActionIcon variant="subtle" color="gray" size={44} aria-label={t("close")} title={t("close")} onClick={onClose}><IconX size={20} /></ActionIcon>}
        </div>
        {children}
      </div>
    </dialog>
  );
}

/** Covers everything, other dialogs too, and is not closed by Esc. Nothing behind it can be seen, read out or reached. */
export function Cover({ title, children }: { title: string; children: ReactNode }) {
  // Before the dialog's own: what had the focus must be there again when it gets it back.
  useLayoutEffect(() => {
    document.documentElement.dataset.covered = "";
    return () => void delete document.documentElement.dataset.covered;
  }, []);
  const dialog = useOpened((event) => event.preventDefault());
  useEffect(() => {
    const element = dialog.current!;
    // A browser lets nobody hold a dialog open for good; so it is opened again.
    const again = () => element.isConnected && !element.open && element.showModal();
    element.addEventListener("close", again);
    return () => element.removeEventListener("close", again);
  }, [dialog]);
  return <dialog ref={dialog} className={styles.cover} data-cover aria-label={title}>{children}</dialog>;
}
