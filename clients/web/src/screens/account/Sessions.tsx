// Where this person is signed in: this machine and the others, each of which can be ended from here.
import { Button } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { IconDeviceDesktop, IconLogout } from "@tabler/icons-react";
import { useAct } from "../../api/act";
import { failureOf } from "../../api/failure";
import { signOut } from "../../app/sign_out";
import { SessionService, type OwnSession } from "../../gen/hotline/v1/session_pb";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { usePick } from "../../words/words";
import { accountWords } from "./words";
import styles from "./Account.module.css";

function SessionLine({ one, end }: { one: OwnSession; end?: () => void }) {
  const t = accountWords.use();
  const now_ms = useNow(60_000);
  const time = (at: OwnSession["startedAt"]) => (at ? nearTime(msOf(at), now_ms) : "");
  const started = time(one.startedAt);
  return (
    <li className={styles.session} data-present={one.present || undefined}>
      <IconDeviceDesktop size={22} stroke={1.75} aria-hidden />
      <span>
        <strong>{one.present ? t("session_here") : t("session_since", { time: started })}</strong>
        <small>{one.present ? t("session_until", { time: time(one.endsAt) }) : t("session_used", { time: time(one.lastUsedAt) })}</small>
      </span>
      {end && <Button variant="default" onClick={end} aria-label={t("session_end_one", { time: started })}>{t("session_end")}</Button>}
    </li>
  );
}

export function Sessions() {
  const t = accountWords.use();
  const say = usePick();
  const { data, error, refetch } = useQuery(SessionService.method.listSessions, {}, { staleTime: 0 });
  const act = useAct(SessionService.method.endSession);
  const others = data?.sessions.filter(({ present }) => !present) ?? [];
  const here = data?.sessions.find(({ present }) => present);

  async function end(sessionId: string) {
    await act.send({ sessionId });
    void refetch();
  }

  return (
    <section className={styles.card} aria-labelledby="account-sessions">
      <h2 id="account-sessions">{t("sessions")}</h2>
      {error && <p role="alert">{say(failureOf(error).text)}</p>}
      {data && (
        <ul className={styles.sessions}>
          {here && <SessionLine one={here} />}
          {others.map((one) => <SessionLine key={one.sessionId} one={one} end={() => void end(one.sessionId)} />)}
        </ul>
      )}
      {data && others.length === 0 && <p className={styles.hint}>{t("sessions_none")}</p>}
      <ConfirmSent act={act} />
      {others.length > 0 && <p className={styles.hint}>{t("session_lost")}</p>}
      <div><Button variant="default" leftSection={<IconLogout size={18} />} onClick={() => signOut()}>{t("sign_out")}</Button></div>
    </section>
  );
}
