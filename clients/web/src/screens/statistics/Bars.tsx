// Shares as bars with their numbers beside them. A bar of the period is solid, the one it is compared with is hollow: no
// colour is needed to read them.
import { numberWords, percentWords } from "../../parts/number_words";
import { useLanguage } from "../../words/words";
import type { Line, Shown } from "./figures";
import { Count, Picture, type Lead } from "./Picture";
import { statisticsWords } from "./words";
import styles from "./Pictures.module.css";

const lines_max = 12;

function Bar({ line, most, beside, toCases }: { line: Line; most: number; beside: boolean; toCases: Lead }) {
  const t = statisticsWords.use();
  const lang = useLanguage();
  const { count = 0, compared = 0, share } = line;
  return (
    <li className={styles.bar_line}>
      <span className={styles.bar_label}>{line.label}</span>
      <svg className={styles.bar} height={beside ? 26 : 14} aria-hidden>
        <rect className={styles.axis} width="2" height="100%" />
        <rect className={styles.solid} width={`${(100 * count) / most}%`} height="14" />
        {beside && <rect className={styles.hollow} x="0.75" y="17.75" width={`${(99 * compared) / most}%`} height="7.5" />}
      </svg>
      <span className={styles.bar_numbers}>
        <span className={styles.bar_count}><Count line={line} toCases={toCases} />{share !== undefined && <small>{percentWords(share, lang)}</small>}</span>
        {beside && <span className={styles.bar_compared}><span className="visually-hidden">{t("compared")}: </span>{line.compared === undefined ? t("hidden") : numberWords(compared, lang)}</span>}
      </span>
    </li>
  );
}

export function Bars({ shown, tables, toCases }: { shown: Shown; tables: boolean; toCases: Lead }) {
  const t = statisticsWords.use();
  const drawn = shown.lines.slice(0, lines_max);
  const most = Math.max(1, ...shown.lines.flatMap(({ count = 0, compared = 0 }) => [count, compared]));
  const more = shown.lines.length - drawn.length;
  return (
    <Picture title={shown.title} shown={shown} tables={tables} toCases={toCases} note={more > 0 && t("more_lines", { count: more })}>
      <ul className={styles.bars} data-beside={shown.beside || undefined}>{drawn.map((line) => <Bar key={line.key} line={line} most={most} beside={shown.beside} toCases={toCases} />)}</ul>
    </Picture>
  );
}
