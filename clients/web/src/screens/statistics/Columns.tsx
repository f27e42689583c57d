// What goes on in time, as columns: the hours of the day, the months. Widths are shares of the picture and heights are
// pixels, so that letters keep their size on a phone, on a wide screen and on paper.
import { numberWords } from "../../parts/number_words";
import { useLanguage } from "../../words/words";
import styles from "./Pictures.module.css";

export interface Column {
  key: string;
  /** Below the column; empty: none. */
  mark: string;
  /** Absent: hidden. */
  count: number | undefined;
  compared?: number | undefined;
  /** Not of the period itself. */
  outside?: boolean;
}

const height = 168;
const head = 20;
const foot = 24;
const plot = height - head - foot;
const hidden_height = 10;

function One({ column, y, first, share, told, always }: { column: Column; y: (n: number) => number; first: number; share: number; told: string; always: boolean }) {
  const { count, compared } = column;
  const top = count === undefined ? height - foot - hidden_height : y(count);
  return (
    <svg x={`${first}%`} width={`${share}%`} height={height} overflow="visible">
      {count !== 0 && <rect className={count === undefined ? styles.unknown : column.outside ? styles.hollow : styles.solid} x="14%" width="72%" y={top} height={Math.max(1, height - foot - top)} />}
      {compared !== undefined && compared > 0 && <line className={styles.dash} x1="4%" x2="96%" y1={y(compared)} y2={y(compared)} />}
      {count !== undefined && count > 0 && <text className={styles.value} data-always={always || undefined} x="50%" y={top - 5} textAnchor="middle">{told}</text>}
      {column.mark && <text className={styles.mark} x="50%" y={height - 6} textAnchor="middle">{column.mark}</text>}
    </svg>
  );
}

export function Columns({ columns, told }: { columns: readonly Column[]; told: string }) {
  const lang = useLanguage();
  const most = Math.max(1, ...columns.flatMap(({ count = 0, compared = 0 }) => [count, compared]));
  const tall = columns.findIndex(({ count }) => count === Math.max(...columns.map((one) => one.count ?? 0)));
  const y = (n: number) => height - foot - (plot * n) / most;
  const share = 100 / columns.length;
  return (
    <svg className={styles.columns} data-values={columns.length > 13 ? undefined : most < 100 ? "short" : most < 1000 ? "middle" : "long"} width="100%" height={height} role="img" aria-label={told}>
      {columns.map((column, index) => <One key={column.key} column={column} y={y} first={index * share} share={share} always={index === tall} told={column.count === undefined ? "" : numberWords(column.count, lang)} />)}
      <line className={styles.base} x1="0" x2="100%" y1={height - foot + 0.5} y2={height - foot + 0.5} />
    </svg>
  );
}
