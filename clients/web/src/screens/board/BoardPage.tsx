// The supervisor's board: at one glance, what is late and where. Numbers are asked for again as soon as the server says
// that one is another, else every few seconds, and say of when they are.
import { useQuery } from "@connectrpc/connect-query";
import { keepPreviousData, useQueryClient } from "@tanstack/react-query";
import { IconCalendarOff } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { boardTopic } from "../../api/board_watch";
import { failureOf } from "../../api/failure";
import { useWatch } from "../../api/use_watch";
import { useCommands } from "../../app/commands";
import { ErrorBoundary } from "../../app/ErrorBoundary";
import { usePerson } from "../../app/person";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import { SupervisionService } from "../../gen/hotline/v1/supervision_pb";
import { AfterPaint, Afterwards } from "../../parts/Afterwards";
import { EmptyState } from "../../parts/EmptyState";
import { Notice } from "../../parts/Notice";
import { loadedOnce, useLoaded } from "../../parts/use_loaded";
import { clockTime, msOf } from "../../time/format";
import { usePick } from "../../words/words";
import { kinds, Numbers, type Kind } from "./Numbers";
import { Contacts, OnTime, ProofByAge } from "./Pictures";
import { Tiles } from "./Tiles";
import { boardWords } from "./words";
import styles from "./Board.module.css";

const refresh_ms = 15_000;
const just_now_ms = 2_000;

/**
 * Asks again for what stands on the board, when a number has changed. The names of offices stay; and so does, at the first
 * word of the server, what the board has asked for itself just now: what changed in between, the next round tells.
 */
function useFresh() {
  const cache = useQueryClient();
  const { state: changed_ms } = useWatch(boardTopic(usePerson().personId));
  const heard = useRef(false);
  useEffect(() => {
    if (!changed_ms) return;
    const fresh_ms = heard.current ? 0 : just_now_ms;
    heard.current = true;
    void cache.invalidateQueries({
      predicate: ({ queryKey: [, of], state }) => (of as { serviceName?: string })?.serviceName !== DirectoryService.typeName && state.dataUpdatedAt <= Date.now() - fresh_ms,
    });
  }, [cache, changed_ms]);
}

const asking = loadedOnce(() => import("./Asking"));

function Below({ claims }: { claims: number }) {
  const code = useLoaded(asking);
  return code && <code.UnderOnTime claims={claims} />;
}

function Beside() {
  const code = useLoaded(asking);
  return code && <code.UnderContacts />;
}

export default function BoardPage() {
  useFresh();
  const t = boardWords.use();
  const say = usePick();
  const [open, setOpen] = useState<Kind | undefined>();
  useCommands(kinds.map((kind) => ({ id: `board.${kind}`, words: boardWords.both(`see_${kind}`), run: () => setOpen(kind) })));
  const { data, error, isPending, refetch } = useQuery(SupervisionService.method.getOverview, {}, { staleTime: 0, refetchInterval: refresh_ms, placeholderData: keepPreviousData });
  if (isPending) return <p role="status" className={styles.opening}>{t("opening")}</p>;
  if (!data) return <EmptyState whole title={t("failed")} action={{ words: t("again"), run: () => void refetch() }}>{say(failureOf(error).text)}</EmptyState>;
  const time = data.at ? clockTime(msOf(data.at)) : "";
  return (
    <article className={styles.page} aria-labelledby="board-title">
      <header className={styles.head}>
        <h1 id="board-title">{t("title")}</h1>
        <span className={styles.updated}>{t("updated", { time })}</span>
      </header>
      {error && <Notice>{t("stale", { time })}</Notice>}
      {data.calendarMissingYears.length > 0 && <Notice icon={IconCalendarOff}>{t("calendar_missing", { years: data.calendarMissingYears.join(", ") })}</Notice>}
      {!data.countedAll && <Notice>{t("not_all")}</Notice>}
      <Numbers overview={data} open={open} onOpen={setOpen} />
      <Tiles overview={data} />
      <Afterwards>
        <div className={styles.cards}>
          <div className={styles.column}>
            {data.waiting > 0 && <ProofByAge overview={data} />}
            <OnTime overview={data} />
            <AfterPaint>
              <ErrorBoundary><Below claims={data.dutyClaims} /></ErrorBoundary>
            </AfterPaint>
          </div>
          <div className={styles.column}>
            {data.hours.length > 0 && <Contacts overview={data} />}
            <AfterPaint>
              <ErrorBoundary><Beside /></ErrorBoundary>
            </AfterPaint>
          </div>
        </div>
      </Afterwards>
    </article>
  );
}
