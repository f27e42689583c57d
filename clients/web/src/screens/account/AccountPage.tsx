// One's own account: who one is here, how it looks on this machine, the password, and where one is signed in.
import { IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { toField, useCommands } from "../../app/commands";
import { usePerson } from "../../app/person";
import { useTheme } from "../../app/theme_choice";
import { label } from "../../contract/labels";
import { RoleSchema } from "../../gen/hotline/record/v1/options_pb";
import type { Membership } from "../../gen/hotline/record/v1/person_pb";
import { ChangePasswordForm } from "../../parts/ChangePasswordForm";
import { Choice } from "../../parts/Choice";
import { Notice } from "../../parts/Notice";
import { useUnitName } from "../../parts/unit_name";
import { clockTime } from "../../time/format";
import { now_ms } from "../../time/server_time";
import { chooseLanguage, useLanguage } from "../../words/words";
import { Sessions } from "./Sessions";
import { accountWords } from "./words";
import styles from "./Account.module.css";

function RoleLine({ membership: { role, unit } }: { membership: Membership }) {
  const name = useUnitName(unit);
  return <li>{label(RoleSchema, role, useLanguage())} · {name}</li>;
}

function Me() {
  const t = accountWords.use();
  const { name, login, telephone, memberships } = usePerson();
  return (
    <section className={styles.card} aria-labelledby="account-me">
      <h2 id="account-me">{t("me")}</h2>
      <p className={styles.name}>{name}<span>{login}</span></p>
      {telephone && <p>{t("telephone")}: {telephone}</p>}
      <h3>{t("roles")}</h3>
      <ul>{memberships.map((membership) => <RoleLine key={`${membership.role} ${membership.unit}`} membership={membership} />)}</ul>
      <p className={styles.hint}>{t("roles_hint")}</p>
    </section>
  );
}

const schemes = ["auto", "light", "dark"] as const;

function Look() {
  const t = accountWords.use();
  const now = useLanguage();
  const { chosen, choose } = useTheme();
  return (
    <section className={styles.card} aria-labelledby="account-look">
      <h2 id="account-look">{t("look")}</h2>
      <Choice label={t("language")} value={now === "vi" ? 0 : 1} onChange={(value) => chooseLanguage(value === 0 ? "vi" : "en")}
        options={[{ value: 0, label: "Tiếng Việt" }, { value: 1, label: "English" }]} />
      <Choice label={t("theme")} value={schemes.indexOf(chosen)} onChange={(value) => choose(schemes[value]!)}
        options={schemes.map((name, value) => ({ value, label: t(name) }))} />
      <p className={styles.hint}>{t("look_hint")}</p>
    </section>
  );
}

function Password() {
  const t = accountWords.use();
  const { login } = usePerson();
  const [changed_ms, setChanged] = useState(0);
  return (
    <section className={styles.card} aria-labelledby="account-password">
      <h2 id="account-password">{t("password")}</h2>
      <p>{t("password_long")}</p>
      {changed_ms > 0 && <Notice icon={IconCircleCheck} tone="done">{t("changed", { time: clockTime(changed_ms) })}</Notice>}
      <ChangePasswordForm key={changed_ms} login={login} first={false} onDone={() => setChanged(now_ms())} />
    </section>
  );
}

export default function AccountPage() {
  const t = accountWords.use();
  useCommands([{ id: "account.password", words: accountWords.both("password"), run: toField("[aria-labelledby=account-password]") }]);
  return (
    <div className={styles.page}>
      <h1>{t("title")}</h1>
      <div className={styles.cards}>
        <div className={styles.column}><Me /><Look /></div>
        <div className={styles.column}><Password /><Sessions /></div>
      </div>
    </div>
  );
}
