import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { label } from "../../contract/labels";
import { ClockKindSchema, type ClockKind } from "../../gen/hotline/v1/case_detail_pb";
import { ClockBadge } from "../../parts/ClockBadge";
import { msOf } from "../../time/format";
import { useLanguage } from "../../words/words";
import { boardWords } from "./words";
import styles from "./Board.module.css";

export type Urgency = "late" | "soon" | "calm";
const soon_ms = 2 * 3_600_000;

export function urgencyOf(at: Timestamp | undefined, now_ms: number): Urgency {
  if (!at) return "calm";
  const left_ms = msOf(at) - now_ms;
  return left_ms < 0 ? "late" : left_ms < soon_ms ? "soon" : "calm";
}

/** The nearest clock: which it is, and how long there is, or how late it is. */
export function Due({ at, kind }: { at: Timestamp | undefined; kind: ClockKind }) {
  const t = boardWords.use();
  const lang = useLanguage();
  if (!at) return <span className={styles.due}>{t("nothing_due")}</span>;
  return <span className={styles.due}><span>{label(ClockKindSchema, kind, lang)}</span><ClockBadge due_ms={msOf(at)} kind={kind} /></span>;
}
