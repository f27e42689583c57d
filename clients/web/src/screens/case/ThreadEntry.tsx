// One entry of the history: when, what, who, and what was written.
import { memo } from "react";
import { Link } from "wouter";
import { usePerson } from "../../app/person";
import { label } from "../../contract/labels";
import { useCategories } from "../../contract/reference";
import type { Actor, CaseEvent } from "../../gen/hotline/history/v1/event_pb";
import type { HistoryEntry } from "../../gen/hotline/v1/case_pb";
import type { Informant, Intake } from "../../gen/hotline/record/v1/contact_pb";
import { RoleSchema } from "../../gen/hotline/record/v1/options_pb";
import { useUnitName } from "../../parts/unit_name";
import { msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { useLanguage } from "../../words/words";
import { eventLines, planNumber, type EventLine } from "./event_lines";
import { informantText, intakeFacts } from "./intake_facts";
import { usePersonName } from "../../parts/person_name";
import { factWords, threadWords } from "./thread_words";
import styles from "./Thread.module.css";

export function UnitName({ unit }: { unit: string }) {
  return <>{useUnitName(unit)}</>;
}

function Who({ actor, kind }: { actor: Actor; kind: CaseEvent["body"]["case"] }) {
  const t = threadWords.use();
  const lang = useLanguage();
  const me = usePerson();
  const known = usePersonName(actor.personId);
  const unit = useUnitName(actor.unit);
  const named = actor.personId === me.personId ? t("you") : known || label(RoleSchema, actor.role, lang);
  if (kind === "dutyAnswered") return <span className={styles.who}>{t("by_telephone", { unit })}</span>;
  if (!actor.personId) return <span className={styles.who}>{t("by_itself")}</span>;
  const who = actor.forPersonId ? t("deputy", { who: named }) : named;
  return <span className={styles.who}>{unit ? t("by", { who, unit }) : who}</span>;
}

function LineValue({ line }: { line: Omit<EventLine, "label"> }) {
  const t = threadWords.use();
  return (
    <>
      {line.unit && <UnitName unit={line.unit} />}
      {line.unit && line.text && " · "}
      {line.text}
      {line.case && <> · <Link href={`/cases/${line.case}`}>{t("open_other")}</Link></>}
    </>
  );
}

function Lines({ event }: { event: CaseEvent }) {
  const t = threadWords.use();
  const lang = useLanguage();
  const lines = eventLines(event, lang, useCategories());
  if (lines.length === 0) return null;
  return (
    <dl className={styles.lines}>
      {lines.map((line) => (
        <div key={line.label + (line.unit ?? "")}>
          <dt>{t(line.label)}</dt>
          <dd>{line.text === "✓" ? <><span aria-hidden>✓ </span>{t("yes")}</> : <LineValue line={line} />}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How many facts of a report stand open in the history. */
const facts_open_max = 4;

/** What an entry told about the child: what was there before it stands in the entries below. */
function Reported({ intake, informant }: { intake: Intake | undefined; informant: Informant | undefined }) {
  const t = threadWords.use();
  const fact = factWords.use();
  const lang = useLanguage();
  const told = informantText(informant, lang);
  const facts = [...intakeFacts(intake, lang, useCategories()), ...(told ? [{ name: "informant", text: told } as const] : [])];
  if (facts.length === 0) return null;
  const list = (
    <dl className={styles.lines}>
      {facts.map(({ name, ...said }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- what was written does not change; several suspected abusers bear one name
        <div key={index}><dt>{fact(name)}</dt><dd><LineValue line={said} /></dd></div>
      ))}
    </dl>
  );
  return facts.length > facts_open_max ? <details className={styles.folded}><summary>{t("reported", { count: facts.length })}</summary>{list}</details> : list;
}

const reportedIn = ({ body }: CaseEvent) => {
  if (body.case === "intakeAmended") return body.value;
  return body.case === "opened" || body.case === "contactAdded" ? body.value.contact : undefined;
};

interface Props {
  entry: HistoryEntry;
  /** Came while the page was open, from somebody else. */
  fresh?: boolean;
  /** What and who alone. */
  short?: boolean;
}

export const ThreadEntry = memo(function ThreadEntry({ entry, fresh, short }: Props) {
  const t = threadWords.use();
  const now_ms = useNow(60_000);
  const event = entry.event!;
  if (!event.body.case) return null;
  const at_ms = event.recordedAt ? msOf(event.recordedAt) : 0;
  return (
    <li className={styles.entry} data-fresh={fresh || undefined} data-kind={event.body.case}>
      <p className={styles.title}>
        <strong>{t(event.body.case, { number: planNumber(event) })}</strong>
        {fresh && <span className={styles.fresh}>{t("new")}</span>}
      </p>
      <p className={styles.meta}>
        <time dateTime={new Date(at_ms).toISOString()}>{nearTime(at_ms, now_ms)}</time>
        {event.actor && <> · <Who actor={event.actor} kind={event.body.case} /></>}
      </p>
      {!short && <Lines event={event} />}
      {!short && <Reported intake={reportedIn(event)?.intake} informant={reportedIn(event)?.informant} />}
    </li>
  );
});
