// Messages that were given up: which office was not told of what, why, since when; and one more try.
import { useInfiniteQuery } from "@connectrpc/connect-query";
import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { useAct } from "../../api/act";
import { failureOf } from "../../api/failure";
import { label } from "../../contract/labels_apart";
import { MessageChannelSchema, MessageFailureSchema, NoticeKindSchema } from "../../gen/hotline/v1/notice_pb";
import { SupervisionService, type UndeliveredMessage } from "../../gen/hotline/v1/supervision_pb";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { NextPage } from "../../parts/NextPage";
import { Notice } from "../../parts/Notice";
import { useUnitName } from "../../parts/unit_name";
import { msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { useLanguage, usePick } from "../../words/words";
import { boardWords } from "./words";
import styles from "./Board.module.css";

const page_size = 20;
const refresh_ms = 60_000;

/** What it was to say to whom; about no case where it is of a report. */
function useTold({ notice }: UndeliveredMessage) {
  const t = boardWords.use();
  const lang = useLanguage();
  const now_ms = useNow(60_000);
  const unit = useUnitName(notice?.unit);
  const what = t("undelivered_what", { what: label(NoticeKindSchema, notice?.kind ?? 0, lang), unit: unit || "…" });
  return notice?.dueAt ? `${what}, ${t("undelivered_due", { time: nearTime(msOf(notice.dueAt), now_ms) })}` : what;
}

interface RowProps {
  message: UndeliveredMessage;
  /** It waits to be sent again; or was not there any more. */
  onOver(words: string | undefined): void;
}

function Row({ message, onOver }: RowProps) {
  const t = boardWords.use();
  const lang = useLanguage();
  const now_ms = useNow(60_000);
  const act = useAct(SupervisionService.method.retryUndelivered);
  const told = useTold(message);
  const { notice, messageChannel, failure, attempts, createdAt, givenUpAt } = message;
  const number = notice?.caseNumber ?? "";
  const named = number ? `${number}, ${told}` : told;
  const busy = act.state === "sending" || act.state === "waiting";
  const time = (at: typeof createdAt) => (at ? nearTime(msOf(at), now_ms) : "…");

  async function sendAgain() {
    if (busy) return;
    if (await act.send({ messageId: message.messageId })) onOver(t("sent_again", { message: named }));
  }
  // A colleague was faster: the list of now says it.
  const gone = act.failure?.reason === "message_unknown";
  useEffect(() => {
    if (gone) onOver(undefined);
    // oxlint-disable-next-line react/exhaustive-deps -- once
  }, [gone]);

  return (
    <li>
      <div className={styles.untold}>
        <p>
          {number && <><Link href={`/cases/${notice!.caseId}`} className={styles.link!}>{number}</Link> · </>}
          <strong>{told}</strong>
        </p>
        <p className={styles.note}>
          {t("undelivered_why", { channel: label(MessageChannelSchema, messageChannel, lang), failure: label(MessageFailureSchema, failure, lang), count: attempts })}
          {" · "}{t("undelivered_since", { made: time(createdAt), ended: time(givenUpAt) })}
        </p>
        {act.state !== "sent" && <ConfirmSent act={act} />}
      </div>
      {act.state !== "sent" && <Button variant="default" aria-label={t("send_again_of", { message: named })} onClick={() => void sendAgain()}>{t("send_again")}</Button>}
    </li>
  );
}

/** The row that had the focus is gone: the keys go on from here. */
function SentAgain({ words }: { words: string }) {
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => here.current?.focus({ preventScroll: true }), []);
  return <div ref={here} tabIndex={-1}><Notice icon={IconCircleCheck} tone="done">{words}</Notice></div>;
}

export function Undelivered() {
  const t = boardWords.use();
  const say = usePick();
  const list = useInfiniteQuery(SupervisionService.method.listUndelivered, { pageSize: page_size, pageToken: "" }, {
    pageParamKey: "pageToken",
    getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined,
    staleTime: 0,
    refetchInterval: refresh_ms,
  });
  const [sent, setSent] = useState<{ id: string; words: string } | undefined>();
  const { data, error, refetch } = list;
  const rows = data?.pages.flatMap(({ messages }) => messages) ?? [];

  function over(id: string, words: string | undefined) {
    setSent(words ? { id, words } : undefined);
    void refetch();
  }
  return (
    <section className={styles.card} aria-labelledby="board-undelivered">
      <h2 id="board-undelivered">{t("undelivered")}</h2>
      {error && !data && <p className={styles.none}>{say(failureOf(error).text)}</p>}
      {data && rows.length === 0 && <p className={styles.none}>{t("undelivered_none")}</p>}
      {rows.length > 0 && <p className={styles.note}>{t("undelivered_long")}</p>}
      {sent && <SentAgain key={sent.id} words={sent.words} />}
      {rows.length > 0 && <ul className={styles.rows}>{rows.map((message) => <Row key={message.messageId} message={message} onOver={(words) => over(message.messageId, words)} />)}</ul>}
      <NextPage pages={list} />
    </section>
  );
}
