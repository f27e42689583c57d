// One tile an office directly below: how many cases, how many contacts, and the way to its own figures. An office
// without any stands at the end, in one sentence: that it reported nothing is a figure too.
import { numberWords } from "../../parts/number_words";
import type { Line, Shown } from "./figures";
import { useLanguage } from "../../words/words";
import { Picture, type Lead } from "./Picture";
import { statisticsWords } from "./words";
import styles from "./Pictures.module.css";

interface Office {
  unit: string;
  name: string;
  cases: Line | undefined;
  contacts: Line | undefined;
}

export function officesOf(cases: Shown, contacts: Shown): Office[] {
  const units = [...new Set([...cases.lines, ...contacts.lines].map(({ key }) => key))];
  const line = (of: Shown, unit: string) => of.lines.find(({ key }) => key === unit);
  const offices = units.map((unit) => ({ unit, cases: line(cases, unit), contacts: line(contacts, unit), name: (line(cases, unit) ?? line(contacts, unit))!.label }));
  return offices.sort((a, b) => (b.cases?.count ?? 0) - (a.cases?.count ?? 0) || (b.contacts?.count ?? 0) - (a.contacts?.count ?? 0));
}

const countOf = (line: Line | undefined) => (line ? line.count : 0);

function Inside({ office, most, itself, beside }: { office: Office; most: number; itself: boolean; beside: boolean }) {
  const t = statisticsWords.use();
  const lang = useLanguage();
  const say = (count: number | undefined) => (count === undefined ? t("hidden") : numberWords(count, lang));
  const cases = countOf(office.cases);
  return (
    <>
      <strong className={styles.tile_name}>{office.name}</strong>
      {itself && <span className={styles.tile_itself}>{t("itself")}</span>}
      <span className={styles.tile_cases}><b data-hidden={cases === undefined || undefined}>{say(cases)}</b> {t("cases_n")}{beside && <small>{t("compared")}: {say(office.cases ? office.cases.compared : 0)}</small>}</span>
      <svg className={styles.tile_bar} width="100%" height="8" aria-hidden><rect className={styles.axis} width="2" height="8" /><rect className={styles.solid} width={`${(100 * (cases ?? 0)) / most}%`} height="8" /></svg>
      <span className={styles.tile_contacts}>{t("contacts_n", { count: say(countOf(office.contacts)) })}</span>
    </>
  );
}

interface Props {
  unit: string;
  cases: Shown;
  contacts: Shown;
  /** How many of the offices below had neither. */
  empty: number;
  tables: boolean;
  toCases: Lead;
  onOpen(unit: string): void;
}

export function Tiles({ unit, cases, contacts, empty, tables, toCases, onOpen }: Props) {
  const t = statisticsWords.use();
  const offices = officesOf(cases, contacts);
  const most = Math.max(1, ...offices.map((office) => countOf(office.cases) ?? 0));
  if (tables) return <div className={styles.pair}>{[cases, contacts].map((shown) => <Picture key={shown.of} title={shown.title} shown={shown} tables toCases={shown.of === "cases" ? toCases : undefined}>{null}</Picture>)}</div>;
  return (
    <>
      <ul className={styles.tiles}>
        {offices.map((office) => (
          <li key={office.unit}>
            {office.unit === unit ? <div className={styles.tile}><Inside office={office} most={most} itself beside={cases.beside} /></div> : (
              <button type="button" className={styles.tile} onClick={() => onOpen(office.unit)}><Inside office={office} most={most} itself={false} beside={cases.beside} /></button>
            )}
          </li>
        ))}
      </ul>
      {empty > 0 && <p className={styles.note}>{t("units_empty", { count: empty })}</p>}
    </>
  );
}
