// The smaller cards of the board: prominent cases, the newest acts of administrators, the newest seal of the log.
import { useQuery } from "@connectrpc/connect-query";
import { Link } from "wouter";
import { AuditService } from "../../gen/hotline/v1/audit_pb";
import { CaseService } from "../../gen/hotline/v1/case_pb";
import { ActList } from "../../parts/ActList";
import { readCheckpoint } from "../../parts/checkpoint";
import { StatusChip } from "../../parts/StatusChip";
import { useUnitName } from "../../parts/unit_name";
import type { CaseRow } from "../../gen/hotline/v1/case_detail_pb";
import { boardWords } from "./words";
import styles from "./Board.module.css";

const refresh_ms = 60_000;
const prominent_max = 6;
const acts_max = 6;

function ProminentRow({ row }: { row: CaseRow }) {
  const unit = useUnitName(row.responsibleUnit);
  return (
    <li>
      <Link href={`/cases/${row.caseId}`} className={styles.link!}>{row.number}</Link>
      <span>{unit}</span>
      <StatusChip status={row.status} />
    </li>
  );
}

export function Prominent() {
  const t = boardWords.use();
  const { data } = useQuery(CaseService.method.listCases, { prominentOnly: true, pageSize: prominent_max }, { staleTime: 0, refetchInterval: refresh_ms });
  return (
    <section className={styles.card} aria-labelledby="board-prominent">
      <h2 id="board-prominent">{t("prominent")}</h2>
      {data && data.cases.length === 0 && <p className={styles.none}>{t("prominent_none")}</p>}
      {data && data.cases.length > 0 && <ul className={styles.rows}>{data.cases.map((row) => <ProminentRow key={row.caseId} row={row} />)}</ul>}
    </section>
  );
}

export function Acts() {
  const t = boardWords.use();
  const { data } = useQuery(AuditService.method.listAdministration, { pageSize: acts_max, leaveOutSignIns: true }, { staleTime: 0, refetchInterval: refresh_ms });
  return (
    <section className={styles.card} aria-labelledby="board-acts">
      <h2 id="board-acts">{t("acts")}</h2>
      {data && data.entries.length === 0 && <p className={styles.none}>{t("acts_none")}</p>}
      {data && <ActList entries={data.entries} />}
    </section>
  );
}

export function Seal() {
  const t = boardWords.use();
  const { data } = useQuery(AuditService.method.getCheckpoint, {}, { staleTime: 0, refetchInterval: refresh_ms });
  const seal = data && readCheckpoint(data.checkpoint);
  return (
    <section className={styles.card} aria-labelledby="board-log">
      <h2 id="board-log">{t("log")}</h2>
      {seal && <p className={styles.hash}><code>{seal.root}</code></p>}
      {seal && <p className={styles.note}>{t("log_long", { count: seal.size })}</p>}
      <Link href="/audit" className={styles.link!}>{t("check")}</Link>
    </section>
  );
}
