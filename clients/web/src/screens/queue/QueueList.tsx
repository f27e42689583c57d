// The rows, of which only those in sight are in the page: ten thousand are as quick as ten. A table for wide screens,
// the same cells as cards on a phone.
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import type { CaseRow } from "../../gen/hotline/v1/case_detail_pb";
import { QueueRow } from "./QueueRow";
import { queueWords } from "./words";
import styles from "./Queue.module.css";

const row_guess_px = 76;

export function QueueList({ rows }: { rows: readonly CaseRow[] }) {
  const t = queueWords.use();
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const look = () => list.current && setTop(list.current.getBoundingClientRect().top + window.scrollY);
    look();
    window.addEventListener("resize", look);
    return () => window.removeEventListener("resize", look);
  }, []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => row_guess_px,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => rows[index]!.caseId,
  });
  return (
    <div role="table" aria-labelledby="queue-title" aria-rowcount={rows.length + 1} className={styles.table}>
      <div role="rowgroup" className={styles.labels}>
        <div role="row" aria-rowindex={1} className={styles.columns}>
          {(["case", "place", "child", "received", "due", "state"] as const).map((name) => <span key={name} role="columnheader">{t(name)}</span>)}
        </div>
      </div>
      <div role="rowgroup" ref={list} className={styles.rows} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => (
          <div key={key} ref={virtual.measureElement} data-index={index} role="row" aria-rowindex={index + 2} className={styles.slot} style={{ transform: `translateY(${start - top}px)` }}>
            <QueueRow row={rows[index]!} />
          </div>
        ))}
      </div>
    </div>
  );
}
