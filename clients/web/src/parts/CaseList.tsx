// Cases as rows, of which only those in sight are in the page: ten thousand are as quick as ten. A table for wide
// screens, the same cells as cards on a phone. The whole row leads to the case.
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import type { CaseRow } from "../gen/hotline/v1/case_detail_pb";
import { CaseListRow } from "./CaseListRow";
import { partWords } from "./words";
import styles from "./CaseList.module.css";

// How high a row is before it is measured, and how many are drawn beyond those in sight: about a screen's half.
const as_row = { height_px: 76, beyond: 8 };
const as_card = { height_px: 190, beyond: 3 };
const cards = "(max-width: 1100px)"; // as in CaseList.module.css

interface Props {
  rows: readonly CaseRow[];
  /** The id of the heading that names the list. */
  labelledBy: string;
  /** On a card, under the thumb. */
  actions?: (row: CaseRow) => ReactNode;
  /** The last rows are in sight. */
  onEnd?: () => void;
}

export function CaseList({ rows, labelledBy, actions, onEnd }: Props) {
  const t = partWords.use();
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [guess] = useState(() => (window.matchMedia(cards).matches ? as_card : as_row));
  useLayoutEffect(() => {
    const look = () => list.current && setTop(list.current.getBoundingClientRect().top + window.scrollY);
    look();
    window.addEventListener("resize", look);
    return () => window.removeEventListener("resize", look);
  }, []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => guess.height_px,
    overscan: guess.beyond,
    scrollMargin: top,
    getItemKey: (index) => rows[index]!.caseId,
  });
  const items = virtual.getVirtualItems();
  const atEnd = (items.at(-1)?.index ?? 0) >= rows.length - 1;
  useEffect(() => {
    if (atEnd) onEnd?.();
    // oxlint-disable-next-line react/exhaustive-deps -- once for each end that is reached
  }, [atEnd, rows.length]);
  return (
    <div role="table" aria-labelledby={labelledBy} aria-rowcount={rows.length + 1} className={styles.table}>
      <div role="rowgroup" className={styles.labels}>
        <div role="row" aria-rowindex={1} className={styles.columns}>
          {(["case", "place", "child", "received_at", "nearest", "state"] as const).map((name) => <span key={name} role="columnheader">{t(name)}</span>)}
        </div>
      </div>
      <div role="rowgroup" ref={list} className={styles.rows} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ key, index, start }) => (
          <div key={key} ref={virtual.measureElement} data-index={index} role="row" aria-rowindex={index + 2} className={styles.slot} style={{ transform: `translateY(${start - top}px)` }}>
            <CaseListRow row={rows[index]!} actions={actions} />
          </div>
        ))}
      </div>
    </div>
  );
}
