import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";

interface Props {
  title: string;
  children?: ReactNode;
  action?: { words: string; run(): void };
}

/** Nothing is here, and that is said: what it means, and what can be done. */
export function EmptyState({ title, children, action }: Props) {
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action && <Button variant="default" onClick={action.run}>{action.words}</Button>}
    </div>
  );
}
