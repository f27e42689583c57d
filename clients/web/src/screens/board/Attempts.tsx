// The head of the call list: which offices are to be telephoned, the longest waiting first, at which numbers, and what came
// of the last call. The calls themselves are recorded on the list's own page.
import { useQuery } from "@connectrpc/connect-query";
import { Link } from "wouter";
import { label } from "../../contract/labels";
import { CallResultSchema } from "../../gen/hotline/record/v1/case_pb";
import { SupervisionService, type Call } from "../../gen/hotline/v1/supervision_pb";
import { Telephones } from "../../parts/Telephones";
import { useUnitName } from "../../parts/unit_name";
import { msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { useLanguage } from "../../words/words";
import { boardWords } from "./words";
import styles from "./Board.module.css";

const shown_max = 5;
const refresh_ms = 60_000;

function Attempt({ call: { case: row, unit, telephones, attempts, lastAttemptAt, lastResult } }: { call: Call }) {
  const t = boardWords.use();
  const lang = useLanguage();
  const now_ms = useNow(60_000);
  const name = useUnitName(unit);
  return (
    <li>
      <Link href={`/cases/${row!.caseId}`} className={styles.link!}>{row!.number}</Link>
      <span>{name}</span>
      <Telephones numbers={telephones} />
      <span>{lastAttemptAt ? t("attempt", { time: nearTime(msOf(lastAttemptAt), now_ms), result: label(CallResultSchema, lastResult, lang), count: attempts }) : <strong>{t("attempt_none")}</strong>}</span>
    </li>
  );
}

export function Attempts() {
  const t = boardWords.use();
  const { data } = useQuery(SupervisionService.method.listCalls, { pageSize: shown_max }, { staleTime: 0, refetchInterval: refresh_ms });
  if (!data?.calls.length) return null;
  return (
    <section className={styles.card} aria-labelledby="board-attempts">
      <h2 id="board-attempts">{t("attempts")}</h2>
      <p className={styles.note}>{t("attempts_long")}</p>
      <ul className={styles.rows}>{data.calls.map((call) => <Attempt key={call.case!.caseId} call={call} />)}</ul>
      <Link href="/calls" className={styles.link!}>{t("attempts_all")}</Link>
    </section>
  );
}
