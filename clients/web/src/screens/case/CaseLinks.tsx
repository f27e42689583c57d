// What else can be seen of a case: its papers.
import { IconPrinter } from "@tabler/icons-react";
import { Link } from "wouter";
import { caseWords } from "./words";
import styles from "./CaseLinks.module.css";

export function CaseLinks({ caseId }: { caseId: string }) {
  const t = caseWords.use();
  return (
    <span className={styles.links}>
      <Link href={`/cases/${caseId}/print`}><IconPrinter size={18} aria-hidden />{t("print")}</Link>
    </span>
  );
}
