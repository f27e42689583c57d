// Offices: the tree of any day, one level at a time, and of each one its telephones and what became of it.
import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@connectrpc/connect-query";
import { IconCalendarPlus, IconChevronRight, IconDatabaseImport, IconPhone, IconReplace } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import { failureOf } from "../../api/failure";
import { toField, useCommands } from "../../app/commands";
import { usePerson } from "../../app/person";
import { mayCall } from "../../contract/access";
import { label } from "../../contract/labels";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import { UnitLevel, UnitLevelSchema, type Unit } from "../../gen/hotline/v1/unit_pb";
import { EmptyState } from "../../parts/EmptyState";
import { DayInput } from "../../parts/DayInput";
import { Field } from "../../parts/Field";
import { NextPage } from "../../parts/NextPage";
import { unitName, useUnitName } from "../../parts/unit_name";
import { UnitPick } from "../../parts/UnitPick";
import { isoDate } from "../../time/format";
import { now_ms } from "../../time/server_time";
import { useLanguage, usePick } from "../../words/words";
import { day, lastDay } from "./days";
import { Telephones } from "./Telephones";
import { UnitHistory } from "./UnitHistory";
import { unitsWords } from "./words";
import styles from "./Units.module.css";

const page_size = 200;

function Row({ unit, onOpen }: { unit: Unit; onOpen(): void }) {
  const t = unitsWords.use();
  const lang = useLanguage();
  return (
    <li>
      <button type="button" className={styles.unit} onClick={onOpen}>
        <span className={styles.name}><strong>{unitName(unit)}</strong><span className={styles.quiet}>{label(UnitLevelSchema, unit.level, lang)} · {t("code", { code: unit.code })}</span></span>
        <span className={styles.phones} data-none={unit.telephones.length === 0 || undefined}><IconPhone size={16} aria-hidden />{unit.telephones.join(" · ") || t("no_telephone")}</span>
        <IconChevronRight size={18} aria-hidden />
      </button>
    </li>
  );
}

/** What lies below a unit; of the whole country without one. */
function Below({ parent, onDate, onOpen }: { parent: string; onDate: string; onOpen(unit: string): void }) {
  const t = unitsWords.use();
  const say = usePick();
  const list = useInfiniteQuery(DirectoryService.method.listUnits, { parent, onDate, pageSize: page_size, pageToken: "" }, {
    pageParamKey: "pageToken", getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined, staleTime: 0,
  });
  const units = list.data?.pages.flatMap((page) => page.units) ?? [];
  if (list.isPending) return <p role="status" className={styles.opening}>{t("opening")}</p>;
  if (list.error && units.length === 0) return <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void list.refetch() }}>{say(failureOf(list.error).text)}</EmptyState>;
  if (units.length === 0) return <p className={styles.quiet}>{t("none")}</p>;
  return (
    <>
      <ul className={styles.list} aria-label={t("below")}>{units.map((unit) => <Row key={unit.unit} unit={unit} onOpen={() => onOpen(unit.unit)} />)}</ul>
      <NextPage pages={list} />
    </>
  );
}

/** The helpline stands above all: below it lies the whole country. */
function Above({ unit, onOpen }: { unit: string; onOpen(unit: string): void }) {
  const name = useUnitName(unit);
  const level = useQuery(DirectoryService.method.getUnit, { unit }, { staleTime: Infinity }).data?.unit?.level;
  if (level === undefined || level === UnitLevel.HELPLINE) return null;
  return <li><button type="button" onClick={() => onOpen(unit)}>{name}</button></li>;
}

function One({ unit, onDate, onOpen }: { unit: string; onDate: string; onOpen(unit: string): void }) {
  const t = unitsWords.use();
  const say = usePick();
  const lang = useLanguage();
  const found = useQuery(DirectoryService.method.getUnit, { unit }, { staleTime: 0 });
  const told = found.data?.unit;
  if (found.error && !told) return <EmptyState title={t("failed")}>{say(failureOf(found.error).text)}</EmptyState>;
  if (!told) return <p role="status" className={styles.opening}>{t("opening")}</p>;
  const span = [t("since", { date: day(told.validFrom) }), told.validTo && t(told.endedNotLater ? "not_later" : "until", { date: lastDay(told.validTo) })].filter(Boolean).join(" ");
  const ended = told.validTo !== "" && told.validTo <= isoDate(now_ms());
  const after = found.data?.responsible && found.data.responsible.unit !== unit ? [found.data.responsible] : (found.data?.choices ?? []);
  return (
    <div className={styles.split}>
      <div>
        {told.level !== UnitLevel.COMMUNE && <Below parent={unit} onDate={onDate} onOpen={onOpen} />}
        {told.level === UnitLevel.COMMUNE && <p className={styles.quiet}>{t("none")}</p>}
      </div>
      <section className={styles.panel} aria-labelledby="unit-title">
        <h2 id="unit-title">{unitName(told)}</h2>
        <p className={styles.quiet}>{label(UnitLevelSchema, told.level, lang)} · {t("code", { code: told.code })} · {span}</p>
        {told.source && <p className={styles.source}>{t("source", { source: told.source })}</p>}
        {after.length > 0 && <p>{t("became")}: {after.map((one) => <Button key={one.unit} variant="subtle" onClick={() => onOpen(one.unit)}>{unitName(one)}</Button>)}</p>}
        <UnitHistory told={found.data!} onOpen={onOpen} />
        {!ended && <Telephones key={told.unit} unit={told} onSaved={() => void found.refetch()} onRefused={() => void found.refetch()} />}
      </section>
    </div>
  );
}

export default function UnitsPage() {
  const t = unitsWords.use();
  const person = usePerson();
  const [unit, setUnit] = useState("");
  const [round, setRound] = useState(0);
  const [onDate, setOnDate] = useState("");
  useCommands([{ id: "units.find", words: unitsWords.both("find"), run: toField("#content section") }]);
  const parent = useQuery(DirectoryService.method.getUnit, { unit }, { enabled: unit !== "" }).data?.unit?.parent ?? "";
  function open(next: string) {
    setUnit(next);
    setRound(round + 1);
  }
  return (
    <section className={styles.page} aria-labelledby="units-title">
      <header className={styles.head}>
        <h1 id="units-title">{t("title")}</h1>
        <div className={styles.links}>
          {mayCall(person, "SupervisionService.ListUnitChanges") && <Link href="/units/changes" className={styles.import!}><IconReplace size={18} aria-hidden />{t("changes")}</Link>}
          {mayCall(person, "DirectoryService.ImportUnits") && <Link href="/units/draft" className={styles.import!}><IconCalendarPlus size={18} aria-hidden />{t("draft")}</Link>}
          {mayCall(person, "DirectoryService.ImportUnits") && <Link href="/units/import" className={styles.import!}><IconDatabaseImport size={18} aria-hidden />{t("import")}</Link>}
        </div>
      </header>
      <div className={styles.find}>
        <UnitPick key={round} label={t("find")} hint={t("find_hint")} value="" onChange={open} asNamed={onDate !== ""} />
        <Field label={t("on_date")} hint={t("on_date_hint")}>{(props) => <DayInput {...props} value={onDate} onChange={(chosen) => (setOnDate(chosen), setUnit(""))} />}</Field>
      </div>
      {unit && (
        <nav className={styles.way} aria-label={t("way")}>
          <ol>
            <li><button type="button" onClick={() => open("")}>{t("whole")}</button></li>
            {parent && <Above unit={parent} onOpen={open} />}
          </ol>
        </nav>
      )}
      {unit ? <One key={unit} unit={unit} onDate={onDate} onOpen={open} /> : <Below key={onDate} parent="" onDate={onDate} onOpen={open} />}
    </section>
  );
}
