import { failureOf } from "../../api/failure";
import { Dimension } from "../../gen/hotline/v1/statistics_pb";
import { numberWords } from "../../parts/number_words";
import { useLanguage, usePick } from "../../words/words";
import { Columns } from "./Columns";
import type { Line } from "./figures";
import { Picture } from "./Picture";
import type { Span } from "./period";
import type { Drawn, TrendFigures } from "./trend";
import { statisticsWords } from "./words";
import styles from "./Pictures.module.css";

interface Props {
  trend: TrendFigures;
  tables: boolean;
  toCases: ((dimension: Dimension, line: Line, span: Span) => void) | undefined;
}

function One({ drawn, span, tables, toCases }: { drawn: Drawn; span: Span } & Omit<Props, "trend">) {
  const t = statisticsWords.use();
  const lang = useLanguage();
  const { of, title, lines, columns, beside } = drawn;
  if (lines.every(({ count, compared }) => count === 0 && !compared)) return <Picture title={title} shown={{ lines: [], beside, several: false }} tables={tables}>{null}</Picture>;
  const most = lines.reduce((best, line) => ((line.count ?? 0) > (best.count ?? 0) ? line : best), lines[0]!);
  const told = t("trend_told", { title, first: lines[0]!.label, last: lines.at(-1)!.label, most: numberWords(most.count ?? 0, lang), when: most.label });
  const note = [columns.some(({ outside }) => outside) && t("trend_note"), beside && t("trend_compared")].filter(Boolean).join(" ");
  // Behind a month there are cases to list; behind a year of twenty there are too many keys.
  const lead = of === "cases" && most.key.length === 7 && toCases ? (line: Line) => toCases(Dimension.CASE_MONTH, line, span) : undefined;
  return (
    <Picture title={title} shown={{ lines, beside, several: false }} tables={tables} toCases={lead} note={note}>
      <Columns columns={columns} told={told} />
    </Picture>
  );
}

export function Trend({ trend, tables, toCases }: Props) {
  const t = statisticsWords.use();
  const say = usePick();
  if (trend.both.length === 0) return <p className={styles.note} role="status">{trend.error ? say(failureOf(trend.error).text) : t("counting")}</p>;
  return <div className={styles.pair}>{trend.both.map((drawn) => <One key={drawn.of} drawn={drawn} span={trend.span} tables={tables} toCases={toCases} />)}</div>;
}
