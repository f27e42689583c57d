import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";

interface Props {
  title: string;
  /** It is all that the page shows: its title is the page's. */
  whole?: boolean;
  children?: ReactNode;
  action?: { words: string; run(): void };
}

/** Nothing is here, and that is said: what it means, and what can be done. */
export function EmptyState({ title, whole, children, action }: Props) {
  const Title = whole ? "h1" : "h2";
  return (
    <div className={styles.empty}>
      <Title className={styles.title}>{title}</Title>
      {children && <p>{children}</p>}
      {action && <Button variant="default" onClick={action.run}>{action.words}</Button>}
    </div>
  );
}
