// Papers of a case, as they will leave the printer: what is on the screen is what is on the sheet.
import { Button } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { IconArrowLeft, IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useParams } from "wouter";
import { failureOf } from "../../api/failure";
import { useCommands } from "../../app/commands";
import { CaseService } from "../../gen/hotline/v1/case_pb";
import { Tick, Ticks } from "../../parts/Choice";
import { EmptyState } from "../../parts/EmptyState";
import { Notice } from "../../parts/Notice";
import { usePersonName } from "../../parts/person_name";
import { usePick } from "../../words/words";
import { Form01 } from "./Form01";
import { Form06 } from "./Form06";
import { ReferralSheet } from "./ReferralSheet";
import { printWords } from "./words";
import styles from "./Print.module.css";

const sheets = ["form_01", "form_06", "sheet"] as const;

function Papers({ caseId }: { caseId: string }) {
  const t = printWords.use();
  const say = usePick();
  const [chosen, setChosen] = useState<readonly number[]>([0]);
  const [withInformant, setWithInformant] = useState(false);
  const found = useQuery(CaseService.method.getCase, { caseId }, { staleTime: 0 });
  const opened = useQuery(CaseService.method.getHistory, { caseId, pageSize: 1 }, { staleTime: 0 }).data?.entries[0];
  const recorder = usePersonName(opened?.event?.actor?.personId);
  useCommands([{ id: "print.now", words: ["In", "Print"], keys: "Mod+P", run: () => window.print() }]);
  const detail = found.data?.case;
  if (found.error) return <EmptyState whole title={say(failureOf(found.error).text)} />;
  if (!detail?.row) return <p role="status">{t("opening")}</p>;
  const papers = { detail, opened, recorder };
  const may = detail.informant !== undefined;
  return (
    <div className={styles.page}>
      <section className={styles.tools} data-screen-only aria-labelledby="print-title">
        <div className={styles.tools_head}>
          <h1 id="print-title">{t("title")}</h1>
          <Link href={`/cases/${caseId}`} className={styles.back!}><IconArrowLeft size={18} aria-hidden />{t("back")}</Link>
        </div>
        <Ticks label={t("sheets")} options={sheets.map((name, value) => ({ value, label: t(name) }))} value={chosen} onChange={setChosen} />
        {may && chosen.includes(0) && <Tick label={t("informant")} hint={t("informant_hint")} value={withInformant} onChange={setWithInformant} />}
        {chosen.includes(2) && <Notice tone="calm">{t("narrative")}</Notice>}
        {chosen.length === 0 ? <p>{t("nothing")}</p> : <div><Button leftSection={<IconPrinter size={18} />} rightSection={<kbd>Ctrl P</kbd>} onClick={() => window.print()}>{t("print")}</Button></div>}
      </section>
      <div className={styles.papers} lang="vi">
        {chosen.includes(0) && <Form01 papers={papers} withInformant={may && withInformant} />}
        {chosen.includes(1) && <Form06 papers={papers} />}
        {chosen.includes(2) && <ReferralSheet papers={papers} />}
      </div>
    </div>
  );
}

export default function PrintPage() {
  const { id = "" } = useParams<{ id: string }>();
  return <Papers key={id} caseId={id} />;
}
