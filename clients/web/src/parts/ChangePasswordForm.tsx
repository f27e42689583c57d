// A new password in the place of the old one; every other session of the person ends with it.
import { Button, PasswordInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { failureOf, type Failure } from "../api/failure";
import { changePassword } from "../api/session";
import { rulesOf } from "../contract/rules";
import { ChangePasswordRequestSchema } from "../gen/hotline/v1/session_pb";
import { usePick } from "../words/words";
import { Field } from "./Field";
import { Notice } from "./Notice";
import { passwordWords } from "./password_words";
import styles from "./ChangePassword.module.css";

interface Props {
  login: string;
  /** The first sign-in: the old one was a one-time password. */
  first: boolean;
  onDone?: () => void;
}

const rules = rulesOf(ChangePasswordRequestSchema, { skip: ["requestId"] });

export function ChangePasswordForm({ login, first, onDone }: Props) {
  const t = passwordWords.use();
  const say = usePick();
  const [state, setState] = useState<{ busy: boolean; failure?: Failure }>({ busy: false });
  const form = useForm({
    initialValues: { oldPassword: "", newPassword: "", again: "" },
    validate: (values) => ({ ...rules(values), ...(values.again !== values.newPassword && { again: t("differs") }) }),
  });

  async function send(values: { oldPassword: string; newPassword: string }) {
    setState({ busy: true });
    try {
      await changePassword(values.oldPassword, values.newPassword);
      onDone?.();
    } catch (thrown) {
      setState({ busy: false, failure: failureOf(thrown) });
    }
  }

  const question = (name: "oldPassword" | "newPassword" | "again", words: Parameters<typeof t>[0], hint?: string) => (
    <Field label={t(words)} error={form.errors[name]} {...(hint && { hint })}>
      {(props) => (
        <PasswordInput {...props} {...form.getInputProps(name)} error={props.error} name={name}
          autoComplete={name === "oldPassword" ? "current-password" : "new-password"} visibilityToggleButtonProps={{ "aria-label": t("show") }} />
      )}
    </Field>
  );
  return (
    <form className={styles.form} noValidate onSubmit={form.onSubmit((values) => void send(values))}>
      {state.failure && <Notice>{say(state.failure.text)}</Notice>}
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      {question("oldPassword", first ? "old_password" : "present_password")}
      {question("newPassword", "new_password", t("new_hint"))}
      {question("again", "again")}
      <Button type="submit" fullWidth aria-disabled={state.busy} onClick={(event) => state.busy && event.preventDefault()}>{t(state.busy ? "changing" : "change")}</Button>
    </form>
  );
}
