// One key, and nothing of a case is on the screen, in any tab of this browser and after a reload, until the key is pressed
// again: a plain page with the time.
import { Button } from "@mantine/core";
import { Cover } from "../parts/Dialog";
import { date, shortTime } from "../time/format";
import { useNow } from "../time/ticker";
import { everywhere } from "./everywhere";
import { appWords } from "./words";
import styles from "./Cover.module.css";

export const hidden = everywhere("hotline.hidden");

export function HiddenScreen() {
  const t = appWords.use();
  const now = useNow(60_000);
  return (
    <Cover title={t("hidden")}>
      <p className={styles.time}>{shortTime(now)}</p>
      <p className={styles.date}>{date(now)}</p>
      <Button variant="subtle" color="gray" rightSection={<kbd>F8</kbd>} onClick={() => hidden.set(false)}>{t("show")}</Button>
    </Cover>
  );
}
