// Which of the few whole pages stands: still asking, sign-in, the forced change of a one-time password, or the shell.
import { lazy, startTransition, Suspense, useEffect, useState } from "react";
import { session } from "../api/session";
import { EmptyState } from "../parts/EmptyState";
import { afterFirstLook } from "../parts/first_look";
import { SignInPage } from "../screens/sign-in/SignInPage";
import { useStore } from "../store";
import { fetchLetters } from "../theme/letters";
import { line } from "../api/line";
import { ErrorBoundary } from "./ErrorBoundary";
import { Opening } from "./Opening";
import { Shell } from "./Shell";
import { appWords } from "./words";

const ChangePasswordPage = lazy(() => import("../screens/sign-in/ChangePasswordPage"));

function Asking() {
  const t = appWords.use();
  const { state } = useStore(line);
  if (state === "online") return <Opening />;
  return <EmptyState whole title={t("unreachable")}>{t("unreachable_long")}</EmptyState>;
}

/** The session as it changes. The first page is drawn in pieces, so that the browser is never held for long. */
function useSession() {
  const [shown, setShown] = useState(session.get);
  useEffect(() => {
    let drawn = false;
    const look = () => {
      const now = session.get();
      if (drawn) setShown(now);
      else startTransition(() => setShown(now));
      drawn ||= now.state !== "asking";
    };
    look();
    return session.subscribe(look);
  }, []);
  return shown;
}

function Page() {
  const now = useSession();
  const stands = now.state !== "asking";
  useEffect(() => (stands ? afterFirstLook(() => void fetchLetters().catch(() => {})) : undefined), [stands]);
  switch (now.state) {
    case "asking":
      return <Asking />;
    case "none":
      return <SignInPage />;
    case "must_change_password":
      return <Suspense fallback={<Opening />}><ChangePasswordPage person={now.person} /></Suspense>;
    default:
      return <Shell key={now.person.personId} signedIn={now} />;
  }
}

export function App() {
  return <ErrorBoundary><Page /></ErrorBoundary>;
}
