// Whom a person has to telephone now, the longest waiting first: the last step of the ladder. The keys speak of one row
// at a time: up and down choose it, a number is the result of the call, Enter records it, T shows what was tried.
import { useInfiniteQuery } from "@connectrpc/connect-query";
import { useEffect, useRef, useState } from "react";
import { boardTopic } from "../../api/board_watch";
import { failureOf } from "../../api/failure";
import { useWatch } from "../../api/use_watch";
import { useCommands } from "../../app/commands";
import { usePerson } from "../../app/person";
import { mayCall } from "../../contract/access";
import { choices } from "../../contract/labels";
import { CallResultSchema, type CallResult } from "../../gen/hotline/record/v1/case_pb";
import { ReportService } from "../../gen/hotline/v1/report_pb";
import { SupervisionService } from "../../gen/hotline/v1/supervision_pb";
import { EmptyState } from "../../parts/EmptyState";
import { NextPage } from "../../parts/NextPage";
import { Notice } from "../../parts/Notice";
import { clockTime } from "../../time/format";
import { usePick } from "../../words/words";
import { CallRow } from "./CallRow";
import { ReportCallRow } from "./ReportCallRow";
import { atHand, beside, isReport, keyOf, steady, type Held } from "./steady";
import { callsWords } from "./words";
import styles from "./Calls.module.css";

const page_size = 50;
const refresh_ms = 10_000;
const refreshed_pages_max = 3;

const paged = {
  pageParamKey: "pageToken",
  getNextPageParam: ({ nextPageToken }: { nextPageToken: string }) => nextPageToken || undefined,
  staleTime: 0,
  refetchInterval: ({ state }: { state: { data?: { pages: readonly unknown[] } | undefined } }) => ((state.data?.pages.length ?? 0) <= refreshed_pages_max ? refresh_ms : false),
} as const;

/** Both lists as the server has them, cases before late reports, read again every few seconds: a colleague's call changes
 * no number of the board. */
function useCalls() {
  const cases = useInfiniteQuery(SupervisionService.method.listCalls, { pageSize: page_size, pageToken: "" }, paged);
  const reports = useInfiniteQuery(ReportService.method.listReportCalls, { pageSize: page_size, pageToken: "" }, paged);
  const [held, setHeld] = useState<{ cases: typeof cases.data; reports: typeof reports.data; rows: readonly Held[] }>({ cases: undefined, reports: undefined, rows: [] });
  // The first look waits for both, so that a child stands before a paper.
  const known = cases.data !== undefined && (reports.data !== undefined || reports.isError);
  if (known && (held.cases !== cases.data || held.reports !== reports.data)) {
    const now = [...cases.data.pages.flatMap(({ calls }) => calls), ...(reports.data?.pages.flatMap(({ calls }) => calls) ?? [])];
    setHeld({ cases: cases.data, reports: reports.data, rows: steady(held.rows, now) });
  }
  return {
    rows: held.rows, known, isPending: !known && !cases.error, error: [cases, reports].find(({ error, isFetchNextPageError }) => error && !isFetchNextPageError)?.error, dataUpdatedAt: cases.dataUpdatedAt,
    // Cases first: while one of them is missing, no report is asked for.
    pages: cases.hasNextPage ? cases : reports,
    refetch: () => Promise.all([cases.refetch(), reports.refetch()]),
  };
}

/** Whoever may follow the board hears at once that somebody came onto the list, or left it. */
function Live({ onChange }: { onChange(): void }) {
  const { state: changed_ms } = useWatch(boardTopic(usePerson().personId));
  useEffect(() => {
    if (changed_ms) onChange();
    // oxlint-disable-next-line react/exhaustive-deps -- once for each change
  }, [changed_ms]);
  return null;
}

function KeysHint() {
  const t = callsWords.use();
  return (
    <p className={styles.keys}>
      <span className="visually-hidden">{t("keys")}: </span>
      <span><kbd>↑</kbd> <kbd>↓</kbd> {t("key_walk")}</span>
      <span><kbd>1</kbd>–<kbd>4</kbd> {t("key_result")}</span>
      <span><kbd>Enter</kbd> {t("key_record")}</span>
      <span><kbd>T</kbd> {t("key_tried")}</span>
    </p>
  );
}

export default function CallsPage() {
  const t = callsWords.use();
  const say = usePick();
  const me = usePerson();
  const { known, error, isPending, pages, refetch, dataUpdatedAt, rows } = useCalls();
  const [chosen, setChosen] = useState<string>();
  const [recording, setRecording] = useState<{ key: string; result: CallResult }>();
  const [opened, setOpened] = useState<string>();
  const list = useRef<HTMLUListElement>(null);
  const here = atHand(rows, chosen, recording?.key);
  const read = () => void refetch();
  const time = clockTime(dataUpdatedAt);
  const count = rows.filter(({ gone }) => !gone).length;

  function go(step: 1 | -1) {
    const next = here && (chosen === undefined ? here : beside(rows, here, step));
    const row = Array.from(list.current?.children ?? []).find((child) => (child as HTMLElement).dataset.case === next) as HTMLElement | undefined;
    row?.focus();
  }
  useCommands(here ? [
    { id: "calls.down", words: callsWords.both("down"), keys: "ArrowDown", run: () => go(1) },
    { id: "calls.up", words: callsWords.both("up"), keys: "ArrowUp", run: () => go(-1) },
    { id: "calls.tried", words: callsWords.both("tried_show"), keys: "T", run: () => setOpened(opened === here ? undefined : here) },
    // While a call is being recorded a number speaks of that call, and of no other.
    ...choices(CallResultSchema, "vi").filter(() => !recording || recording.key === here).map(({ value, label }, at) => ({
      id: `calls.result.${value}`,
      words: [`Kết quả: ${label}`, `Result: ${choices(CallResultSchema, "en")[at]!.label}`] as const,
      keys: String(value),
      run: () => setRecording({ key: here, result: value as CallResult }),
    })),
  ] : []);

  return (
    <section className={styles.page} aria-labelledby="calls-title">
      {mayCall(me, "SupervisionService.WatchOverview") && <Live onChange={read} />}
      <header className={styles.head}>
        <h1 id="calls-title">{t("title")}</h1>
        {count > 0 && <span>{t(pages.hasNextPage ? "count_more" : "count", { count })}</span>}
        {known && rows.length > 0 && <span className={styles.updated}>{t("updated", { time })}</span>}
      </header>
      {(isPending || count > 0) && <p className={styles.lead}>{t("lead")}</p>}
      {isPending && <p role="status" className={styles.opening}>{t("opening")}</p>}
      {error && rows.length === 0 && <EmptyState title={t("failed")} action={{ words: t("again"), run: read }}>{say(failureOf(error).text)}</EmptyState>}
      {error && rows.length > 0 && <Notice>{t("stale", { time })}</Notice>}
      {known && count === 0 && <EmptyState title={t("empty")}>{t("empty_long", { time })}</EmptyState>}
      {rows.length > 0 && (
        <>
          {count > 0 && <KeysHint />}
          <ul ref={list} className={styles.calls}>
            {rows.map(({ call, gone }) => {
              const key = keyOf(call);
              const row = {
                gone, here: key === here, open: key === opened, result: recording?.key === key ? recording.result : undefined,
                onHere: () => setChosen(key), onResult: (result: CallResult) => setRecording({ key, result }),
                onClose: () => setRecording(undefined), onOpen: () => setOpened(opened === key ? undefined : key), onChanged: read,
              };
              return isReport(call) ? <ReportCallRow key={key} call={call} {...row} /> : <CallRow key={key} call={call} {...row} />;
            })}
          </ul>
          <NextPage pages={pages} />
        </>
      )}
    </section>
  );
}
