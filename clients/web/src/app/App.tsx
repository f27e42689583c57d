// Which of the few whole pages stands: still asking, sign-in, the forced change of a one-time password, or the shell.
import { session } from "../api/session";
import { EmptyState } from "../parts/EmptyState";
import { ChangePasswordPage, SignInPage } from "../screens/sign-in/SignInPage";
import { useStore } from "../store";
import { line } from "../api/line";
import { ErrorBoundary } from "./ErrorBoundary";
import { Opening } from "./Opening";
import { Shell } from "./Shell";
import { appWords } from "./words";

function Asking() {
  const t = appWords.use();
  const { state } = useStore(line);
  if (state === "online") return <Opening />;
  return <EmptyState whole title={t("unreachable")}>{t("unreachable_long")}</EmptyState>;
}

function Page() {
  const now = useStore(session);
  switch (now.state) {
    case "asking":
      return <Asking />;
    case "none":
      return <SignInPage />;
    case "must_change_password":
      return <ChangePasswordPage person={now.person} />;
    default:
      return <Shell key={now.person.personId} signedIn={now} />;
  }
}

export function App() {
  return <ErrorBoundary><Page /></ErrorBoundary>;
}
