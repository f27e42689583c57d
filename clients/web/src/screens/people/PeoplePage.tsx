// People: who may work here, in which role, at which office.
import { Button, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@connectrpc/connect-query";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { failureOf } from "../../api/failure";
import { useCommands } from "../../app/commands";
import type { Person } from "../../gen/hotline/record/v1/person_pb";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import { EmptyState } from "../../parts/EmptyState";
import { fold } from "../../words/fold";
import { usePick } from "../../words/words";
import { HeldLine } from "./Memberships";
import { PersonPanel } from "./PersonPanel";
import { peopleWords } from "./words";
import styles from "./People.module.css";

const page_size = 200;

function Row({ person, chosen, onChoose }: { person: Person; chosen: boolean; onChoose(): void }) {
  const t = peopleWords.use();
  return (
    <li>
      <button type="button" className={styles.person} aria-pressed={chosen} data-disabled={person.disabled || undefined} onClick={onChoose}>
        <span className={styles.name}><strong>{person.name}</strong><span className={styles.quiet}>{person.login}</span></span>
        <span className={styles.roles}>{person.memberships.map((membership) => <HeldLine key={`${membership.role} ${membership.unit}`} held={membership} />)}</span>
        {person.disabled && <span className={styles.off}>{t("disabled")}</span>}
      </button>
    </li>
  );
}

/** Everybody, page after page: an installation has hundreds, not millions. */
function useEverybody() {
  const list = useInfiniteQuery(DirectoryService.method.listPeople, { pageSize: page_size, pageToken: "" }, {
    pageParamKey: "pageToken",
    getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined,
    staleTime: 0,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return list;
}

export default function PeoplePage() {
  const t = peopleWords.use();
  const say = usePick();
  const list = useEverybody();
  const [text, setText] = useState("");
  const [open, setOpen] = useState<string | undefined>(); // an id; "" for somebody new
  const people = list.data?.pages.flatMap((page) => page.people) ?? [];
  const wanted = fold(text.trim());
  const shown = people.filter(({ name, login }) => fold(`${name} ${login}`).includes(wanted));
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
          {shown.length > 0 && (
            <ul className={styles.list}>
              {shown.map((person) => <Row key={person.personId} person={person} chosen={person.personId === open} onChoose={() => setOpen(person.personId)} />)}
            </ul>
          )}
          {list.data && shown.length === 0 && <EmptyState title={t("none")}>{t("none_long")}</EmptyState>}
        </div>
        {(open === "" || chosen) && <PersonPanel key={open} person={chosen} onChanged={() => void list.refetch()} onClose={close} />}
      </div>
    </section>
  );
}
