// Who is signed in, with the menu of what is theirs. The button is there at once; the menu's code is fetched when
// somebody comes near it, at the latest when the page has come to rest, and takes the button's place when it is opened.
import { IconChevronDown } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useState, type ComponentProps } from "react";
import { label } from "../contract/labels";
import { RoleSchema } from "../gen/hotline/record/v1/options_pb";
import type { Person } from "../gen/hotline/record/v1/person_pb";
import { useUnitName } from "../parts/unit_name";
import { useLanguage } from "../words/words";
import { appWords } from "./words";
import styles from "./Strip.module.css";

const fetchMenu = () => import("./WhoMenu");
const WhoMenu = lazy(fetchMenu);
/** Where it cannot be had, opening it says so. */
const fetchAhead = () => void fetchMenu().catch(() => {});
const at_rest_ms = 10_000;

function Office({ person }: { person: Person }) {
  const lang = useLanguage();
  const t = appWords.use();
  const more = person.memberships.length - 1;
  const first = person.memberships[0];
  const office = useUnitName(first?.unit);
  const role = first ? label(RoleSchema, first.role, lang) : "";
  return <span className={styles.office}>{office && " "}{office}{role && <span className={styles.role}>{office && " · "}{role}</span>}{more > 0 && <> +{more}<span className="visually-hidden"> ({t("more_roles", { count: more })})</span></>}</span>;
}

export interface WhoButtonProps extends ComponentProps<"button"> {
  person: Person;
}

export function WhoButton({ person, ...rest }: WhoButtonProps) {
  const t = appWords.use();
  return (
    <button type="button" {...rest} className={styles.who}>
      <span className="visually-hidden">{t("menu")}: </span>
      <span className={styles.person}>
        <span className={styles.name}>{person.name}</span>
        <Office person={person} />
      </span>
      <IconChevronDown size={16} aria-hidden />
    </button>
  );
}

export function Who({ person, onKeys }: { person: Person; onKeys(): void }) {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    const timer = setTimeout(fetchAhead, at_rest_ms);
    return () => clearTimeout(timer);
  }, []);
  const button = <WhoButton person={person} aria-haspopup="menu" aria-expanded={wanted} onClick={() => setWanted(true)} onPointerEnter={fetchAhead} onFocus={fetchAhead} />;
  return wanted ? <Suspense fallback={button}><WhoMenu person={person} onKeys={onKeys} /></Suspense> : button;
}
