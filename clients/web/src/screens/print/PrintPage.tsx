// Papers of a case, as they will leave the printer: what is on the screen is what is on the sheet.
import { Button } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { IconArrowLeft, IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useParams } from "wouter";
import { failureOf } from "../../api/failure";
import { useCommands } from "../../app/commands";
import type { FormTemplate } from "../../gen/hotline/record/v1/reference_pb";
import { ReferenceService, type FormRecord } from "../../gen/hotline/v1/reference_pb";
import { Tick, Ticks } from "../../parts/Choice";
import { EmptyState } from "../../parts/EmptyState";
import { Notice } from "../../parts/Notice";
import { usePick } from "../../words/words";
import { Form, isOfInformant } from "./Form";
import { usePapers } from "./papers";
import { printWords } from "./words";
import styles from "./Print.module.css";

const narrative = "case.intake.narrative";

function Sheets({ caseId, record, forms }: { caseId: string; record: FormRecord; forms: readonly FormTemplate[] }) {
  const t = printWords.use();
  const say = usePick();
  const [chosen, setChosen] = useState<readonly number[]>([0]);
  const [withInformant, setWithInformant] = useState(false);
  const shown = forms.filter((_, at) => chosen.includes(at));
  const may = record.case?.informant !== undefined && shown.some(({ lines }) => lines.some((line) => isOfInformant(line, record)));
  const told = shown.some(({ lines }) => lines.some(({ parts }) => parts.some(({ field }) => field === narrative)));
  return (
    <div className={styles.page}>
      <section className={styles.tools} data-screen-only aria-labelledby="print-title">
        <div className={styles.tools_head}>
          <h1 id="print-title">{t("title")}</h1>
          <Link href={`/cases/${caseId}`} className={styles.back!}><IconArrowLeft size={18} aria-hidden />{t("back")}</Link>
        </div>
        <Ticks label={t("sheets")} options={forms.map(({ name }, value) => ({ value, label: name ? say([name.vi, name.en]) : "" }))} value={chosen} onChange={setChosen} />
        {may && <Tick label={t("informant")} hint={t("informant_hint")} value={withInformant} onChange={setWithInformant} />}
        {told && <Notice tone="calm">{t("narrative")}</Notice>}
        {shown.some(({ draft }) => draft) && <Notice>{t("draft")}</Notice>}
        {shown.length === 0 ? <p>{t("nothing")}</p> : <div><Button leftSection={<IconPrinter size={18} />} rightSection={<kbd>Ctrl P</kbd>} onClick={() => window.print()}>{t("print")}</Button></div>}
      </section>
      <div className={styles.papers} lang="vi">
        {shown.map((template) => <Form key={template.form} template={template} record={record} withInformant={may && withInformant} />)}
      </div>
    </div>
  );
}

function Papers({ caseId }: { caseId: string }) {
  const t = printWords.use();
  const say = usePick();
  const { record, error } = usePapers(caseId);
  const forms = useQuery(ReferenceService.method.listForms, {}, { staleTime: Infinity });
  useCommands([{ id: "print.now", words: ["In", "Print"], keys: "Mod+P", run: () => window.print() }]);
  const wrong = error ?? forms.error;
  if (wrong) return <EmptyState whole title={say(failureOf(wrong).text)} />;
  if (!record || !forms.data) return <p role="status">{t("opening")}</p>;
  return <Sheets caseId={caseId} record={record} forms={forms.data.forms} />;
}

export default function PrintPage() {
  const { id = "" } = useParams<{ id: string }>();
  return <Papers key={id} caseId={id} />;
}
