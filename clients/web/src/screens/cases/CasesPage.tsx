// Every case of the person's offices, not only those that wait: what is open, what is late, what was closed.
import type { MessageInitShape } from "@bufbuild/protobuf";
import { callUnaryMethod, useInfiniteQuery, useTransport } from "@connectrpc/connect-query";
import { Button, TextInput } from "@mantine/core";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useLocation } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import { failureOf, type Failure } from "../../api/failure";
import { useCommands } from "../../app/commands";
import { limitsOf } from "../../contract/rules";
import { CaseStatus, CaseStatusSchema } from "../../gen/hotline/record/v1/case_pb";
import { CaseService, FindCaseRequestSchema, type ListCasesRequestSchema } from "../../gen/hotline/v1/case_pb";
import { CaseList } from "../../parts/CaseList";
import { Choice } from "../../parts/Choice";
import { EmptyState } from "../../parts/EmptyState";
import { Field } from "../../parts/Field";
import { NextPage } from "../../parts/NextPage";
import { clockTime } from "../../time/format";
import { usePick } from "../../words/words";
import { casesWords } from "./words";
import styles from "./Cases.module.css";

const open_statuses = CaseStatusSchema.values.map(({ number }) => number as CaseStatus).filter((status) => status !== CaseStatus.UNSPECIFIED && status !== CaseStatus.CLOSED);
const kinds = [
  { words: "open", ask: { statuses: open_statuses } },
  { words: "overdue", ask: { overdueOnly: true } },
  { words: "without", ask: { withoutDeadline: true } },
  { words: "prominent", ask: { prominentOnly: true } },
  { words: "closed", ask: { statuses: [CaseStatus.CLOSED] } },
] satisfies { words: Parameters<typeof casesWords.say>[0]; ask: MessageInitShape<typeof ListCasesRequestSchema> }[];
const page_size = 100;
const refresh_ms = 30_000;
const refreshed_pages_max = 3;
const number_max = limitsOf(FindCaseRequestSchema, "caseNumber").maxLength;

/** What another screen asks for: one kind of cases, or one by its number. */
interface Asked {
  show?: string;
  find?: string;
}
const useAsked = () => useHistoryState() as Asked | null;

/** The number as somebody says it on the telephone: in full, or as much as is said. */
function Find() {
  const t = casesWords.use();
  const say = usePick();
  const transport = useTransport();
  const [, go] = useLocation();
  const asked = useAsked()?.find;
  const [number, setNumber] = useState(asked ?? "");
  const [failure, setFailure] = useState<Failure | undefined>();
  const box = useRef<HTMLInputElement>(null);
  useCommands([{ id: "cases.find", words: ["Tìm theo số ca", "Find by number"], keys: "/", run: () => box.current?.focus() }]);
  async function find(caseNumber: string) {
    try {
      const { caseId } = await callUnaryMethod(transport, CaseService.method.findCase, { caseNumber });
      go(`/cases/${caseId}`, { replace: asked !== undefined }); // the way back is not through the search
    } catch (thrown) {
      setFailure(failureOf(thrown));
      box.current?.focus();
    }
  }
  useEffect(() => {
    if (!asked) return;
    setNumber(asked);
    setFailure(undefined);
    void find(asked);
    // oxlint-disable-next-line react/exhaustive-deps -- once for each number that is asked for
  }, [asked]);
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (number.trim()) void find(number.trim());
    else box.current?.focus();
  }
  return (
    <form className={styles.find} role="search" noValidate onSubmit={onSubmit}>
      <Field label={t("find")} error={failure && say(failure.text)}>
        {(props) => <TextInput {...props} ref={box} value={number} maxLength={number_max} placeholder="LN-2026-000147" autoComplete="off" onChange={({ currentTarget }) => (setNumber(currentTarget.value), setFailure(undefined))} />}
      </Field>
      <Button type="submit" variant="default">{t("find_go")}</Button>
    </form>
  );
}

export default function CasesPage() {
  const t = casesWords.use();
  const say = usePick();
  const asked = useAsked()?.show;
  const [kind, setKind] = useState(() => Math.max(0, kinds.findIndex(({ words }) => words === asked)));
  const list = useInfiniteQuery(CaseService.method.listCases, { ...kinds[kind]!.ask, pageSize: page_size, pageToken: "" }, {
    pageParamKey: "pageToken",
    getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= refreshed_pages_max ? refresh_ms : false),
    staleTime: 0,
  });
  const rows = list.data?.pages.flatMap(({ cases }) => cases) ?? [];
  return (
    <section className={styles.page} aria-labelledby="cases-title">
      <header className={styles.head}>
        <h1 id="cases-title">{t("title")}</h1>
        {list.dataUpdatedAt > 0 && <span className={styles.updated}>{t("updated", { time: clockTime(list.dataUpdatedAt) })}</span>}
      </header>
      <div className={styles.kinds}>
        <Find />
        <Choice label={<span className="visually-hidden">{t("show")}</span>} options={kinds.map(({ words }, value) => ({ value, label: t(words) }))} value={kind} onChange={setKind} />
      </div>
      {rows.length > 0 && <CaseList rows={rows} labelledBy="cases-title" more={list.hasNextPage} onEnd={() => list.hasNextPage && void list.fetchNextPage()} />}
      <NextPage pages={list} />
      {list.isPending && <p role="status" className={styles.opening}>{t("opening")}</p>}
      {list.error && rows.length === 0 && <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void list.refetch() }}>{say(failureOf(list.error).text)}</EmptyState>}
      {list.data && rows.length === 0 && <EmptyState title={t("empty")}>{t("empty_long")}</EmptyState>}
    </section>
  );
}
