// The page's pictures in their order: the two numbers, the trend, contacts, cases, how they went, each office.
import type { ReactNode } from "react";
import { useId } from "react";
import { Dimension } from "../../gen/hotline/v1/statistics_pb";
import { Afterwards } from "../../parts/Afterwards";
import { EmptyState } from "../../parts/EmptyState";
import { differenceWords, numberWords } from "../../parts/number_words";
import { useLanguage } from "../../words/words";
import { Bars } from "./Bars";
import { Calendar } from "./Calendar";
import { Clocks } from "./Clocks";
import type { DayFigures } from "./days";
import type { Line, Shown } from "./figures";
import { Hours } from "./Hours";
import { Count, type Lead } from "./Picture";
import type { Span } from "./period";
import type { ShownAll } from "./shown";
import { Tiles } from "./Tiles";
import { Trend } from "./Trend";
import type { TrendFigures } from "./trend";
import { statisticsWords } from "./words";
import drawn from "./Pictures.module.css";
import styles from "./Statistics.module.css";

function Total({ line, beside, toCases }: { line: Line; beside: boolean; toCases: Lead }) {
  const t = statisticsWords.use();
  const lang = useLanguage();
  const { count, compared, label } = line;
  return (
    <div className={styles.total}>
      <dt>{label}</dt>
      <dd><Count line={line} toCases={toCases} /></dd>
      {beside && <dd className={styles.total_beside}>{t("compared")}: {compared === undefined ? t("hidden") : numberWords(compared, lang)}{count !== undefined && compared !== undefined && ` (${differenceWords(count - compared, lang)})`}</dd>}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return <section className={styles.part} aria-labelledby={id}><h2 id={id}>{title}</h2>{children}</section>;
}

interface Props {
  shown: ShownAll;
  trend: TrendFigures | undefined;
  days: DayFigures | undefined;
  unit: string;
  tables: boolean;
  toCases: ((dimension: Dimension, line: Line, span?: Span) => void) | undefined;
  onOpen(unit: string): void;
}

function One({ shown, tables, toCases }: { shown: Shown; tables: boolean; toCases: Lead }) {
  if (shown.dimension === Dimension.CONTACT_HOUR) return <Hours shown={shown} tables={tables} />;
  if (shown.dimension === Dimension.CASE_CLOCK) return <Clocks shown={shown} tables={tables} toCases={toCases} />;
  return <Bars shown={shown} tables={tables} toCases={toCases} />;
}

export function Pictures({ shown, trend, days, unit, tables, toCases, onOpen }: Props) {
  const t = statisticsWords.use();
  const { totals, beside, groups, offices } = shown;
  const leadOf = ({ dimension, of }: Pick<Shown, "dimension" | "of">): Lead => (of === "cases" && toCases ? (line) => toCases(dimension, line) : undefined);
  const nothing = [totals.contacts, totals.cases].every(({ count, compared }) => count === 0 && !compared);
  return (
    <>
      <dl className={styles.totals}>
        <Total line={totals.contacts} beside={beside} toCases={undefined} />
        <Total line={totals.cases} beside={beside} toCases={leadOf({ dimension: Dimension.UNSPECIFIED, of: "cases" })} />
      </dl>
      {beside && !nothing && !tables && <p className={styles.note}>{t("bar_compared")}</p>}
      {nothing && <EmptyState title={t("nothing")}>{t("nothing_long")}</EmptyState>}
      <Part title={t("trends")}>
        {trend ? <Trend trend={trend} tables={tables} toCases={toCases} /> : <p className={styles.note}>{t("no_trend")}</p>}
        {days && !nothing && <Calendar days={days} tables={tables} />}
      </Part>
      <Afterwards>
        {!nothing && groups.map(({ words, pictures }) => (
          <Part key={words} title={t(words)}>
            <div className={drawn.cards}>{pictures.map((one) => <One key={one.dimension} shown={one} tables={tables} toCases={leadOf(one)} />)}</div>
          </Part>
        ))}
        {!nothing && offices && (
          <Part title={t("offices")}>
            <Tiles unit={unit} cases={offices.cases} contacts={offices.contacts} empty={offices.empty} tables={tables} toCases={leadOf(offices.cases)} onOpen={onOpen} />
          </Part>
        )}
      </Afterwards>
    </>
  );
}
