// What stands around the pages before somebody is signed in.
import { Button } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
import { LineNotice } from "../../app/LineNotice";
import { chooseLanguage, useLanguage } from "../../words/words";
import { signInWords } from "./words";
import styles from "./SignIn.module.css";

export function Frame({ title, children }: { title: string; children: ReactNode }) {
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
