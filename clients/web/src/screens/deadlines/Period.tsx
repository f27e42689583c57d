// Any two days, and the usual ones at a touch.
import { Button } from "@mantine/core";
import { DayInput } from "../../parts/DayInput";
import { Field } from "../../parts/Field";
import { pastYear, type Span } from "../../parts/past_year";
import { isoDate } from "../../time/format";
import { now_ms } from "../../time/server_time";
import { deadlineWords } from "./words";
import styles from "./Deadlines.module.css";

function presets(): { words: "this_month" | "this_year" | "past_year" | "last_year"; span: Span }[] {
  const today = isoDate(now_ms());
  const year = Number(today.slice(0, 4));
  return [
    { words: "this_month", span: { from: `${today.slice(0, 7)}-01`, to: today } },
    { words: "this_year", span: { from: `${year}-01-01`, to: today } },
    { words: "past_year", span: pastYear() },
    { words: "last_year", span: { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` } },
  ];
}

export const isPeriod = ({ from, to }: Span): boolean => from !== "" && to !== "" && from <= to;
export const periodOf = ({ from, to }: Span) => ({ firstDay: from, lastDay: to });

export function Period({ value, onChange }: { value: Span; onChange(span: Span): void }) {
  const t = deadlineWords.use();
  return (
    <div className={styles.period}>
      <Field label={t("first_day")} error={!isPeriod(value) && t("period_wrong")}>
        {(props) => <DayInput {...props} value={value.from} onChange={(from) => onChange({ ...value, from })} />}
      </Field>
      <Field label={t("last_day")}>
        {(props) => <DayInput {...props} value={value.to} onChange={(to) => onChange({ ...value, to })} />}
      </Field>
      <div className={styles.presets} role="group" aria-label={t("presets")}>
        {presets().map(({ words, span }) => (
          <Button key={words} variant="default" aria-pressed={value.from === span.from && value.to === span.to} onClick={() => onChange(span)}>{t(words)}</Button>
        ))}
      </div>
    </div>
  );
}
