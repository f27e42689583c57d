// The smaller cards of the board: prominent cases, the newest acts of administrators, the newest seal of the log.
import { useQuery } from "@connectrpc/connect-query";
import { Link } from "wouter";
import { label } from "../../contract/labels";
import { DutyAnswerSchema } from "../../gen/hotline/record/v1/case_pb";
import { AuditService } from "../../gen/hotline/v1/audit_pb";
import { CaseService } from "../../gen/hotline/v1/case_pb";
import { DutyClaimService } from "../../gen/hotline/v1/duty_claim_pb";
import { ActList } from "../../parts/ActList";
import { CaseDue } from "../../parts/CaseDue";
import { readCheckpoint } from "../../parts/checkpoint";
import { LevelsWaiting } from "../../parts/ProminentLevels";
import { StatusChip } from "../../parts/StatusChip";
import { WhoHas } from "../../parts/WhoHas";
import { msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { useLanguage } from "../../words/words";
import type { CaseRow } from "../../gen/hotline/v1/case_detail_pb";
import { boardWords } from "./words";
import styles from "./Board.module.css";

const refresh_ms = 60_000;
const prominent_max = 6;
const acts_max = 6;
const claims_max = 50;

function ProminentRow({ row }: { row: CaseRow }) {
  return (
    <li>
      <Link href={`/cases/${row.caseId}`} className={styles.link!}>{row.number}</Link>
      <WhoHas row={row} />
      <LevelsWaiting levels={row.prominentLevels} />
      <StatusChip status={row.status} />
      <CaseDue row={row} />
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
      {data?.nextPageToken && <Link href="/cases" state={{ show: "prominent" }} className={styles.link!}>{t("prominent_all")}</Link>}
    </section>
  );
}

function ClaimRow({ row }: { row: CaseRow }) {
  const t = boardWords.use();
  const lang = useLanguage();
  const now_ms = useNow(60_000);
  return (
    <li>
      <Link href={`/cases/${row.caseId}`} className={styles.link!}>{row.number}</Link>
      <WhoHas row={row} />
      {row.referral?.dutyClaims.filter(({ confirmedAt }) => !confirmedAt).map(({ answer, claimedAt }) => (
        <span key={answer}><strong>{label(DutyAnswerSchema, answer, lang)}, {t("claim_waits")}</strong>{claimedAt && ` · ${nearTime(msOf(claimedAt), now_ms)}`}</span>
      ))}
      <CaseDue row={row} />
    </li>
  );
}

/** What offices said without an account and nobody has confirmed: shown as what it is, until it is. */
export function Claims({ count }: { count: number }) {
  const t = boardWords.use();
  const { data } = useQuery(DutyClaimService.method.listDutyClaims, { pageSize: claims_max }, { staleTime: 0, refetchInterval: refresh_ms });
  if (count === 0 && !data?.cases.length) return null;
  return (
    <section className={styles.card} aria-labelledby="board-claims">
      <h2 id="board-claims">{t("claims", { count })}</h2>
      <p className={styles.note}>{t("claims_long")}</p>
      {data && <ul className={styles.rows}>{data.cases.map((row) => <ClaimRow key={row.caseId} row={row} />)}</ul>}
      {data?.nextPageToken && <p className={styles.note}>{t("claims_more")}</p>}
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
      {data?.nextPageToken && <Link href="/audit" className={styles.link!}>{t("acts_all")}</Link>}
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
