// The office that is to be telephoned: who answers there, at which numbers.
import { Anchor } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { OnDutyNames } from "../../parts/on_duty";
import { callsWords } from "./words";
import styles from "./Calls.module.css";

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

export function Whom({ onDuty }: { onDuty: OnDutyNames | undefined }) {
  const t = callsWords.use();
  if (!onDuty) return <>…</>;
  const people = [...onDuty.officers.map((name) => t("on_duty", { name })), ...onDuty.chairmen.map((name) => t("decides", { name }))];
  return (
    <>
      {onDuty.officers.length === 0 && <span className={styles.missing}>{t(onDuty.registered ? "nobody" : "unregistered")}</span>}
      {people.length > 0 && <span>{people.join(", ")}</span>}
    </>
  );
}

export function Telephones({ numbers }: { numbers: readonly string[] }) {
  const t = callsWords.use();
  if (numbers.length === 0) return <p className={styles.missing}>{t("no_telephone")}</p>;
  return (
    <ul className={styles.phones} aria-label={t("telephones")}>
      {numbers.map((number) => (
        <li key={number}><Anchor href={`tel:${number.replace(/[^+\d]/g, "")}`} className={styles.phone!}><IconPhone size={20} aria-hidden />{number}</Anchor></li>
      ))}
    </ul>
  );
}
