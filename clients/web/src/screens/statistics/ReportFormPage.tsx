// A report of the server's configuration: chosen, filled for an office and a period, seen as the paper that it will be,
// and taken away as a file or printed. That it leaves is noted in the log before it does.
import { useInfiniteQuery, useQuery } from "@connectrpc/connect-query";
import { Button, NativeSelect } from "@mantine/core";
import { IconArrowLeft, IconEyeOff, IconPrinter } from "@tabler/icons-react";
import { keepPreviousData } from "@tanstack/react-query";
import { useRef, type ReactNode, type RefObject } from "react";
import { Link } from "wouter";
import { failureOf } from "../../api/failure";
import { useCommands } from "../../app/commands";
import { usePerson } from "../../app/person";
import { mayCall, officesFor } from "../../contract/access";
import { ReportSpan, type ReportForm } from "../../gen/hotline/v1/filled_report_pb";
import { ReportFormService, type FillReportResponse } from "../../gen/hotline/v1/report_form_pb";
import { useReady } from "../../parts/Afterwards";
import { CasesBehind } from "../../parts/CasesLater";
import { first_page, paging } from "../../parts/cases_behind";
import { EmptyState } from "../../parts/EmptyState";
import { Field } from "../../parts/Field";
import { fileCommands, Files, FilesSaid, useFiles } from "../../parts/Files";
import { NotNoted, useLeaving } from "../../parts/Leaving";
import { Notice } from "../../parts/Notice";
import { useUnitName } from "../../parts/unit_name";
import { useReturn } from "../../parts/use_return";
import { isoDate } from "../../time/format";
import { now_ms } from "../../time/server_time";
import { useLanguage, usePick } from "../../words/words";
import { Controls } from "./Controls";
import { useDutyPeriods } from "./duty_periods";
import { around, dayWords, spanOf, type Kind, type Yearly } from "./period";
import { ReportPaper } from "./ReportPaper";
import { reportFormWords } from "./report_words";
import { changed, comparedSpan, firstSelection, useSelection, type Cell, type FormSelection, type Selection } from "./selection";
import { requestOf } from "./trend";
import { statisticsWords } from "./words";
import styles from "./Statistics.module.css";

const kinds: Record<ReportSpan, Kind> = {
  [ReportSpan.UNSPECIFIED]: "year", [ReportSpan.MONTH]: "month", [ReportSpan.QUARTER]: "quarter", [ReportSpan.LETTER]: "letter",
  [ReportSpan.HALF_YEAR]: "half", [ReportSpan.YEAR]: "year",
};

interface Wanted {
  form: string;
  unit: string;
  forOthers: boolean;
  exact: boolean;
  period: ReturnType<typeof requestOf>;
  tree?: Selection["tree"];
  comparedWith?: ReturnType<typeof requestOf>;
}

function wantedOf({ form, forOthers: made_for_others }: ReportForm, unit: string, selection: FormSelection): Wanted | undefined {
  const span = spanOf(selection);
  if (!span) return undefined;
  const compared = comparedSpan(selection);
  const { forOthers, tree } = selection;
  return { form, unit, forOthers, exact: made_for_others && !forOthers, period: requestOf(span), ...(!forOthers && { tree }), ...(compared && { comparedWith: requestOf(compared) }) };
}

interface FilledProps {
  wanted: Wanted;
  onCell(cell: Cell): void;
}

function Filled({ wanted, answer, onCell }: FilledProps & { answer: FillReportResponse }) {
  const t = reportFormWords.use();
  const toCases = mayCall(usePerson(), "ReportFormService.ListCasesOfCell") && !wanted.forOthers;
  const files = useFiles(() => ({ report: wanted }));
  const leaving = useLeaving({ filled: wanted });
  const print = () => leaving.by(() => window.print());
  useCommands([...fileCommands("report_form", files), { id: "report_form.print", words: reportFormWords.both("print"), keys: "Mod+P", run: print }]);
  return (
    <>
      <div className={styles.figures_head} data-screen-only>
        <p className={styles.note}>{t("logged")}</p>
        <div className={styles.tools}>
          <Files files={files} />
          <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={print}>{t("print")}</Button>
        </div>
      </div>
      <FilesSaid files={files} />
      <NotNoted leaving={leaving} />
      {answer.report && <ReportPaper report={answer.report} onCell={toCases ? onCell : undefined} />}
    </>
  );
}

function Filling({ wanted, onCell }: FilledProps) {
  const t = reportFormWords.use();
  const say = usePick();
  const { data, error, isPlaceholderData, refetch } = useQuery(ReportFormService.method.fillReport, wanted, { staleTime: 30_000, placeholderData: keepPreviousData });
  const ready = useReady(data !== undefined);
  if (error) return <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void refetch() }}>{say(failureOf(error).text)}</EmptyState>;
  if (!data || isPlaceholderData || !ready) return <p role="status" className={styles.counting}>{t("filling")}</p>;
  return <Filled wanted={wanted} answer={data} onCell={onCell} />;
}

/** The cases behind one number of the paper. */
function CellCases({ wanted: { form, unit, tree, period, comparedWith }, name, cell: { title, ...cell } }: { wanted: Wanted; name: string; cell: Cell }) {
  const t = reportFormWords.use();
  const lang = useLanguage();
  const office = useUnitName(unit);
  const list = useInfiniteQuery(ReportFormService.method.listCasesOfCell, { form, unit, ...(tree !== undefined && { tree }), period, ...(comparedWith && { comparedWith }), ...cell, ...first_page }, paging);
  const span = t("span", { from: dayWords(period.firstDay), to: dayWords(period.lastDay) });
  return <CasesBehind title={title[lang]} told={[name, office, span]} back={t("back_to_report")} onBack={() => window.history.back()} list={list} />;
}

function Frame({ heading, children }: { heading?: RefObject<HTMLHeadingElement | null>; children: ReactNode }) {
  const t = reportFormWords.use();
  return (
    <section className={styles.page} aria-labelledby="report-form-title">
      <div className={styles.title} data-screen-only>
        <h1 id="report-form-title" ref={heading} tabIndex={-1}>{t("title")}</h1>
        <Link href="/statistics" className={styles.to_reports}><IconArrowLeft size={20} aria-hidden />{t("back")}</Link>
      </div>
      {children}
    </section>
  );
}

function Chooser({ forms, yearly }: { forms: readonly ReportForm[]; yearly: readonly Yearly[] }) {
  const t = reportFormWords.use();
  const s = statisticsWords.use();
  const lang = useLanguage();
  const person = usePerson();
  const today = isoDate(now_ms());
  const heading = useRef<HTMLHeadingElement>(null);
  const kindOf = ({ span }: ReportForm): Kind => (kinds[span] === "letter" && yearly.length === 0 ? "half" : kinds[span]);
  // A form that is made for others begins as such, over a year that is over.
  const begin = (form: ReportForm, from: Selection): FormSelection => changed({ ...from, form: form.form, forOthers: form.forOthers }, around(kindOf(form), today, from.free, yearly), today);
  const [selection, put] = useSelection<FormSelection>("/statistics/report", begin(forms[0]!, firstSelection(today, yearly)), today);
  const chosen = forms.find(({ form }) => form === selection.form) ?? forms[0]!;
  const owned = officesFor(person, "ReportFormService.FillReport");
  const own = owned.includes(selection.own) ? selection.own : owned[0]!;
  const unit = selection.unit || own;
  const wanted = wantedOf(chosen, unit, selection);
  const left = useReturn(Boolean(selection.behind), unit, heading);
  const choose = (code: string) => put(begin(forms.find(({ form }) => form === code)!, selection));
  if (selection.behind && wanted) return <CellCases wanted={wanted} cell={selection.behind} name={chosen.name?.[lang] ?? chosen.form} />;
  return (
    <Frame heading={heading}>
      <div data-screen-only>
        <Field label={t("form")} hint={chosen.source}>
          {(props) => <NativeSelect {...props} size="md" value={chosen.form} data={forms.map(({ form, name }) => ({ value: form, label: name?.[lang] ?? form }))} onChange={({ currentTarget }) => choose(currentTarget.value)} />}
        </Field>
      </div>
      <Controls selection={selection} unit={unit} own={own} owned={owned} madeForOthers={chosen.forOthers} put={put} />
      {chosen.forOthers && !selection.forOthers && <div data-screen-only><Notice icon={IconEyeOff}>{t("exact")}</Notice></div>}
      {wanted ? <Filling wanted={wanted} onCell={(behind) => (left(), put({ behind }))} /> : <p className={styles.note} role="status">{s("no_period")}</p>}
    </Frame>
  );
}

export default function ReportFormPage() {
  const t = reportFormWords.use();
  const say = usePick();
  const { data, error, refetch } = useQuery(ReportFormService.method.listReportForms, {}, { staleTime: Infinity });
  const yearly = useDutyPeriods();
  const ready = useReady(data !== undefined && yearly !== undefined);
  if (data && data.forms.length > 0 && yearly && ready) return <Chooser forms={data.forms} yearly={yearly} />;
  return (
    <Frame>
      {error && <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void refetch() }}>{say(failureOf(error).text)}</EmptyState>}
      {data?.forms.length === 0 && <EmptyState title={t("none")}>{t("none_long")}</EmptyState>}
      {(!data || (data.forms.length > 0 && !ready)) && !error && <p role="status" className={styles.counting}>{t("filling")}</p>}
    </Frame>
  );
}
