import { Button } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
import type { Person } from "../../gen/hotline/record/v1/person_pb";
import { LineNotice } from "../../app/LineNotice";
import { ChangePasswordForm } from "../../parts/ChangePasswordForm";
import { chooseLanguage, useLanguage } from "../../words/words";
import { SignInForm } from "./SignInForm";
import { signInWords } from "./words";
import styles from "./SignIn.module.css";

function Frame({ title, children }: { title: string; children: ReactNode }) {
  const t = signInWords.use();
  const now = useLanguage();
  useEffect(() => void (document.title = `${title} · 111`), [title]);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <span className={styles.mark} aria-hidden>111</span>
        <span className={styles.product}>{t("product")}</span>
        <Button variant="subtle" lang={now === "vi" ? "en" : "vi"} onClick={() => chooseLanguage(now === "vi" ? "en" : "vi")}>{t("language")}</Button>
      </header>
      <main className={styles.card}>
        <LineNotice />
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}

export function SignInPage() {
  const t = signInWords.use();
  return (
    <Frame title={t("title")}>
      <SignInForm />
      <p className={styles.note}>{t("forgot")}</p>
    </Frame>
  );
}

export function ChangePasswordPage({ person }: { person: Person }) {
  const t = signInWords.use();
  return (
    <Frame title={t("change_title")}>
      <p>{t("change_why")}</p>
      <ChangePasswordForm login={person.login} first />
    </Frame>
  );
}
