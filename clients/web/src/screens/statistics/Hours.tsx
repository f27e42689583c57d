import { numberWords } from "../../parts/number_words";
import { useLanguage } from "../../words/words";
import { Columns } from "./Columns";
import { hidesSome, type Shown } from "./figures";
import { Picture } from "./Picture";
import { statisticsWords } from "./words";

const hours = Array.from({ length: 24 }, (_, hour) => String(hour));
const marked_each = 6;

/** All hours of the day, those without a contact too. */
export function Hours({ shown, tables }: { shown: Shown; tables: boolean }) {
  const t = statisticsWords.use();
  const lang = useLanguage();
  const of = (hour: string) => shown.lines.find(({ key }) => key === hour);
  const columns = hours.map((key, index) => {
    const line = of(key);
    return { key, mark: index % marked_each === 0 ? `${key}:00` : "", count: line ? line.count : 0, compared: shown.beside ? (line ? line.compared : 0) : undefined };
  });
  const most = columns.reduce((best, column) => ((column.count ?? 0) > (best.count ?? 0) ? column : best));
  const note = [shown.beside && t("hours_compared"), hidesSome(shown) && t("hidden_column")].filter(Boolean).join(" ");
  return (
    <Picture title={shown.title} shown={shown} tables={tables} note={note}>
      <Columns columns={columns} told={t("hours_told", { title: shown.title, hour: most.key, most: numberWords(most.count ?? 0, lang) })} />
    </Picture>
  );
}
