// Somebody changed the report since this person began to write: what is stored, beside one's own words, and the choice
// between the two. Nothing is overwritten unseen.
import { Button } from "@mantine/core";
import { IconGitMerge } from "@tabler/icons-react";
import { useCategories } from "../../contract/reference";
import { ReportAct, type GetReportResponse } from "../../gen/hotline/v1/report_pb";
import { Notice } from "../../parts/Notice";
import { usePersonName } from "../../parts/person_name";
import { dateTime, msOf } from "../../time/format";
import { useLanguage } from "../../words/words";
import { numbersOf } from "./report";
import { reportsWords } from "./words";
import styles from "./Reports.module.css";

interface Props {
  told: GetReportResponse;
  onKeepMine(): void;
  onTakeStored(): void;
}

export function Newer({ told, onKeepMine, onTakeStored }: Props) {
  const { entries, narrative } = told;
  const t = reportsWords.use();
  const lang = useLanguage();
  const lists = useCategories();
  const last = entries.findLast(({ act }) => act !== ReportAct.TELL);
  const name = usePersonName(last?.personId || undefined);
  const said = numbersOf(told, lists, lang).filter(({ corrected }) => corrected !== undefined);
  return (
    <Notice icon={IconGitMerge}>
      <p className={styles.narrative}>{t("newer", { name: name || t("somebody"), time: last?.at ? dateTime(msOf(last.at)) : "" })}</p>
      <section className={styles.stored} aria-label={t("newer_stored")}>
        <p><strong>{t("newer_stored")}</strong></p>
        <p className={styles.narrative}>{narrative || t("no_narrative")}</p>
        {said.length > 0 && <ul>{said.map((line) => <li key={line.place}>{line.label}: {line.corrected} ({line.reason})</li>)}</ul>}
      </section>
      <div className={styles.tools}>
        <Button variant="default" onClick={onKeepMine}>{t("newer_keep")}</Button>
        <Button variant="default" onClick={onTakeStored}>{t("newer_take")}</Button>
      </div>
    </Notice>
  );
}
