// How far the ladder of a case has climbed, wherever it stands in a list: who was told last, or that a person has to
// telephone. Nothing while nobody had to be told.
import { IconPhoneOutgoing, IconStairsUp } from "@tabler/icons-react";
import { LadderRung } from "../gen/hotline/record/v1/case_pb";
import type { CaseRow } from "../gen/hotline/v1/case_detail_pb";
import { msOf, nearTime } from "../time/format";
import { useNow } from "../time/ticker";
import { partWords } from "./words";
import styles from "./LadderMark.module.css";

const words = {
  [LadderRung.DUTY]: "rung_duty",
  [LadderRung.CHAIRMAN]: "rung_chairman",
  [LadderRung.ABOVE]: "rung_above",
  [LadderRung.CALL_LIST]: "rung_call_list",
} as const;

export function LadderMark({ row: { rung, rungAt, nextStepAt, callSince } }: { row: Pick<CaseRow, "rung" | "rungAt" | "nextStepAt" | "callSince"> }) {
  const t = partWords.use();
  const now_ms = useNow(60_000);
  const next = nextStepAt ? t("rung_next", { time: nearTime(msOf(nextStepAt), now_ms) }) : undefined;
  if (callSince) {
    return <span className={styles.mark} data-call title={next}><IconPhoneOutgoing size={16} aria-hidden />{t("to_call_since", { time: nearTime(msOf(callSince), now_ms) })}</span>;
  }
  if (rung === LadderRung.UNSPECIFIED || !rungAt) return null;
  return <span className={styles.mark} title={next}><IconStairsUp size={16} aria-hidden />{t(words[rung], { time: nearTime(msOf(rungAt), now_ms) })}</span>;
}
