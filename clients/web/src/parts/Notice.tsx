import type { TablerIcon } from "@tabler/icons-react";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./Notice.module.css";

interface Props {
  icon?: TablerIcon;
  /** "soon" for what needs attention and for errors, "done" for what is durable, "danger" for a child in danger now. */
  tone?: "soon" | "done" | "danger" | "calm";
  action?: ReactNode;
  children: ReactNode;
}

/** A sentence that must be read: an icon, words, and a ground of its own. Read out at once. */
export function Notice({ icon: Icon = IconAlertTriangle, tone = "soon", action, children }: Props) {
  return (
    <div className={styles.notice} data-tone={tone} role={tone === "calm" ? "note" : "alert"}>
      <Icon size={22} stroke={1.75} aria-hidden className={styles.icon!} />
      <div className={styles.words}>{children}</div>
      {action}
    </div>
  );
}
