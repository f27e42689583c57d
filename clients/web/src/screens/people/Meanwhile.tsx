// Another administrator changed the person while the form was open: what they wrote where this form says otherwise.
import { Button } from "@mantine/core";
import { IconGitMerge } from "@tabler/icons-react";
import { Notice } from "../../parts/Notice";
import { HeldLine } from "./Memberships";
import type { Values } from "./PersonPanel";
import { peopleWords } from "./words";
import styles from "./People.module.css";

interface Props {
  /** By field, only where it differs; empty: the two changes stand beside each other. */
  theirs: Partial<Values>;
  onTake(taken: Partial<Values>): void;
}

export function Meanwhile({ theirs, onTake }: Props) {
  const t = peopleWords.use();
  const { name, telephone, memberships } = theirs;
  return (
    <Notice icon={IconGitMerge}>
      <strong>{t("meanwhile")}</strong> {t(Object.keys(theirs).length > 0 ? "meanwhile_differs" : "meanwhile_joined")}
      <ul className={styles.theirs}>
        {Object.entries({ name, telephone }).map(([field, value]) => value !== undefined && (
          <li key={field}>
            <span>{t(field as "name" | "telephone")}: <strong>{value || "–"}</strong></span>
            <Button variant="default" onClick={() => onTake({ [field]: value })}>{t("take_theirs")}</Button>
          </li>
        ))}
        {memberships && (
          <li>
            <span>{t("roles")}: {memberships.length === 0 && "–"}{memberships.map((held) => <HeldLine key={`${held.role} ${held.unit}`} held={held} />)}</span>
            <Button variant="default" onClick={() => onTake({ memberships })}>{t("take_theirs")}</Button>
          </li>
        )}
      </ul>
    </Notice>
  );
}
