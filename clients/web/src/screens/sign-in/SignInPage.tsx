import { useEffect, useState } from "react";
import { countKept } from "../../keep/keep";
import { Notice } from "../../parts/Notice";
import { Frame } from "./Frame";
import { SignInForm } from "./SignInForm";
import { signInWords } from "./words";
import styles from "./SignIn.module.css";

/** Reports that somebody sent here and that have not reached the server: whose they are, this page does not say. */
function useUnsent(): number {
  const [count, setCount] = useState(0);
  useEffect(() => void countKept("outbox/").then(setCount, () => {}), []);
  return count;
}

export function SignInPage() {
  const t = signInWords.use();
  const unsent = useUnsent();
  return (
    <Frame title={t("title")}>
      {unsent > 0 && <Notice>{t("unsent", { count: unsent })}</Notice>}
      <SignInForm />
      <p className={styles.note}>{t("forgot")}</p>
    </Frame>
  );
}
