// What else can be seen of a case: its papers, and for those who may look, who read it.
import { IconPrinter, IconShieldCheck } from "@tabler/icons-react";
import { Link } from "wouter";
import { usePerson } from "../../app/person";
import { mayCall } from "../../contract/access";
import { caseWords } from "./words";
import styles from "./CaseLinks.module.css";

export function CaseLinks({ caseId }: { caseId: string }) {
  const t = caseWords.use();
  const person = usePerson();
  return (
    <span className={styles.links}>
      <Link href={`/cases/${caseId}/print`}><IconPrinter size={18} aria-hidden />{t("print")}</Link>
      {mayCall(person, "AuditService.ListAccess") && <Link href={`/cases/${caseId}/audit`}><IconShieldCheck size={18} aria-hidden />{t("audit")}</Link>}
    </span>
  );
}
