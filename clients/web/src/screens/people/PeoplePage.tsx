// People: who may work here, in which role, at which office.
import { Button, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { failureOf } from "../../api/failure";
import { useCommands } from "../../app/commands";
import type { Person } from "../../gen/hotline/record/v1/person_pb";
import { EmptyState } from "../../parts/EmptyState";
import { useEverybody } from "../../parts/everybody";
import { useRowsInSight } from "../../parts/rows_in_sight";
import { fold } from "../../words/fold";
import { usePick } from "../../words/words";
import { HeldLine } from "./Memberships";
import { PersonPanel } from "./PersonPanel";
import { peopleWords } from "./words";
import styles from "./People.module.css";

const guess = { height_px: 64, beyond: 8 };

function Row({ person, chosen, onChoose }: { person: Person; chosen: boolean; onChoose(): void }) {
  const t = peopleWords.use();
  return (
    <button type="button" className={styles.person} aria-pressed={chosen} data-disabled={person.disabled || undefined} onClick={onChoose}>
      <span className={styles.name}><strong>{person.name}</strong><span className={styles.quiet}>{person.login}</span></span>
      <span className={styles.roles}>{person.memberships.length === 0 && t("no_role_left")}{person.memberships.map((membership) => <HeldLine key={`${membership.role} ${membership.unit}`} held={membership} />)}</span>
      {person.disabled && <span className={styles.off}>{t("disabled")}</span>}
    </button>
  );
}

/** Whoever is asked for, by name or by sign-in name, without marks. */
function useFound(people: readonly Person[], text: string): readonly Person[] {
  const folded = useMemo(() => people.map(({ name, login }) => fold(`${name} ${login}`)), [people]);
  const wanted = fold(text.trim());
  return people.filter((_, at) => folded[at]!.includes(wanted));
}

function List({ people, open, onChoose }: { people: readonly Person[]; open: string | undefined; onChoose(id: string): void }) {
  const { list, items, before_px, after_px, measure } = useRowsInSight<HTMLUListElement>({ count: people.length, keyOf: (index) => people[index]!.personId, guess });
  return (
    <ul ref={list} className={styles.list} style={{ paddingBottom: after_px, paddingTop: before_px }}>
      {items.map(({ key, index }) => {
        const person = people[index]!;
        return (
          <li key={key} ref={measure} data-index={index} aria-setsize={people.length} aria-posinset={index + 1}>
            <Row person={person} chosen={person.personId === open} onChoose={() => onChoose(person.personId)} />
          </li>
        );
      })}
    </ul>
  );
}

export default function PeoplePage() {
  const t = peopleWords.use();
  const say = usePick();
  const { people, ...list } = useEverybody();
  const [text, setText] = useState("");
  const [open, setOpen] = useState<string | undefined>(); // an id; "" for somebody new
  const shown = useFound(people, text);
  const chosen = people.find(({ personId }) => personId === open);
  useCommands([{ id: "people.add", words: ["Thêm người dùng", "Add a person"], keys: "N", run: () => setOpen("") }]);

  function close() {
    setOpen(undefined);
    document.querySelector<HTMLElement>("#people-find")?.focus();
  }
  return (
    <section className={styles.page} aria-labelledby="people-title">
      <header className={styles.head}>
        <h1 id="people-title">{t("title")}</h1>
        <span className={styles.count}>{list.data && t("count", { count: people.length })}</span>
        <Button leftSection={<IconPlus size={18} />} rightSection={<kbd>N</kbd>} onClick={() => setOpen("")}>{t("add")}</Button>
      </header>
      <div className={styles.split} data-open={open !== undefined || undefined}>
        <div className={styles.aside}>
          <TextInput id="people-find" className={styles.find!} aria-label={t("find")} placeholder={t("find")} value={text} autoComplete="off"
            leftSection={<IconSearch size={18} aria-hidden />} onChange={({ currentTarget }) => setText(currentTarget.value)} />
          {list.isPending && <p role="status" className={styles.opening}>{t("opening")}</p>}
          {list.error && people.length === 0 && <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void list.refetch() }}>{say(failureOf(list.error).text)}</EmptyState>}
          {shown.length > 0 && <List people={shown} open={open} onChoose={setOpen} />}
          {list.data && people.length === 1 && !text && <EmptyState title={t("first")} action={{ words: t("add"), run: () => setOpen("") }}>{t("first_long")}</EmptyState>}
          {list.data && shown.length === 0 && <EmptyState title={t("none")}>{t("none_long")}</EmptyState>}
        </div>
        {(open === "" || chosen) && <PersonPanel key={open} person={chosen} onChanged={() => void list.refetch()} onClose={close} />}
      </div>
    </section>
  );
}
