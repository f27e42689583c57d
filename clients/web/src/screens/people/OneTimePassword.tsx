import { Button } from "@mantine/core";
import { IconCopy, IconKey } from "@tabler/icons-react";
import { useState } from "react";
import { Notice } from "../../parts/Notice";
import { peopleWords } from "./words";
import styles from "./People.module.css";

/** Shown once, to be told to the person: it is kept nowhere on this machine. */
export function OneTimePassword({ title, password, onTold }: { title: string; password: string; onTold(): void }) {
  const t = peopleWords.use();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(password);
    setCopied(true);
  };
  return (
    <>
      <Notice icon={IconKey} tone="done"><strong>{title}</strong></Notice>
      <p className={styles.facts}>{t("one_time")}</p>
      <div className={styles.secret}>
        <code>{password}</code>
        {globalThis.isSecureContext && <Button variant="default" leftSection={<IconCopy size={18} />} onClick={() => void copy()}>{t(copied ? "copied" : "copy")}</Button>}
      </div>
      <p className={styles.facts}>{t("one_time_long")}</p>
      <div><Button onClick={onTold}>{t("understood")}</Button></div>
    </>
  );
}
