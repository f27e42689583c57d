// The report in pictures: the first column of each of its tables as bars, the number beside each, in the order of the form.
// No colour is needed to read them; a screen reader has the words and numbers, or the table behind the switch.
import { useState } from "react";
import { Counted, type FilledReport, type FilledTable } from "../../gen/hotline/v1/filled_report_pb";
import { Dimension } from "../../gen/hotline/v1/statistics_pb";
import { Choice } from "../../parts/Choice";
import { useLanguage } from "../../words/words";
import { Bars } from "../statistics/Bars";
import type { Line } from "../statistics/figures";
import { countsCasesIn, placeIn, standsFor, type Place } from "./report";
import type { CellLead } from "./FilledFigures";
import { reportsWords } from "./words";
import styles from "./Reports.module.css";
import drawn from "../statistics/Pictures.module.css";

interface Drawn {
  line: Line;
  place: Place;
}

/** Rows that count something; a share is no bar beside counts. */
function drawnOf(table: FilledTable, at: number, lang: "vi" | "en"): Drawn[] {
  return table.rows.filter(({ heading, share, cells }) => !heading && !share && Boolean(cells[0] && standsFor(cells[0]))).map((row) => {
    const place = { table: at + 1, row: row.row, column: 1, key: row.key };
    return { place, line: { key: placeIn(place), label: row.label?.[lang] ?? "", count: standsFor(row.cells[0]!), compared: undefined, share: undefined } };
  });
}

function One({ table, at, tables, toCases }: { table: FilledTable; at: number; tables: boolean; toCases: CellLead }) {
  const lang = useLanguage();
  const bars = drawnOf(table, at, lang);
  const title = table.title?.[lang] ?? "";
  // A signed number may be another one than the list behind it: it leads on from the table below alone.
  const same = table.rows.every(({ cells }) => cells.every((cell) => standsFor(cell) === cell.number));
  const lead = toCases && same && table.rows.some((row) => countsCasesIn(table, row));
  const open = ({ key, label }: Line) => {
    const found = bars.find(({ line }) => line.key === key);
    if (found) toCases?.(found.place, { vi: label, en: label });
  };
  return <Bars shown={{ title, lines: bars.map(({ line }) => line), beside: false, several: false, dimension: Dimension.UNSPECIFIED, of: table.counted === Counted.CASES ? "cases" : "contacts" }} tables={tables} toCases={lead ? open : undefined} />;
}

export function FilledPictures({ filled, toCases }: { filled: FilledReport; toCases: CellLead }) {
  const t = reportsWords.use();
  const [tables, setTables] = useState(false);
  return (
    <section className={styles.card} aria-labelledby="report-pictures">
      <div className={styles.tools}>
        <h2 id="report-pictures">{t("pictures")}</h2>
        <Choice inline label={<span className="visually-hidden">{t("show")}</span>} options={[{ value: 0, label: t("as_pictures") }, { value: 1, label: t("as_tables") }]} value={Number(tables)} onChange={(value) => setTables(value === 1)} />
      </div>
      <div className={drawn.cards}>{filled.tables.map((table, at) => <One key={`${at} ${tables}`} table={table} at={at} tables={tables} toCases={toCases} />)}</div>
    </section>
  );
}
