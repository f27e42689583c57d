// A case as evidence: its whole history, who read it and when, the log verified, and the history as a file for a reader
// who trusts nobody.
import { Button, Textarea } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@connectrpc/connect-query";
import { IconArrowLeft, IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useParams } from "wouter";
import { useAct } from "../../api/act";
import { failureOf } from "../../api/failure";
import { limitsOf } from "../../contract/rules";
import { AuditService, ExportHistoryRequestSchema, type AccessEntry } from "../../gen/hotline/v1/audit_pb";
import { CaseService } from "../../gen/hotline/v1/case_pb";
import { useKept, type KeptForm } from "../../parts/use_kept";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { EmptyState } from "../../parts/EmptyState";
import { Field } from "../../parts/Field";
import { NextPage } from "../../parts/NextPage";
import { usePersonName } from "../../parts/person_name";
import { RowsOut } from "../../parts/RowsOut";
import { useRowsInSight } from "../../parts/rows_in_sight";
import { ScrollBox } from "../../parts/ScrollBox";
import { saveFile } from "../../parts/save_file";
import { useUnitName } from "../../parts/unit_name";
import { Verification } from "../../parts/Verification";
import { clockTime, dateTime, msOf } from "../../time/format";
import { usePick } from "../../words/words";
import { caseAuditWords } from "./audit_words";
import { Thread } from "./Thread";
import { useHistory } from "../../api/history";
import styles from "./CaseAudit.module.css";

const page_size = 100;
type What = "read" | "listed" | "searched" | "exported" | "contact_read";

function Reader({ entry: { at, personId, unit, what, fromAddress } }: { entry: AccessEntry }) {
  const t = caseAuditWords.use();
  const name = usePersonName(personId);
  const office = useUnitName(unit || undefined);
  return (
    <>
      <td>{at && dateTime(msOf(at))}</td>
      <th scope="row">{name || t("someone", { id: personId.slice(0, 8) })}</th>
      <td>{office}</td>
      <td>{t(what as What)}</td>
      <td>{fromAddress}</td>
    </>
  );
}

const useReaders = (caseId: string) => useInfiniteQuery(AuditService.method.listAccess, { caseId, pageSize: page_size, pageToken: "" }, {
  pageParamKey: "pageToken", getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined, staleTime: 0,
});

const columns = ["when", "person", "office", "what", "from"] as const;
const guess = { height_px: 38, beyond: 16 };

function ReaderTable({ entries, more }: { entries: readonly AccessEntry[]; more: boolean }) {
  const t = caseAuditWords.use();
  const { list, items, before_px, after_px, measure } = useRowsInSight<HTMLTableSectionElement>({ count: entries.length, keyOf: (index) => `${entries[index]!.logIndex} ${entries[index]!.what}`, guess });
  return (
    <ScrollBox labelledBy="readers-title">
      <table className={styles.readers} aria-rowcount={more ? -1 : entries.length + 1}>
        <thead><tr aria-rowindex={1}>{columns.map((name) => <th key={name} scope="col">{t(name)}</th>)}</tr></thead>
        <tbody ref={list}>
          <RowsOut height_px={before_px} columns={columns.length} />
          {items.map(({ key, index }) => <tr key={key} ref={measure} data-index={index} aria-rowindex={index + 2}><Reader entry={entries[index]!} /></tr>)}
          <RowsOut height_px={after_px} columns={columns.length} />
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Readers({ list }: { list: ReturnType<typeof useReaders> }) {
  const t = caseAuditWords.use();
  const say = usePick();
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <section className={styles.card} aria-labelledby="readers-title">
      <h2 id="readers-title">{t("readers")}</h2>
      <p className={styles.note}>{t("readers_long")}</p>
      {list.error && entries.length === 0 && <p role="alert">{say(failureOf(list.error).text)}</p>}
      {list.data && entries.length === 0 && <p>{t("readers_none")}</p>}
      {entries.length > 0 && <ReaderTable entries={entries} more={list.hasNextPage} />}
      <NextPage pages={list} />
    </section>
  );
}

interface ExportProps {
  caseId: string;
  number: string;
}

function Export(props: ExportProps) {
  const kept = useKept<string>(`export/${props.caseId}`);
  return kept && <ExportForm {...props} kept={kept} />;
}

function ExportForm({ caseId, number, kept }: ExportProps & { kept: KeptForm<string> }) {
  const t = caseAuditWords.use();
  const act = useAct(AuditService.method.exportHistory);
  const [basis, setBasis] = useState(kept.found ?? "");
  const [saved, setSaved] = useState<"saved_redacted" | "saved_partly" | "saved_whole">("saved_redacted");
  async function send() {
    const legalBasis = basis.trim();
    const answer = await act.send({ caseId, legalBasis });
    if (!answer) return;
    kept.sent();
    setSaved(!legalBasis ? "saved_redacted" : answer.redacted ? "saved_partly" : "saved_whole");
    saveFile(`${number}.hotline-export`, answer.bundle, "application/octet-stream");
  }
  return (
    <section className={styles.card} aria-labelledby="export-title">
      <h2 id="export-title">{t("export")}</h2>
      <p className={styles.note}>{t("export_long")}</p>
      <Field label={t("basis")} hint={t("basis_hint")}>
        {(props) => <Textarea {...props} value={basis} minRows={2} maxLength={limitsOf(ExportHistoryRequestSchema, "legalBasis").maxLength} onChange={({ currentTarget }) => (setBasis(currentTarget.value), void kept.put(currentTarget.value))} />}
      </Field>
      <ConfirmSent act={act}>{t(saved, { time: clockTime(act.sent_ms ?? 0) })}</ConfirmSent>
      <div><Button leftSection={<IconDownload size={18} />} onClick={() => void send()}>{t("save")}</Button></div>
    </section>
  );
}

function Audit({ caseId }: { caseId: string }) {
  const t = caseAuditWords.use();
  const say = usePick();
  const { data, error } = useQuery(CaseService.method.getCase, { caseId }, { staleTime: 0 });
  const row = data?.case?.row;
  const readers = useReaders(caseId);
  const history = useHistory(caseId, data?.case?.entries ?? 0);
  if (error) return <EmptyState whole title={say(failureOf(error).text)} />;
  // One after the other from the top: what came later would push away what is being read below it.
  if (!row || readers.isPending) return <p role="status">{t("opening")}</p>;
  return (
    <article className={styles.page} aria-labelledby="case-audit-title">
      <header className={styles.head}>
        <h1 id="case-audit-title">{t("title", { number: row.number })}</h1>
        <Link href={`/cases/${caseId}`} className={styles.back!}><IconArrowLeft size={18} aria-hidden />{t("back")}</Link>
      </header>
      <div className={styles.left}><Readers list={readers} /><Thread history={history} seenVersion={row.version} /></div>
      {(history.entries ?? history.error) !== undefined && <div className={styles.right}><Verification /><Export caseId={caseId} number={row.number} /></div>}
    </article>
  );
}

export default function CaseAuditPage() {
  const { id = "" } = useParams<{ id: string }>();
  return <Audit key={id} caseId={id} />;
}
