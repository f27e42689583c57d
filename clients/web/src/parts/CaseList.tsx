// Cases as rows, of which only those in sight are in the page. A table for wide screens, the same cells as cards on a
// phone. The whole row leads to the case.
import { useState, type ReactNode } from "react";
import type { CaseRow } from "../gen/hotline/v1/case_detail_pb";
import { CaseListRow } from "./CaseListRow";
import { useRowsInSight } from "./rows_in_sight";
import { partWords } from "./words";
import styles from "./CaseList.module.css";

const as_row = { height_px: 76, beyond: 8 };
const as_card = { height_px: 190, beyond: 3 };
const cards = "(max-width: 1100px)"; // as in CaseList.module.css

interface Props {
  rows: readonly CaseRow[];
  /** The id of the heading that names the list. */
  labelledBy: string;
  /** On a card, under the thumb. */
  actions?: (row: CaseRow) => ReactNode;
  /** The server has more of them. */
  more?: boolean;
  /** The last rows are in sight. */
  onEnd?: () => void;
}

export function CaseList({ rows, labelledBy, actions, more, onEnd }: Props) {
  const t = partWords.use();
  const [guess] = useState(() => (window.matchMedia(cards).matches ? as_card : as_row));
  const { list, items, whole_px, measure } = useRowsInSight<HTMLDivElement>({ count: rows.length, keyOf: (index) => rows[index]!.caseId, guess, onEnd });
  return (
    <div role="table" aria-labelledby={labelledBy} aria-rowcount={more ? -1 : rows.length + 1} className={styles.table}>
      <div role="rowgroup" className={styles.labels}>
        <div role="row" aria-rowindex={1} className={styles.columns}>
          {(["case", "place", "child", "received_at", "nearest", "state"] as const).map((name) => <span key={name} role="columnheader">{t(name)}</span>)}
        </div>
      </div>
      <div role="rowgroup" ref={list} className={styles.rows} style={{ height: whole_px }}>
        {items.map(({ key, index, start }) => (
          <div key={key} ref={measure} data-index={index} role="row" aria-rowindex={index + 2} className={styles.slot} style={{ transform: `translateY(${start}px)` }}>
            <CaseListRow row={rows[index]!} actions={actions} />
          </div>
        ))}
      </div>
    </div>
  );
}
