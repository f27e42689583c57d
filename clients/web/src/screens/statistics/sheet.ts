// The rows of the file: what stands on the page, one figure a row, with its own head.
import { numberOrHidden, type Line, type Shown } from "./figures";
import { statisticsWords } from "./words";

type Row = (string | number | undefined)[];

interface Table {
  title: string;
  lines: readonly Line[];
}

const tenth = (share: number | undefined) => (share === undefined ? undefined : Math.round(share * 10) / 10);

/** `head`: what the figures are of, one line each. */
export function sheetOf(head: readonly string[], tables: readonly Table[], beside: boolean, hides: boolean): Row[] {
  const t = statisticsWords.say;
  const columns: Row = [t("table_of"), t("line"), t("count"), `${t("share")} (%)`, ...(beside ? [t("compared")] : [])];
  const rows = tables.flatMap(({ title, lines }) =>
    lines.map(({ label, count, share, compared }): Row => [title, label, numberOrHidden(count), tenth(share), ...(beside ? [numberOrHidden(compared)] : [])]),
  );
  return [...head.map((line) => [line]), ...(hides ? [[t("hidden_why")]] : []), [], columns, ...rows];
}

export const tableOf = ({ title, lines }: Pick<Shown, "title" | "lines">): Table => ({ title, lines });
