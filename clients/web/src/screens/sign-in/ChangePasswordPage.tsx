// The first sign-in: the one-time password goes before anything else. Seldom, so that its code comes when it is needed.
import type { Person } from "../../gen/hotline/record/v1/person_pb";
import { ChangePasswordForm } from "../../parts/ChangePasswordForm";
import { Frame } from "./Frame";
import { signInWords } from "./words";

export default function ChangePasswordPage({ person }: { person: Person }) {
  const t = signInWords.use();
  return (
    <Frame title={t("change_title")}>
      <p>{t("change_why")}</p>
      <ChangePasswordForm login={person.login} first />
    </Frame>
  );
}
