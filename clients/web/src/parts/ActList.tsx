// Acts of administrators and of commands on the machine: when, who, what, to whom.
import type { AdministrationEntry } from "../gen/hotline/v1/audit_pb";
import { msOf, nearTime } from "../time/format";
import { useNow } from "../time/ticker";
import { actWords, logWords } from "./log_words";
import { usePersonName } from "./person_name";
import { isPersonId } from "./subject";
import { useUnitName } from "./unit_name";
import styles from "./ActList.module.css";

type Known = Parameters<typeof actWords.say>[0];

/** What one of them holds. */
export function Act({ entry: { at, personId, what, subjectId } }: { entry: AdministrationEntry }) {
  const act = actWords.use();
  const t = logWords.use();
  const now_ms = useNow(60_000);
  const who = usePersonName(personId || undefined);
  const isUnit = subjectId.includes("@");
  const person = usePersonName(isPersonId(subjectId) && subjectId !== personId ? subjectId : undefined);
  const unit = useUnitName(isUnit ? subjectId : undefined);
  const said = act(what as Known);
  return (
    <>
      <span className={styles.time}>{at && nearTime(msOf(at), now_ms)}</span>
      <span>
        <strong>{personId ? who || t("someone", { id: personId.slice(0, 8) }) : t("machine")}</strong>{" "}
        {said === what ? act("other", { what }) : said}
        {(person || unit) && <> · {person || unit}</>}
      </span>
    </>
  );
}

export function ActList({ entries }: { entries: readonly AdministrationEntry[] }) {
  return <ol className={styles.acts}>{entries.map((entry) => <li key={String(entry.logIndex)}><Act entry={entry} /></li>)}</ol>;
}
