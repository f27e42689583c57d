// Contacts day by day as a calendar of small squares. How many a day had is how far its square is filled, so that it is
// read without a colour, in the dark and on paper; the number stands in the table behind it, and where one points.
import { failureOf } from "../../api/failure";
import { monthWords } from "../../parts/figure_words";
import { numberWords } from "../../parts/number_words";
import { useLanguage, usePick } from "../../words/words";
import { blocksOf, levels, type Block, type DayFigures, type Square } from "./days";
import type { Line } from "./figures";
import { Picture } from "./Picture";
import { statisticsWords } from "./words";
import styles from "./Pictures.module.css";

const side = 14;
const step = 18;
const head = 20;
const columns = 7;

function Day({ square, told }: { square: Square; told: string }) {
  const { column, row, level } = square;
  const inner = (side * level) / levels;
  const [x, y] = [column * step + 0.5, head + row * step + 0.5];
  return (
    <g>
      {told && <title>{told}</title>}
      <rect className={styles.day} x={x} y={y} width={side} height={side} rx="2" />
      {level > 0 && <rect className={styles.solid} x={x + (side - inner) / 2} y={y + (side - inner) / 2} width={inner} height={inner} rx={level === levels ? 2 : 0} />}
    </g>
  );
}

function Month({ block, told }: { block: Block; told(square: Square): string }) {
  return (
    <svg className={styles.month} width={columns * step} height={head + block.rows * step} aria-hidden>
      <text className={styles.mark} x="0" y="13">{monthWords(block.month)}</text>
      {block.squares.map((square) => <Day key={square.day} square={square} told={told(square)} />)}
    </svg>
  );
}

/** The squares from one contact to the most, with what they mean. */
function Scale({ most }: { most: number }) {
  const lang = useLanguage();
  const from = (level: number) => Math.floor(((level - 1) / levels) * most) + 1;
  const steps = Array.from({ length: levels + 1 }, (_, level) => level).filter((level) => level === 0 || Math.ceil((from(level) / most) * levels) === level);
  return (
    <ul className={styles.scale} aria-hidden>
      {steps.map((level) => (
        <li key={level}>
          <svg width={side + 1} height={side + 1}><g transform={`translate(0 ${-head})`}><Day square={{ day: "", column: 0, row: 0, count: 0, level }} told="" /></g></svg>
          {level === 0 ? "0" : `≥ ${numberWords(from(level), lang)}`}
        </li>
      ))}
    </ul>
  );
}

function Squares({ lines }: { lines: readonly Line[] }) {
  const t = statisticsWords.use();
  const lang = useLanguage();
  const most = lines.reduce((best, line) => ((line.count ?? 0) > (best.count ?? 0) ? line : best), lines[0]!);
  const quiet = lines.filter(({ count }) => count === 0).length;
  const told = ({ day, count }: Square) => t("day_told", { day: monthWords(day), count: numberWords(count, lang) });
  return (
    <>
      <div className={styles.calendar} role="img" aria-label={t("days_told", { first: lines[0]!.label, last: lines.at(-1)!.label, most: numberWords(most.count ?? 0, lang), when: most.label, quiet: numberWords(quiet, lang) })}>
        {blocksOf(lines).map((block) => <Month key={block.month} block={block} told={told} />)}
      </div>
      <Scale most={most.count ?? 1} />
    </>
  );
}

export function Calendar({ days, tables }: { days: DayFigures; tables: boolean }) {
  const t = statisticsWords.use();
  const say = usePick();
  const { title, lines, error } = days;
  if (!lines) return <p className={styles.note} role="status">{error ? say(failureOf(error).text) : t("counting")}</p>;
  const some = lines.some(({ count }) => count !== 0);
  return (
    <Picture title={title} shown={{ lines: some ? lines : [], beside: false, several: false }} tables={tables} note={t("days_note")}>
      <Squares lines={lines} />
    </Picture>
  );
}
