// Each deadline of the law: how often it was met, missed, or still runs. Met is solid, missed is hatched, running is
// hollow; the numbers stand below in words.
import { useId } from "react";
import { label } from "../../contract/labels";
import { ClockKindSchema } from "../../gen/hotline/v1/case_detail_pb";
import { percentWords } from "../../parts/number_words";
import { useLanguage } from "../../words/words";
import type { Line, Shown } from "./figures";
import { Count, Picture, type Lead } from "./Picture";
import { statisticsWords } from "./words";
import styles from "./Pictures.module.css";

const results = ["on_time", "late", "running"] as const;
type Result = (typeof results)[number];

/** As the picture draws it: one of each. */
function Swatch({ result, hatch }: { result: Result; hatch: string }) {
  return (
    <svg className={styles.swatch} width="14" height="14" aria-hidden>
      <Piece result={result} hatch={hatch} x={0} width={100} height={14} />
    </svg>
  );
}

function Piece({ result, hatch, x, width, height }: { result: Result; hatch: string; x: number; width: number; height: number }) {
  if (width === 0) return null;
  return (
    <svg x={`${x}%`} width={`${width}%`} height={height}>
      {result === "late" && <rect width="100%" height="100%" fill={`url(#${hatch})`} />}
      <rect className={styles[`clock_${result}`]} width="100%" height="100%" />
    </svg>
  );
}

function Clock({ kind, lines, hatch, toCases }: { kind: string; lines: readonly Line[]; hatch: string; toCases: Lead }) {
  const t = statisticsWords.use();
  const lang = useLanguage();
  const of = (result: Result) => lines.find(({ key }) => key === `${kind}.${result}`);
  const hidden = lines.some(({ count }) => count === undefined);
  const all = lines.reduce((sum, { count = 0 }) => sum + count, 0);
  const over = (of("on_time")?.count ?? 0) + (of("late")?.count ?? 0);
  const widths = results.map((result) => (all > 0 ? (100 * (of(result)?.count ?? 0)) / all : 0));
  const pieces = results.map((result, index) => ({ result, width: widths[index]!, x: widths.slice(0, index).reduce((sum, one) => sum + one, 0) }));
  return (
    <li className={styles.clock}>
      <span className={styles.clock_head}>
        <strong>{label(ClockKindSchema, Number(kind), lang)}</strong>
        {!hidden && over > 0 && <span>{t("in_time_share", { share: percentWords((100 * (of("on_time")?.count ?? 0)) / over, lang) })}</span>}
      </span>
      {!hidden && <svg className={styles.clock_bar} width="100%" height="20" aria-hidden>{pieces.map(({ result, width, x }) => <Piece key={result} result={result} hatch={hatch} x={x} width={width} height={20} />)}</svg>}
      <span className={styles.clock_counts}>
        {results.flatMap((result) => {
          const line = of(result);
          return line ? [<span key={result}><Swatch result={result} hatch={hatch} /><Count line={line} toCases={toCases} /> {t(result)}</span>] : [];
        })}
      </span>
    </li>
  );
}

export function Clocks({ shown, tables, toCases }: { shown: Shown; tables: boolean; toCases: Lead }) {
  const hatch = useId();
  const kinds = [...new Set(shown.lines.map(({ key }) => key.split(".")[0]!))];
  return (
    <Picture title={shown.title} shown={{ ...shown, several: false }} tables={tables} toCases={toCases}>
      <svg width="0" height="0" className={styles.patterns} aria-hidden>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect className={styles.hatch} width="2.5" height="6" /></pattern>
      </svg>
      <ul className={styles.clocks}>{kinds.map((kind) => <Clock key={kind} kind={kind} hatch={hatch} toCases={toCases} lines={shown.lines.filter(({ key }) => key.startsWith(`${kind}.`))} />)}</ul>
    </Picture>
  );
}
