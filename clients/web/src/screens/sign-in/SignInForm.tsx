import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { failureOf, type Failure } from "../../api/failure";
import { signIn } from "../../api/session";
import { limitsOf, rulesOf } from "../../contract/rules";
import { SignInRequestSchema } from "../../gen/hotline/v1/session_pb";
import { Field } from "../../parts/Field";
import { Notice } from "../../parts/Notice";
import { usePick } from "../../words/words";
import { signInWords } from "./words";
import styles from "./SignIn.module.css";

interface Props {
  /** Whose session goes on; absent: anybody's begins. */
  login?: string;
  onDone?: () => void;
}

export function SignInForm({ login, onDone }: Props) {
  const t = signInWords.use();
  const say = usePick();
  const [state, setState] = useState<{ busy: boolean; failure?: Failure }>({ busy: false });
  const form = useForm({ initialValues: { login: login ?? "", password: "" }, validate: rulesOf(SignInRequestSchema, { skip: ["requestId"] }) });

  async function send(values: { login: string; password: string }) {
    setState({ busy: true });
    try {
      await signIn(values.login, values.password);
      onDone?.();
    } catch (thrown) {
      setState({ busy: false, failure: failureOf(thrown) });
      form.setFieldValue("password", "");
      document.querySelector<HTMLInputElement>("input[name=password]")?.focus();
    }
  }

  return (
    <form className={styles.form} noValidate onSubmit={form.onSubmit((values) => void send(values))}>
      {state.failure && <Notice>{say(state.failure.text)}</Notice>}
      <Field label={t("login")} error={form.errors.login}>
        {(props) => (
          <TextInput {...props} {...form.getInputProps("login")} error={props.error} name="username" autoComplete="username" autoCapitalize="none" spellCheck={false}
            maxLength={limitsOf(SignInRequestSchema, "login").maxLength} readOnly={login !== undefined} />
        )}
      </Field>
      <Field label={t("password")} error={form.errors.password}>
        {(props) => (
          <PasswordInput {...props} {...form.getInputProps("password")} error={props.error} name="password" autoComplete="current-password" data-autofocus={login !== undefined || undefined}
            visibilityToggleButtonProps={{ "aria-label": t("show") }} />
        )}
      </Field>
      <Button type="submit" fullWidth aria-disabled={state.busy} onClick={(event) => state.busy && event.preventDefault()}>{t(state.busy ? "submitting" : "submit")}</Button>
    </form>
  );
}
