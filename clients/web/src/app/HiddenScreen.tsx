// One key, and nothing of a case is on the screen: a plain page with the time, and no title that says what was there.
import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useNow } from "../time/ticker";
import { date, shortTime } from "../time/format";
import { useSilence } from "./commands";
import { appWords } from "./words";
import styles from "./Cover.module.css";

export function HiddenScreen({ onShow }: { onShow(): void }) {
  const t = appWords.use();
  const now = useNow(60_000);
  const page = useRef<HTMLDivElement>(null);
  useSilence(true);
  useEffect(() => {
    const before = document.title;
    document.title = "111";
    page.current?.focus();
    return () => void (document.title = before);
  }, []);
  return (
    <div ref={page} className={styles.cover} role="dialog" aria-modal aria-label={t("hidden")} tabIndex={-1}>
      <p className={styles.time}>{shortTime(now)}</p>
      <p className={styles.date}>{date(now)}</p>
      <Button variant="subtle" color="gray" rightSection={<kbd>F8</kbd>} onClick={onShow}>{t("show")}</Button>
    </div>
  );
}
