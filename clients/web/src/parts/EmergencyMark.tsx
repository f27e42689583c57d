import { IconAlertOctagonFilled } from "@tabler/icons-react";
import { partWords } from "./words";
import styles from "./Chip.module.css";

/** A child in danger now. The only red there is, and never without its word. */
export function EmergencyMark() {
  const t = partWords.use();
  return (
    <span className={styles.chip} data-tone="emergency">
      <IconAlertOctagonFilled size={16} aria-hidden />
      {t("emergency")}
    </span>
  );
}
