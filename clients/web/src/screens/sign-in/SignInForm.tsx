import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
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
  /** What going on is here, in place of signing in. */
  goOn?: string | undefined;
  onDone?: () => void;
}

export function SignInForm({ login, goOn, onDone }: Props) {
  const t = signInWords.use();
  const say = usePick();
  const [state, setState] = useState<{ busy: boolean; failure?: Failure }>({ busy: false });
  const [values, setValues] = useState({ login: login ?? "", password: "" });
  const [errors, setErrors] = useState<Record<string, string>>({});

  function put(name: keyof typeof values, value: string) {
    setValues((before) => ({ ...before, [name]: value }));
    const { [name]: _, ...others } = errors;
    setErrors(others);
  }
  async function send(event: FormEvent) {
    event.preventDefault();
    const wrong = rulesOf(SignInRequestSchema, { skip: ["requestId"] })(values);
    setErrors(wrong);
    if (state.busy || Object.keys(wrong).length > 0) return;
    setState({ busy: true });
    try {
      await signIn(values.login, values.password);
      onDone?.();
    } catch (thrown) {
      setState({ busy: false, failure: failureOf(thrown) });
      put("password", "");
      document.querySelector<HTMLInputElement>("input[name=password]")?.focus();
    }
  }

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void send(event)}>
      {state.failure && <Notice>{say(state.failure.text)}</Notice>}
      <Field label={t("login")} error={errors.login}>
        {(props) => (
          <TextInput {...props} value={values.login} onChange={({ currentTarget }) => put("login", currentTarget.value)} name="username" autoComplete="username" autoCapitalize="none" spellCheck={false}
            maxLength={limitsOf(SignInRequestSchema, "login").maxLength} readOnly={login !== undefined} />
        )}
      </Field>
      <Field label={t("password")} error={errors.password}>
        {(props) => (
          <PasswordInput {...props} value={values.password} onChange={({ currentTarget }) => put("password", currentTarget.value)} name="password" autoComplete="current-password" data-autofocus={login !== undefined || undefined}
            visibilityToggleButtonProps={{ "aria-label": t("show") }} />
        )}
      </Field>
      <Button type="submit" fullWidth aria-disabled={state.busy}>{state.busy ? t("submitting") : (goOn ?? t("submit"))}</Button>
    </form>
  );
}
