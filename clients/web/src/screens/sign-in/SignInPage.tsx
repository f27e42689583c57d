import { Frame } from "./Frame";
import { SignInForm } from "./SignInForm";
import { signInWords } from "./words";
import styles from "./SignIn.module.css";

export function SignInPage() {
  const t = signInWords.use();
  return (
    <Frame title={t("title")}>
      <SignInForm />
      <p className={styles.note}>{t("forgot")}</p>
    </Frame>
  );
}
