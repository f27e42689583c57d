import { IconPhone } from "@tabler/icons-react";
import { partWords } from "./words";
import styles from "./Telephones.module.css";

/** The numbers of an office, to ring with one touch; said where none is known. */
export function Telephones({ numbers }: { numbers: readonly string[] }) {
  const t = partWords.use();
  if (numbers.length === 0) return <span className={styles.none}>{t("no_telephone")}</span>;
  return (
    <span className={styles.phones}>
      {numbers.map((number) => <a key={number} href={`tel:${number.replace(/[^+\d]/g, "")}`}><IconPhone size={16} aria-hidden />{number}</a>)}
    </span>
  );
}
