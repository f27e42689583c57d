// One key, and nothing of a case is on the screen: a plain page with the time, and no title that says what was there.
import { Button } from "@mantine/core";
import { useEffect } from "react";
import { Cover } from "../parts/Dialog";
import { date, shortTime } from "../time/format";
import { useNow } from "../time/ticker";
import { appWords } from "./words";
import styles from "./Cover.module.css";

export function HiddenScreen({ onShow }: { onShow(): void }) {
  const t = appWords.use();
  const now = useNow(60_000);
  useEffect(() => {
    const before = document.title;
    document.title = "111";
    return () => void (document.title = before);
  }, []);
  return (
    <Cover title={t("hidden")}>
      <p className={styles.time}>{shortTime(now)}</p>
      <p className={styles.date}>{date(now)}</p>
      <Button variant="subtle" color="gray" rightSection={<kbd>F8</kbd>} onClick={onShow}>{t("show")}</Button>
    </Cover>
  );
}
