// What is asked for: office, period, what stands beside it, and whether it is to be handed on. Every change counts again;
// there is no button to press.
import { ActionIcon, NativeSelect } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { choices } from "../../contract/labels";
import { UnitTreeSchema, type UnitTree } from "../../gen/hotline/v1/statistics_pb";
import { Tick } from "../../parts/Choice";
import { DayInput } from "../../parts/DayInput";
import { Field } from "../../parts/Field";
import { isoDate } from "../../time/format";
import { now_ms } from "../../time/server_time";
import { useLanguage } from "../../words/words";
import { OfficeChoice } from "./OfficeChoice";
import { around, kinds, kinds_for_others, partsOf, spanOf, stepped, type Kind, type Span, type Yearly } from "./period";
import { comparedSpan, comparisons, type Comparison, type Selection } from "./selection";
import { statisticsWords } from "./words";
import styles from "./Statistics.module.css";

/** The letter of district Lục Nam that orders the reports. */
const year_min = 2015;

interface Props {
  selection: Selection;
  unit: string;
  own: string;
  owned: readonly string[];
  /** The form is made for others: what is chosen is whether its numbers are exact all the same. */
  madeForOthers?: boolean;
  put(change: Partial<Selection>): void;
}

function Days({ value, error, onChange }: { value: Span; error: boolean; onChange(span: Span): void }) {
  const t = statisticsWords.use();
  return (
    <>
      <Field label={t("first_day")} error={error && t("no_period")}>
        {(props) => <DayInput {...props} value={value.from} onChange={(from) => onChange({ ...value, from })} />}
      </Field>
      <Field label={t("last_day")}>
        {(props) => <DayInput {...props} value={value.to} onChange={(to) => onChange({ ...value, to })} />}
      </Field>
    </>
  );
}

function usePartWords(kind: Kind, yearly: readonly Yearly[]): (part: number) => string {
  const t = statisticsWords.use();
  return (part) => {
    if (kind === "month") return t("month_n", { n: part });
    if (kind === "quarter") return t("quarter_n", { n: part });
    if (kind === "letter") return t("letter_part", { day: (yearly[part - 1]?.before ?? "").split("-").map(Number).reverse().join("/") });
    return t(part === 1 ? "half_1" : "half_2");
  };
}

function Period({ selection, put }: Pick<Props, "selection" | "put">) {
  const t = statisticsWords.use();
  const { kind, year, part, free, forOthers, yearly } = selection;
  const words = usePartWords(kind, yearly);
  const offered = forOthers ? kinds_for_others : kinds.filter((one) => one !== "letter" || yearly.length > 0);
  const this_year = Number(isoDate(now_ms()).slice(0, 4)) + 1;
  const years = Array.from({ length: Math.max(1, Math.max(this_year, year) - Math.min(year_min, year) + 1) }, (_, index) => Math.max(this_year, year) - index);
  const span = spanOf(selection);
  function choose(next: Kind) {
    // Another kind of period is the one around the same days, or around today where today is among them.
    const today = isoDate(now_ms());
    const at = !span || (span.from <= today && today <= span.to) ? today : span.to;
    put(next === "free" ? { kind: next, free: span ?? free } : around(next, at, free, yearly));
  }
  return (
    <>
      <Field label={t("period")}>
        {(props) => <NativeSelect {...props} size="md" value={kind} data={offered.map((one) => ({ value: one, label: t(one) }))} onChange={({ currentTarget }) => choose(currentTarget.value as Kind)} />}
      </Field>
      {kind === "free" ? <Days value={free} error={!span} onChange={(next) => put({ free: next })} /> : (
        <div className={styles.of_year}>
          {partsOf(kind, yearly) > 1 && (
            <Field label={t("part_of")}>
              {(props) => <NativeSelect {...props} size="md" value={part} data={Array.from({ length: partsOf(kind, yearly) }, (_, index) => ({ value: String(index + 1), label: words(index + 1) }))} onChange={({ currentTarget }) => put({ part: Number(currentTarget.value) })} />}
            </Field>
          )}
          <Field label={t("year_of")}>
            {(props) => <NativeSelect {...props} size="md" value={year} data={years.map((one) => String(one))} onChange={({ currentTarget }) => put({ year: Number(currentTarget.value) })} />}
          </Field>
        </div>
      )}
      <div className={styles.steps}>
        <ActionIcon variant="default" size={44} aria-label={t("earlier")} title={t("earlier")} onClick={() => put(stepped(selection, -1))}><IconChevronLeft size={20} /></ActionIcon>
        <ActionIcon variant="default" size={44} aria-label={t("later")} title={t("later")} onClick={() => put(stepped(selection, 1))}><IconChevronRight size={20} /></ActionIcon>
      </div>
    </>
  );
}

export function Controls({ selection, unit, own, owned, madeForOthers, put }: Props) {
  const t = statisticsWords.use();
  const lang = useLanguage();
  const { tree, compare, compared, forOthers } = selection;
  return (
    <section className={styles.controls} aria-label={t("choose")} data-screen-only>
      <OfficeChoice unit={unit} own={own} owned={owned} tree={tree} onChange={(next) => put({ unit: next })} onOwn={(next) => put({ own: next, unit: "" })} />
      <div className={styles.asked}>
        <Period selection={selection} put={put} />
        <Field label={t("compare")}>
          {(props) => <NativeSelect {...props} size="md" value={compare} data={comparisons.filter((one) => !forOthers || one !== "free").map((one) => ({ value: one, label: t(`compare_${one}`) }))} onChange={({ currentTarget }) => put({ compare: currentTarget.value as Comparison })} />}
        </Field>
        {compare === "free" && <Days value={compared} error={!comparedSpan(selection)} onChange={(next) => put({ compared: next })} />}
        {!forOthers && (
          <Field label={t("tree")}>
            {(props) => <NativeSelect {...props} size="md" value={tree} data={choices(UnitTreeSchema, lang).map(({ value, label }) => ({ value: String(value), label }))} onChange={({ currentTarget }) => put({ tree: Number(currentTarget.value) as UnitTree })} />}
          </Field>
        )}
      </div>
      <div className={styles.more}>
        {madeForOthers
          ? <Tick label={t("exact")} hint={t("exact_hint")} value={!forOthers} onChange={(on) => put({ forOthers: !on })} />
          : <Tick label={t("for_others")} hint={t("for_others_hint")} value={forOthers} onChange={(on) => put({ forOthers: on })} />}
        {!forOthers && <p className={styles.note}>{t("tree_hint")}</p>}
      </div>
    </section>
  );
}
