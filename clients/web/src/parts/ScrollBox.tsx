import type { ReactNode } from "react";
import styles from "./ScrollBox.module.css";

/** A table wider than a phone scrolls in a box of its own, by keyboard too. */
export function ScrollBox({ labelledBy, children }: { labelledBy: string; children: ReactNode }) {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
  return <div className={styles.scroll} role="group" aria-labelledby={labelledBy} tabIndex={0}>{children}</div>;
}
