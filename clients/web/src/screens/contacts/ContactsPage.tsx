// Every contact that the person may see, newest first, also those that opened no case. No names and no numbers.
import { useInfiniteQuery } from "@connectrpc/connect-query";
import { useState } from "react";
import { Link } from "wouter";
import { failureOf } from "../../api/failure";
import { useCommands } from "../../app/commands";
import { choices, label } from "../../contract/labels";
import { CallTypeSchema, ChannelSchema, ContactClassSchema, type ContactClass } from "../../gen/hotline/record/v1/contact_pb";
import { IntakeService, type ContactRow } from "../../gen/hotline/v1/intake_pb";
import { Choice } from "../../parts/Choice";
import { EmptyState } from "../../parts/EmptyState";
import { NextPage } from "../../parts/NextPage";
import { useRowsInSight } from "../../parts/rows_in_sight";
import { usePersonName } from "../../parts/person_name";
import { useUnitName } from "../../parts/unit_name";
import { clockTime, msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { pick, useLanguage, usePick, type Language } from "../../words/words";
import { contactsWords } from "./words";
import styles from "./Contacts.module.css";

const page_size = 100;
const guess = { height_px: 68, beyond: 8 };

function Row({ row }: { row: ContactRow }) {
  const t = contactsWords.use();
  const lang = useLanguage();
  const now_ms = useNow(60_000);
  const name = usePersonName(row.recordedBy);
  const office = useUnitName(row.unit);
  return (
    <Link href={`/contacts/${row.contactId}`} className={styles.link!}>
      <span className={styles.when}>{row.receivedAt && nearTime(msOf(row.receivedAt), now_ms)}</span>
      <span className={styles.what}>
        <strong>{label(ContactClassSchema, row.contactClass, lang) || label(CallTypeSchema, row.callType, lang)}</strong>
        <small>{[label(CallTypeSchema, row.callType, lang), label(ChannelSchema, row.channel, lang)].filter(Boolean).join(" · ")}</small>
      </span>
      <span className={styles.who}>{name || t("someone", { id: row.recordedBy.slice(0, 8) })}<small>{office}</small></span>
      {row.caseId && <span className={styles.case}>{row.caseNumber || t("case")}</span>}
    </Link>
  );
}

function List({ rows, more }: { rows: readonly ContactRow[]; more: boolean }) {
  const { list, items, before_px, after_px, measure } = useRowsInSight<HTMLUListElement>({ count: rows.length, keyOf: (index) => rows[index]!.contactId, guess });
  return (
    <ul ref={list} className={styles.list} aria-labelledby="contacts-title" style={{ paddingBottom: after_px, paddingTop: before_px }}>
      {items.map(({ key, index }) => <li key={key} ref={measure} className={styles.row} data-index={index} aria-setsize={more ? -1 : rows.length} aria-posinset={index + 1}><Row row={rows[index]!} /></li>)}
    </ul>
  );
}

export default function ContactsPage() {
  const t = contactsWords.use();
  const say = usePick();
  const lang = useLanguage();
  const [contactClass, setClass] = useState<ContactClass>(0);
  const list = useInfiniteQuery(IntakeService.method.listContacts, { contactClass, pageSize: page_size, pageToken: "" }, {
    pageParamKey: "pageToken", getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined, staleTime: 0,
  });
  const classes = (language: Language) => [{ value: 0, label: pick(contactsWords.both("all"), language) }, ...choices(ContactClassSchema, language)];
  const english = classes("en");
  useCommands(classes("vi").map(({ value, label: name }, at) => ({ id: `contacts.${value}`, words: [`Chỉ xem: ${name}`, `Show only: ${english[at]!.label}`], run: () => setClass(value) })));
  const rows = list.data?.pages.flatMap(({ contacts }) => contacts) ?? [];
  return (
    <section className={styles.page} aria-labelledby="contacts-title">
      <header className={styles.head}>
        <h1 id="contacts-title">{t("title")}</h1>
        {list.dataUpdatedAt > 0 && <span className={styles.quiet}>{t("updated", { time: clockTime(list.dataUpdatedAt) })}</span>}
      </header>
      <Choice label={<span className="visually-hidden">{t("show")}</span>} options={classes(lang)} value={contactClass} onChange={setClass} />
      {rows.length > 0 && <List rows={rows} more={list.hasNextPage} />}
      <NextPage pages={list} />
      {list.isPending && <p role="status" className={styles.quiet}>{t("opening")}</p>}
      {list.error && rows.length === 0 && <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void list.refetch() }}>{say(failureOf(list.error).text)}</EmptyState>}
      {list.data && rows.length === 0 && <EmptyState title={t("empty")}>{t("empty_long")}</EmptyState>}
    </section>
  );
}
