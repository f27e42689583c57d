// The first line of the board: five numbers, each a list behind a click. Whom to telephone is a page of its own.
import { useInfiniteQuery } from "@connectrpc/connect-query";
import { useId } from "react";
import { Link } from "wouter";
import { failureOf } from "../../api/failure";
import { CaseStatus, CaseStatusSchema } from "../../gen/hotline/record/v1/case_pb";
import type { CaseRow } from "../../gen/hotline/v1/case_detail_pb";
import { CaseService } from "../../gen/hotline/v1/case_pb";
import { ReferralService } from "../../gen/hotline/v1/referral_pb";
import { SupervisionService, type GetOverviewResponse } from "../../gen/hotline/v1/supervision_pb";
import { CaseList } from "../../parts/CasesLater";
import { NextPage, type Pages } from "../../parts/NextPage";
import { usePick } from "../../words/words";
import { boardWords } from "./words";
import styles from "./Board.module.css";

export const kinds = ["waiting", "overdue", "emergencies", "without"] as const;
export type Kind = (typeof kinds)[number];

const open_statuses = CaseStatusSchema.values.map(({ number }) => number as CaseStatus).filter((status) => status !== CaseStatus.UNSPECIFIED && status !== CaseStatus.CLOSED);
const page_size = 100;
const refresh_ms = 20_000;
const paged = {
  pageParamKey: "pageToken" as const,
  getNextPageParam: ({ nextPageToken }: { nextPageToken: string }) => nextPageToken || undefined,
  staleTime: 0,
  refetchInterval: refresh_ms,
};

function List({ kind, list, rows }: { kind: Kind; list: Pages; rows: readonly CaseRow[] | undefined }) {
  const t = boardWords.use();
  const say = usePick();
  const id = useId();
  if (list.error && !rows) return <p className={styles.none}>{say(failureOf(list.error).text)}</p>;
  if (!rows) return <p className={styles.none} role="status">{t("opening")}</p>;
  return (
    <>
      <h2 id={id} className="visually-hidden">{t(kind)}</h2>
      {rows.length === 0 && !list.hasNextPage && <p className={styles.none}>{t(`none_${kind}`)}</p>}
      {rows.length > 0 && <CaseList rows={rows} labelledBy={id} />}
      <NextPage pages={list} />
    </>
  );
}

function Waiting() {
  const found = useInfiniteQuery(ReferralService.method.listQueue, { unacceptedOnly: true, pageSize: page_size, pageToken: "" }, paged);
  return <List kind="waiting" list={found} rows={found.data?.pages.flatMap(({ rows }) => rows)} />;
}

function Overdue() {
  const found = useInfiniteQuery(SupervisionService.method.listOverdue, { pageSize: page_size, pageToken: "" }, paged);
  return <List kind="overdue" list={found} rows={found.data?.pages.flatMap(({ cases }) => cases)} />;
}

function Emergencies() {
  const found = useInfiniteQuery(CaseService.method.listCases, { statuses: open_statuses, emergencyOnly: true, pageSize: page_size, pageToken: "" }, paged);
  return <List kind="emergencies" list={found} rows={found.data?.pages.flatMap(({ cases }) => cases)} />;
}

/** Nothing will remind anybody of them: somebody has to look. */
function Without() {
  const found = useInfiniteQuery(CaseService.method.listCases, { withoutDeadline: true, pageSize: page_size, pageToken: "" }, paged);
  return <List kind="without" list={found} rows={found.data?.pages.flatMap(({ cases }) => cases)} />;
}

interface Props {
  overview: GetOverviewResponse;
  open: Kind | undefined;
  onOpen(kind: Kind | undefined): void;
}

export function Numbers({ overview, open, onOpen }: Props) {
  const t = boardWords.use();
  const count: Record<Kind, number> = { waiting: overview.waiting, overdue: overview.overdue, emergencies: overview.emergencies, without: overview.withoutDeadline };
  return (
    <>
      <div className={styles.numbers} role="group" aria-label={t("numbers")}>
        {kinds.map((kind) => (
          <button key={kind} type="button" className={styles.number} aria-expanded={open === kind} data-tone={count[kind] === 0 ? "calm" : kind === "emergencies" ? "danger" : kind === "waiting" ? "calm" : "soon"}
            onClick={() => onOpen(open === kind ? undefined : kind)}>
            <strong>{count[kind]}</strong>
            <span>{t(kind)}</span>
          </button>
        ))}
        <Link href="/calls" className={styles.number!} data-tone={overview.toCall === 0 ? "calm" : "soon"}>
          <strong>{overview.toCall}</strong>
          <span>{t("to_call")}</span>
        </Link>
      </div>
      {open && (
        <div className={styles.behind}>
          {open === "waiting" && <Waiting />}
          {open === "overdue" && <Overdue />}
          {open === "emergencies" && <Emergencies />}
          {open === "without" && <Without />}
        </div>
      )}
    </>
  );
}
