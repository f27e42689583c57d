// Over a page whose session ended or whose screen was locked, also by signing out: the page stays as it was, out of sight,
// until the same person gives the password again.
import { Anchor, Button } from "@mantine/core";
import { IconClock } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { session, signingOut, unsent } from "../api/session";
import { Cover } from "../parts/Dialog";
import { Notice } from "../parts/Notice";
import { SignInForm } from "../screens/sign-in/SignInForm";
import { useStore } from "../store";
import { shortTime } from "../time/format";
import { useNow } from "../time/ticker";
import { idle_max_ms, locked, unlock, watchIdle } from "./idle";
import { signOut } from "./sign_out";
import { appWords } from "./words";
import styles from "./Cover.module.css";

const tell_before_ms = 10 * 60_000;

export function SessionCover() {
  const t = appWords.use();
  const now = useStore(session);
  const isLocked = useStore(locked);
  const leaving = useStore(signingOut);
  const { count, lost } = useStore(unsent);
  useEffect(watchIdle, []);
  if (!("person" in now) || !(now.state === "ended" || isLocked)) return null;
  const why = now.state === "ended" ? "ended" : leaving === "no" ? "locked" : leaving;
  return (
    <Cover title={t(why, { count })}>
      <div className={styles.card}>
        <h1>{t(why, { count })}</h1>
        <p>{t(`${why}_long`, { minutes: idle_max_ms / 60_000 })}</p>
        {why === "unsent" && <p>{t(lost ? "unsent_lost" : "unsent_kept")}</p>}
        <SignInForm login={now.person.login} goOn={why === "unsent" ? t("stay") : undefined} onDone={unlock} />
        {why === "unsent"
          ? <Button variant="default" fullWidth mt="md" onClick={() => signOut(true)}>{t("sign_out_anyway")}</Button>
          : <Anchor component="button" type="button" mt="md" onClick={() => leave(why)}>{t(why === "failed" ? "sign_out" : "someone_else")}</Anchor>}
      </div>
    </Cover>
  );
}

function leave(why: string) {
  if (why === "ended") location.assign("/");
  else signOut();
}

/** Says in time that the session will end, and lets it begin anew without leaving the page. */
export function SessionNotice() {
  const t = appWords.use();
  const now = useStore(session);
  const [open, setOpen] = useState(false);
  const at_ms = useNow(10_000);
  if (now.state !== "open" || now.expires_ms === 0 || now.expires_ms - at_ms > tell_before_ms) return null;
  return (
    <Notice icon={IconClock} action={!open && <Button onClick={() => setOpen(true)}>{t("session_renew")}</Button>}>
      {t("session_ends", { time: shortTime(now.expires_ms) })}
      {open && <SignInForm login={now.person.login} onDone={() => setOpen(false)} />}
    </Notice>
  );
}
