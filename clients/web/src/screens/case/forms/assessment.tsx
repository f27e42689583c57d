// Forms 02 and 03: two tables, each line High, Medium or Low. The form counts, the officer concludes; there are no weights.
import { AssessmentKind, AssessmentKindSchema } from "../../../gen/hotline/record/v1/case_pb";
import { AnswerSchema, Risk, RiskSchema } from "../../../gen/hotline/record/v1/contact_pb";
import { TextInput } from "@mantine/core";
import { choices, label } from "../../../contract/labels";
import { limitsOf } from "../../../contract/rules";
import { categoriesNow, itemsFor, listOn, useCategories } from "../../../contract/reference";
import type { CodeItem, CodeList } from "../../../gen/hotline/record/v1/reference_pb";
import { Choice } from "../../../parts/Choice";
import { now_ms } from "../../../time/server_time";
import { useLanguage } from "../../../words/words";
import { riskCounts } from "../event_lines";
import { Holds, OneOf, Theirs, useActForm, useValue, When, Words } from "../form";
import { formWords } from "../form_words";
import type { Values } from "../values";
import styles from "../Form.module.css";

type RiskTable = "harm" | "protection";

/** What is asked of a table, as the lists have it today; a draft as long as the official wording is not at hand. */
function itemsOf(lists: readonly CodeList[], table: RiskTable, kind: AssessmentKind): readonly CodeItem[] {
  return itemsFor(listOn(lists, `risk_${table}`, now_ms()), kind === AssessmentKind.SPECIFIC ? "specific" : "initial");
}

interface Levelled extends Values {
  item: string;
  level: number;
  notes: string;
}

function Table({ table, kind }: { table: RiskTable; kind: AssessmentKind }) {
  const t = formWords.use();
  const lang = useLanguage();
  const form = useActForm();
  const path = `assessment.${table}`;
  const all = useValue<readonly Levelled[]>(path);
  const lines = itemsOf(useCategories(), table, kind);
  const of = (code: string) => all.find(({ item }) => item === code) ?? { item: code, level: Risk.UNSPECIFIED, notes: "" };
  const shown = lines.map(({ code }) => ({ level: of(code).level as Risk }));
  const { high, medium, low } = riskCounts(shown);
  const open = lines.length - high - medium - low;
  const set = (code: string, change: Partial<Levelled>) => form.set(path, [...all.filter(({ item }) => item !== code), { ...of(code), ...change } as Levelled]);
  const notes_max = limitsOf(form.type, `${path}.notes`).maxLength;
  // As on paper: high first.
  const levels = [...choices(RiskSchema, lang)].reverse().map((level, at) => ({ ...level, key: String(at + 1) }));
  return (
    <section className={styles.group} aria-label={t(table)} data-path={path}>
      <h3>{t(table)}</h3>
      <p>{t(table === "harm" ? "harm_hint" : "protection_hint")}</p>
      <div className={styles.lines}>
        {lines.map(({ code, name }) => (
          <div key={code}>
            <Choice inline label={name?.[lang] ?? code} options={levels} value={of(code).level} onChange={(level) => set(code, { level })} />
            {of(code).level !== Risk.UNSPECIFIED && (
              <TextInput aria-label={t("item_notes", { item: name?.[lang] ?? code })} placeholder={t("item_notes_short")} value={of(code).notes} maxLength={notes_max} autoComplete="off" onChange={({ currentTarget }) => set(code, { notes: currentTarget.value })} />
            )}
          </div>
        ))}
      </div>
      <Theirs path={path} shown={(value) => lines.flatMap(({ code, name }) => (value as unknown as readonly Levelled[]).filter(({ item }) => item === code).map(({ level, notes }) => `${name?.[lang] ?? code}: ${[label(RiskSchema, level, lang), notes].filter(Boolean).join(" · ")}`)).join("\n")} />
      <p role="status" className={styles.counts}>
        <span>{t("high")} <b>{high}</b></span><span>{t("medium")} <b>{medium}</b></span><span>{t("low")} <b>{low}</b></span>
        {open > 0 && <span>{t("unanswered", { count: open })}</span>}
      </p>
    </section>
  );
}

export function AssessmentBody() {
  const t = formWords.use();
  const kind = useValue<number>("assessment.kind") as AssessmentKind;
  return (
    <>
      <OneOf path="assessment.kind" label={t("kind")} type={AssessmentKindSchema} />
      <Table table="harm" kind={kind} />
      <Table table="protection" kind={kind} />
      <p className={styles.quiet}>{t("draft_wording")}</p>
      <OneOf path="assessment.conclusion" label={t("conclusion")} hint={t("conclusion_hint")} type={RiskSchema} reversed />
      <Words path="assessment.reasons" label={t("reasons")} />
      <div>
        <Holds path="assessment.childSeen" label={t("child_seen")} />
      </div>
      <OneOf path="assessment.emergency" label={t("emergency")} hint={t("emergency_hint")} type={AnswerSchema} />
      {kind === AssessmentKind.SPECIFIC && <Words path="assessment.meetingMinutes" label={t("minutes")} rows={4} />}
      <When path="assessment.madeAt" label={t("made_at")} />
    </>
  );
}

/** Lines of the other form, and lines without an answer, are not part of this one. */
export function assessmentRequest(values: Values): Values {
  const assessment = values.assessment as Values & { harm: readonly Levelled[]; protection: readonly Levelled[] };
  const kind = assessment.kind as AssessmentKind;
  const answered = (table: RiskTable) => {
    const order = itemsOf(categoriesNow(), table, kind).map(({ code }) => code);
    return assessment[table].filter(({ item, level }) => order.includes(item) && level !== Risk.UNSPECIFIED).sort((a, b) => order.indexOf(a.item) - order.indexOf(b.item));
  };
  const minutes = kind === AssessmentKind.SPECIFIC ? assessment.meetingMinutes : "";
  return { assessment: { ...assessment, meetingMinutes: minutes, harm: answered("harm"), protection: answered("protection") } };
}
