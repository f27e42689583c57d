import type { ReactNode } from "react";
import styles from "./ScrollBox.module.css";

interface Props {
  labelledBy: string;
  /** As tall as its table, which is what the page is about. */
  whole?: boolean;
  children: ReactNode;
}

/** A table wider than a phone scrolls in a box of its own, by keyboard too. */
export function ScrollBox({ labelledBy, whole, children }: Props) {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
  return <div className={styles.scroll} data-whole={whole || undefined} role="group" aria-labelledby={labelledBy} tabIndex={0}>{children}</div>;
}
