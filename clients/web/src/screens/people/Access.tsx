// What an administrator does to an account: a new one-time password, disabled, enabled again. Each says first what it
// does, since the person feels it at once.
import { Button } from "@mantine/core";
import { useState } from "react";
import { useAct } from "../../api/act";
import type { Person } from "../../gen/hotline/record/v1/person_pb";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { Dialog } from "../../parts/Dialog";
import { OneTimePassword } from "./OneTimePassword";
import { peopleWords } from "./words";
import styles from "./People.module.css";

type Asked = "reset" | "disable";

export function Access({ person: { personId, name, disabled }, own, onChanged }: { person: Person; own: boolean; onChanged(): void }) {
  const t = peopleWords.use();
  const resetting = useAct(DirectoryService.method.resetPassword);
  const disabling = useAct(DirectoryService.method.disablePerson);
  const enabling = useAct(DirectoryService.method.enablePerson);
  const [asked, setAsked] = useState<Asked | undefined>();
  const [password, setPassword] = useState<string | undefined>();

  async function sure() {
    setAsked(undefined);
    if (asked === "disable") return void ((await disabling.send({ personId })) && onChanged());
    const answer = await resetting.send({ personId });
    if (answer) setPassword(answer.oneTimePassword);
  }

  if (own) return <p className={styles.facts}>{t("not_self")}</p>;
  return (
    <section className={styles.apart} aria-labelledby="access-title">
      <h3 id="access-title">{t("security")}</h3>
      {password !== undefined && <OneTimePassword title={t("reset_done", { name })} password={password} onTold={() => setPassword(undefined)} />}
      {password === undefined && (
        <div className={styles.buttons}>
          <Button variant="default" onClick={() => setAsked("reset")}>{t("reset")}</Button>
          {disabled
            ? <Button variant="default" onClick={() => void enabling.send({ personId }).then((answer) => answer && onChanged())}>{t("enable")}</Button>
            : <Button variant="default" onClick={() => setAsked("disable")}>{t("disable")}</Button>}
        </div>
      )}
      {[disabling, enabling].map((act, index) => <ConfirmSent key={index} act={act} />)}
      {resetting.state !== "sent" && <ConfirmSent act={resetting} />}
      {asked && (
        <Dialog title={t(`${asked}_ask`, { name })} onClose={() => setAsked(undefined)}>
          <p>{t(`${asked}_long`)}</p>
          <div className={styles.buttons}>
            <Button onClick={() => void sure()}>{t(asked)}</Button>
            <Button variant="default" data-autofocus onClick={() => setAsked(undefined)}>{t("cancel")}</Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
