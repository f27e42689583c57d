// The strip on top says always: who am I, which office, the state of the line, and what is saved where.
import { Button } from "@mantine/core";
import { IconCloudCheck, IconDeviceFloppy, IconEyeOff, IconSearch } from "@tabler/icons-react";
import { Link } from "wouter";
import { line } from "../api/line";
import { saved } from "../api/saved";
import type { Person } from "../gen/hotline/record/v1/person_pb";
import { useStore } from "../store";
import { clockTime } from "../time/format";
import { Who } from "./Who";
import { appWords } from "./words";
import styles from "./Strip.module.css";

function LineMark() {
  const t = appWords.use();
  const { state } = useStore(line);
  return <span className={styles.line} data-state={state} role="status">{t(state)}</span>;
}

function SavedMark() {
  const t = appWords.use();
  const now = useStore(saved);
  if (!now) return null;
  const Icon = now.where === "server" ? IconCloudCheck : IconDeviceFloppy;
  return (
    <span className={styles.saved} data-where={now.where} role="status">
      <Icon size={18} stroke={1.75} aria-hidden />
      {t(now.where === "server" ? "saved_server" : "saved_here", { time: clockTime(now.at_ms) })}
    </span>
  );
}

interface Props {
  person: Person;
  onHide(): void;
  onPalette(): void;
  onKeys(): void;
}

export function Strip({ person, onHide, onPalette, onKeys }: Props) {
  const t = appWords.use();
  return (
    <header className={styles.strip}>
      <Link href="/" className="brand" aria-label={`111 · ${t("product")}`}>111</Link>
      <Who person={person} onKeys={onKeys} />
      <div className={styles.state}>
        <LineMark />
        <SavedMark />
      </div>
      <Button className={styles.find!} variant="default" leftSection={<IconSearch size={18} />} rightSection={<kbd>Ctrl K</kbd>} onClick={onPalette}>
        {t("palette")}
      </Button>
      <button type="button" className={styles.small} aria-label={t("palette")} onClick={onPalette}><IconSearch size={20} aria-hidden />{t("go_short")}</button>
      <Button className={styles.hide!} variant="default" leftSection={<IconEyeOff size={18} />} rightSection={<kbd>F8</kbd>} onClick={onHide}>
        {t("hide")}
      </Button>
      <button type="button" className={styles.small} aria-label={t("hide")} onClick={onHide}><IconEyeOff size={20} aria-hidden />{t("hide_short")}</button>
    </header>
  );
}
