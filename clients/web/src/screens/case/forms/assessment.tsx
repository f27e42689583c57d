// Forms 02 and 03: two tables, each line High, Medium or Low. The form counts, the officer concludes; there are no weights.
import { AssessmentKind, AssessmentKindSchema } from "../../../gen/hotline/record/v1/case_pb";
import { Risk, RiskSchema } from "../../../gen/hotline/record/v1/contact_pb";
import { choices } from "../../../contract/labels";
import { riskItemLabel, riskItems, type RiskTable } from "../../../contract/risk_items";
import { Choice } from "../../../parts/Choice";
import { useLanguage } from "../../../words/words";
import { riskCounts } from "../event_lines";
import { Holds, OneOf, useActForm, useValue, When, Words } from "../form";
import { formWords } from "../form_words";
import type { Values } from "../values";
import styles from "../Form.module.css";

interface Levelled extends Values {
  item: string;
  level: number;
}

function Table({ table, kind }: { table: RiskTable; kind: AssessmentKind }) {
  const t = formWords.use();
  const lang = useLanguage();
  const form = useActForm();
  const path = `assessment.${table}`;
  const all = useValue<readonly Levelled[]>(path);
  const lines = riskItems(table, kind);
  const levelOf = (code: string) => all.find(({ item }) => item === code)?.level ?? Risk.UNSPECIFIED;
  const shown = lines.map((code) => ({ level: levelOf(code) as Risk }));
  const { high, medium, low } = riskCounts(shown);
  const open = lines.length - high - medium - low;
  const set = (code: string, level: number) => form.set(path, [...all.filter(({ item }) => item !== code), { item: code, level }]);
  // As on paper: high first.
  const levels = choices(RiskSchema, lang).toReversed();
  return (
    <section className={styles.group} aria-label={t(table)} data-path={path}>
      <h3>{t(table)}</h3>
      <p>{t(table === "harm" ? "harm_hint" : "protection_hint")}</p>
      <div className={styles.lines}>
        {lines.map((code) => <Choice key={code} inline label={riskItemLabel(code, lang)} options={levels} value={levelOf(code)} onChange={(level) => set(code, level)} />)}
      </div>
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
        <Holds path="assessment.emergency" label={t("emergency")} hint={t("emergency_hint")} />
      </div>
      {kind === AssessmentKind.SPECIFIC && <Words path="assessment.meetingMinutes" label={t("minutes")} rows={4} />}
      <When path="assessment.madeAt" label={t("made_at")} />
    </>
  );
}

/** Lines of the other form, and lines without an answer, are not part of this one. */
export function assessmentRequest(values: Values): Values {
  const assessment = values.assessment as Values & { harm: readonly Levelled[]; protection: readonly Levelled[] };
  const kind = assessment.kind as AssessmentKind;
  const answered = (table: RiskTable) =>
    riskItems(table, kind).flatMap((code) => assessment[table].filter(({ item, level }) => item === code && level !== Risk.UNSPECIFIED));
  const minutes = kind === AssessmentKind.SPECIFIC ? assessment.meetingMinutes : "";
  return { assessment: { ...assessment, meetingMinutes: minutes, harm: answered("harm"), protection: answered("protection") } };
}
