import { IconAlertTriangle } from "@tabler/icons-react";
import styles from "./Field.module.css";

/** What is wrong with a field: an icon and a sentence, in amber. Red is for a child in danger. */
export function FieldError({ children }: { children: string }) {
  return <span className={styles.error}><IconAlertTriangle size={16} aria-hidden />{children}</span>;
}
