// Over a page whose session ended or whose screen was locked: the page stays as it was, out of sight, until the same
// person gives the password again.
import { Anchor, Button } from "@mantine/core";
import { IconClock } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { session, signOut } from "../api/session";
import { Cover } from "../parts/Dialog";
import { Notice } from "../parts/Notice";
import { SignInForm } from "../screens/sign-in/SignInForm";
import { useStore } from "../store";
import { shortTime } from "../time/format";
import { useNow } from "../time/ticker";
import { idle_max_ms, locked, unlock, watchIdle } from "./idle";
import { appWords } from "./words";
import styles from "./Cover.module.css";

const tell_before_ms = 10 * 60_000;

export function SessionCover() {
  const t = appWords.use();
  const now = useStore(session);
  const isLocked = useStore(locked);
  const ended = now.state === "ended";
  useEffect(watchIdle, []);
  if (!("person" in now) || !(ended || isLocked)) return null;
  return (
    <Cover title={t(ended ? "ended" : "locked")}>
      <div className={styles.card}>
        <h1>{t(ended ? "ended" : "locked")}</h1>
        <p>{ended ? t("ended_long") : t("locked_long", { minutes: idle_max_ms / 60_000 })}</p>
        <SignInForm login={now.person.login} onDone={unlock} />
        <Anchor component="button" type="button" mt="md" onClick={() => void leave(ended)}>{t("someone_else")}</Anchor>
      </div>
    </Cover>
  );
}

async function leave(ended: boolean) {
  unlock();
  if (ended) location.assign("/");
  else await signOut();
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
