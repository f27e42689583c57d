// A number that leads to the cases behind it.
import { behindWords } from "./cases_behind";
import styles from "./ToCases.module.css";

interface Props {
  count: string;
  /** What it counts, in words. */
  line: string;
  onOpen(): void;
}

export function ToCases({ count, line, onOpen }: Props) {
  const t = behindWords.use();
  return <button type="button" className={styles.to_cases} aria-label={t("behind", { line, count })} onClick={onOpen}>{count}</button>;
}
