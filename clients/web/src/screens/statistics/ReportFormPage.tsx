// A report of the server's configuration: chosen, filled for an office and a period, seen as the paper that it will be,
// and taken away as a file or printed. That it leaves is noted in the log before it does.
import { useMutation, useQuery } from "@connectrpc/connect-query";
import { Button, NativeSelect } from "@mantine/core";
import { IconArrowLeft, IconFileSpreadsheet, IconFileTypeCsv, IconJson, IconPrinter } from "@tabler/icons-react";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { failureOf } from "../../api/failure";
import { useCommands } from "../../app/commands";
import { usePerson } from "../../app/person";
import { officesFor } from "../../contract/access";
import { ReportFile, ReportFormService, ReportLanguage, ReportSpan, type FillReportResponse, type ReportForm } from "../../gen/hotline/v1/report_form_pb";
import { EmptyState } from "../../parts/EmptyState";
import { Field } from "../../parts/Field";
import { NotNoted, useLeaving } from "../../parts/Leaving";
import { Notice } from "../../parts/Notice";
import { saveFile } from "../../parts/save_file";
import { isoDate } from "../../time/format";
import { now_ms } from "../../time/server_time";
import { useLanguage, usePick } from "../../words/words";
import { Controls } from "./Controls";
import { around, spanOf, type Kind } from "./period";
import { ReportPaper } from "./ReportPaper";
import { reportFormWords } from "./report_words";
import { changed, comparedSpan, firstSelection, type Selection } from "./selection";
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
  period: ReturnType<typeof requestOf>;
  tree?: Selection["tree"];
  comparedWith?: ReturnType<typeof requestOf>;
}

function wantedOf(form: string, unit: string, selection: Selection): Wanted | undefined {
  const span = spanOf(selection);
  if (!span) return undefined;
  const compared = comparedSpan(selection);
  const { forOthers, tree } = selection;
  return { form, unit, forOthers, period: requestOf(span), ...(!forOthers && { tree }), ...(compared && { comparedWith: requestOf(compared) }) };
}

function useExport(wanted: Wanted) {
  const lang = useLanguage();
  const [saved, setSaved] = useState("");
  const { mutateAsync, isPending, error } = useMutation(ReportFormService.method.exportReport);
  async function take(file: ReportFile) {
    setSaved("");
    const answer = await mutateAsync({ report: wanted, file, language: lang === "en" ? ReportLanguage.ENGLISH : ReportLanguage.VIETNAMESE }).catch(() => undefined);
    if (!answer) return;
    saveFile(answer.fileName, answer.content, answer.mediaType);
    setSaved(answer.fileName);
  }
  return { take: (file: ReportFile) => void take(file), isPending, error, saved };
}

function Filled({ wanted, answer }: { wanted: Wanted; answer: FillReportResponse }) {
  const t = reportFormWords.use();
  const say = usePick();
  const { take, isPending, error, saved } = useExport(wanted);
  const leaving = useLeaving({ filled: wanted });
  const print = () => leaving.by(() => window.print());
  useCommands([
    { id: "report_form.xlsx", words: reportFormWords.both("xlsx"), run: () => take(ReportFile.XLSX) },
    { id: "report_form.csv", words: reportFormWords.both("csv"), run: () => take(ReportFile.CSV) },
    { id: "report_form.print", words: reportFormWords.both("print"), keys: "Mod+P", run: print },
  ]);
  return (
    <>
      <div className={styles.figures_head} data-screen-only>
        <p className={styles.note}>{t("logged")}</p>
        <div className={styles.tools}>
          <Button leftSection={<IconFileSpreadsheet size={18} aria-hidden />} onClick={() => take(ReportFile.XLSX)}>{t("xlsx")}</Button>
          <Button variant="default" leftSection={<IconFileTypeCsv size={18} aria-hidden />} onClick={() => take(ReportFile.CSV)}>{t("csv")}</Button>
          <Button variant="default" leftSection={<IconJson size={18} aria-hidden />} onClick={() => take(ReportFile.JSON)}>{t("json")}</Button>
          <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={print}>{t("print")}</Button>
        </div>
      </div>
      <p role="status" className={styles.note} data-screen-only>{isPending ? t("making") : saved && t("saved", { name: saved })}</p>
      {error && <div data-screen-only><Notice>{say(failureOf(error).text)}</Notice></div>}
      <NotNoted leaving={leaving} />
      {answer.report && <ReportPaper report={answer.report} />}
    </>
  );
}

function Filling({ wanted }: { wanted: Wanted }) {
  const t = reportFormWords.use();
  const say = usePick();
  const { data, error, isPlaceholderData, refetch } = useQuery(ReportFormService.method.fillReport, wanted, { staleTime: 30_000, placeholderData: keepPreviousData });
  if (error) return <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void refetch() }}>{say(failureOf(error).text)}</EmptyState>;
  if (!data || isPlaceholderData) return <p role="status" className={styles.counting}>{t("filling")}</p>;
  return <Filled wanted={wanted} answer={data} />;
}

function Chooser({ forms }: { forms: readonly ReportForm[] }) {
  const t = reportFormWords.use();
  const s = statisticsWords.use();
  const lang = useLanguage();
  const person = usePerson();
  const today = isoDate(now_ms());
  const begin = (form: ReportForm, from: Selection) => changed(from, around(kinds[form.span], today, from.free), today);
  const [chosen, setChosen] = useState(forms[0]!);
  const [selection, setSelection] = useState(() => begin(forms[0]!, firstSelection(today)));
  const owned = officesFor(person, "ReportFormService.FillReport");
  const own = owned.includes(selection.own) ? selection.own : owned[0]!;
  const unit = selection.unit || own;
  const wanted = wantedOf(chosen.form, unit, selection);
  function choose(code: string) {
    const form = forms.find((one) => one.form === code)!;
    setChosen(form);
    setSelection(begin(form, selection));
  }
  return (
    <>
      <div data-screen-only>
        <Field label={t("form")} hint={chosen.source}>
          {(props) => <NativeSelect {...props} size="md" value={chosen.form} data={forms.map(({ form, name }) => ({ value: form, label: name?.[lang] ?? form }))} onChange={({ currentTarget }) => choose(currentTarget.value)} />}
        </Field>
      </div>
      <Controls selection={selection} unit={unit} own={own} owned={owned} put={(change) => setSelection(changed(selection, change, today))} />
      {wanted ? <Filling wanted={wanted} /> : <p className={styles.note} role="status">{s("no_period")}</p>}
    </>
  );
}

export default function ReportFormPage() {
  const t = reportFormWords.use();
  const say = usePick();
  const { data, error, refetch } = useQuery(ReportFormService.method.listReportForms, {}, { staleTime: Infinity });
  return (
    <section className={styles.page} aria-labelledby="report-form-title">
      <div className={styles.title} data-screen-only>
        <h1 id="report-form-title">{t("title")}</h1>
        <Link href="/statistics" className={styles.to_reports}><IconArrowLeft size={20} aria-hidden />{t("back")}</Link>
      </div>
      {error && <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void refetch() }}>{say(failureOf(error).text)}</EmptyState>}
      {data && (data.forms.length === 0 ? <EmptyState title={t("none")}>{t("none_long")}</EmptyState> : <Chooser forms={data.forms} />)}
      {!data && !error && <p role="status" className={styles.counting}>{t("filling")}</p>}
    </section>
  );
}
