// Offices: the tree of today, one level at a time, and each one's telephones.
import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@connectrpc/connect-query";
import { IconChevronRight, IconDatabaseImport, IconPhone } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import { failureOf } from "../../api/failure";
import { usePerson } from "../../app/person";
import { mayCall } from "../../contract/access";
import { label } from "../../contract/labels";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import { UnitLevel, UnitLevelSchema, type Unit } from "../../gen/hotline/v1/unit_pb";
import { EmptyState } from "../../parts/EmptyState";
import { unitName, useUnitName } from "../../parts/unit_name";
import { UnitPick } from "../../parts/UnitPick";
import { useLanguage, usePick } from "../../words/words";
import { Telephones } from "./Telephones";
import { unitsWords } from "./words";
import styles from "./Units.module.css";

const page_size = 200;
const day = (iso: string) => iso.split("-").reverse().join("/");

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
function Below({ parent, onOpen }: { parent: string; onOpen(unit: string): void }) {
  const t = unitsWords.use();
  const say = usePick();
  const list = useInfiniteQuery(DirectoryService.method.listUnits, { parent, pageSize: page_size, pageToken: "" }, {
    pageParamKey: "pageToken", getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined, staleTime: 0,
  });
  const units = list.data?.pages.flatMap((page) => page.units) ?? [];
  if (list.isPending) return <p role="status" className={styles.opening}>{t("opening")}</p>;
  if (list.error && units.length === 0) return <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void list.refetch() }}>{say(failureOf(list.error).text)}</EmptyState>;
  if (units.length === 0) return <p className={styles.quiet}>{t("none")}</p>;
  return (
    <>
      <ul className={styles.list} aria-label={t("below")}>{units.map((unit) => <Row key={unit.unit} unit={unit} onOpen={() => onOpen(unit.unit)} />)}</ul>
      {list.hasNextPage && <Button variant="default" mt="md" onClick={() => void list.fetchNextPage()}>{t("more")}</Button>}
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

function One({ unit, onOpen }: { unit: string; onOpen(unit: string): void }) {
  const t = unitsWords.use();
  const say = usePick();
  const lang = useLanguage();
  const found = useQuery(DirectoryService.method.getUnit, { unit }, { staleTime: 0 });
  const told = found.data?.unit;
  if (found.error) return <EmptyState title={t("failed")}>{say(failureOf(found.error).text)}</EmptyState>;
  if (!told) return <p role="status" className={styles.opening}>{t("opening")}</p>;
  const span = [t("since", { date: day(told.validFrom) }), told.validTo && t("until", { date: day(told.validTo) })].filter(Boolean).join(" ");
  const after = found.data?.responsible && found.data.responsible.unit !== unit ? [found.data.responsible] : (found.data?.choices ?? []);
  return (
    <div className={styles.split}>
      <div>
        {told.level !== UnitLevel.COMMUNE && <Below parent={unit} onOpen={onOpen} />}
        {told.level === UnitLevel.COMMUNE && <p className={styles.quiet}>{t("none")}</p>}
      </div>
      <section className={styles.panel} aria-labelledby="unit-title">
        <h2 id="unit-title">{unitName(told)}</h2>
        <p className={styles.quiet}>{label(UnitLevelSchema, told.level, lang)} · {t("code", { code: told.code })} · {span}</p>
        {after.length > 0 && <p>{t("became")}: {after.map((one) => <Button key={one.unit} variant="subtle" onClick={() => onOpen(one.unit)}>{unitName(one)}</Button>)}</p>}
        <Telephones key={told.unit} unit={told} onSaved={() => void found.refetch()} />
      </section>
    </div>
  );
}

export default function UnitsPage() {
  const t = unitsWords.use();
  const person = usePerson();
  const [unit, setUnit] = useState("");
  const [round, setRound] = useState(0);
  const parent = useQuery(DirectoryService.method.getUnit, { unit }, { enabled: unit !== "" }).data?.unit?.parent ?? "";
  function open(next: string) {
    setUnit(next);
    setRound(round + 1);
  }
  return (
    <section className={styles.page} aria-labelledby="units-title">
      <header className={styles.head}>
        <h1 id="units-title">{t("title")}</h1>
        {mayCall(person, DirectoryService.method.importUnits) && <Link href="/units/import" className={styles.import!}><IconDatabaseImport size={18} aria-hidden />{t("import")}</Link>}
      </header>
      <div className={styles.find}><UnitPick key={round} label={t("find")} hint={t("find_hint")} value="" onChange={open} /></div>
      {unit && (
        <nav className={styles.way} aria-label={t("way")}>
          <ol>
            <li><button type="button" onClick={() => open("")}>{t("whole")}</button></li>
            {parent && <Above unit={parent} onOpen={open} />}
          </ol>
        </nav>
      )}
      {unit ? <One key={unit} unit={unit} onOpen={open} /> : <Below parent="" onOpen={open} />}
    </section>
  );
}
