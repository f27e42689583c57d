// One set of figures: the picture, and behind it by a switch the table that says the same in numbers.
import { Button } from "@mantine/core";
import { useId, useState, type ReactNode } from "react";
import { ScrollBox } from "../../parts/ScrollBox";
import { ToCases } from "../../parts/ToCases";
import { differenceWords, numberWords, percentWords } from "../../parts/number_words";
import { useLanguage } from "../../words/words";
import { hidesSome, type Line, type Shown } from "./figures";
import { statisticsWords } from "./words";
import styles from "./Pictures.module.css";

/** Leads to the cases behind a line, for those who may see them. */
export type Lead = ((line: Line) => void) | undefined;

/** A number, which leads on where cases are behind it. */
export function Count({ line, toCases }: { line: Line; toCases: Lead }) {
  const t = statisticsWords.use();
  const lang = useLanguage();
  if (line.count === undefined) return <span className={styles.hidden}>{t("hidden")}</span>;
  const count = numberWords(line.count, lang);
  if (!toCases || line.count === 0) return <span>{count}</span>;
  return <ToCases count={count} line={line.label} onOpen={() => toCases(line)} />;
}

function Row({ line, shares, beside, toCases }: { line: Line; shares: boolean; beside: boolean; toCases: Lead }) {
  const t = statisticsWords.use();
  const lang = useLanguage();
  const { count, compared, share } = line;
  return (
    <tr>
      <th scope="row">{line.label}</th>
      <td><Count line={line} toCases={toCases} /></td>
      {shares && <td>{share === undefined ? "" : percentWords(share, lang)}</td>}
      {beside && <td>{compared === undefined ? <span className={styles.hidden}>{t("hidden")}</span> : numberWords(compared, lang)}</td>}
      {beside && <td>{count === undefined || compared === undefined ? "" : differenceWords(count - compared, lang)}</td>}
    </tr>
  );
}

function FiguresTable({ lines, beside, toCases, labelledBy }: { lines: readonly Line[]; beside: boolean; toCases: Lead; labelledBy: string }) {
  const t = statisticsWords.use();
  const shares = lines.some(({ share }) => share !== undefined);
  return (
    <ScrollBox labelledBy={labelledBy}>
      <table className={styles.table} aria-labelledby={labelledBy}>
        <thead>
          <tr>
            <th scope="col">{t("line")}</th>
            <th scope="col">{t("count")}</th>
            {shares && <th scope="col">{t("share")}</th>}
            {beside && <th scope="col">{t("compared")}</th>}
            {beside && <th scope="col">{t("difference")}</th>}
          </tr>
        </thead>
        <tbody>{lines.map((line) => <Row key={line.key} line={line} shares={shares} beside={beside} toCases={toCases} />)}</tbody>
      </table>
    </ScrollBox>
  );
}

interface Props {
  title: string;
  shown: Pick<Shown, "lines" | "beside" | "several">;
  /** As the whole page is switched. */
  tables: boolean;
  toCases?: Lead;
  /** What the picture's marks mean. */
  note?: ReactNode;
  children: ReactNode;
}

export function Picture({ title, shown, tables, toCases, note, children }: Props) {
  const t = statisticsWords.use();
  const id = useId();
  const [table, setTable] = useState(tables);
  const { lines, beside, several } = shown;
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.card_head}>
        <h3 id={id}>{title}</h3>
        {lines.length > 0 && (
          <Button variant="subtle" size="compact-sm" className={styles.switch!} data-screen-only aria-label={t("of_which", { what: t(table ? "see_picture" : "see_table"), title })} onClick={() => setTable(!table)}>
            {t(table ? "see_picture" : "see_table")}
          </Button>
        )}
      </div>
      {lines.length === 0 && <p className={styles.note}>{t("none")}</p>}
      {lines.length > 0 && (table ? <FiguresTable lines={lines} beside={beside} toCases={toCases} labelledBy={id} /> : children)}
      {lines.length > 0 && !table && note && <p className={styles.note}>{note}</p>}
      {lines.length > 1 && several && <p className={styles.note}>{t("several")}</p>}
      {hidesSome(shown) && <p className={styles.note}>{t("hidden_here")}</p>}
    </section>
  );
}
