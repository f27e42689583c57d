// Of a long list only the rows in sight are in the page: ten thousand are as quick as ten. The window scrolls, rows may be
// of any height, and what stands above the list may grow.
import { useWindowVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

interface Rows {
  count: number;
  keyOf(index: number): string;
  /** How high a row is before it is measured, and how many are drawn beyond those in sight: about a screen's half. */
  guess: { height_px: number; beyond: number };
  /** The last rows are in sight; once for each end that is reached. */
  onEnd?: (() => void) | undefined;
}

export interface InSight<E extends HTMLElement> {
  /** Of what holds the rows. */
  list: RefObject<E | null>;
  /** To be drawn, in their order; `start` is counted from the top of the list. */
  items: readonly Pick<VirtualItem, "index" | "key" | "start">[];
  /** What is not drawn takes so much room above those that are, and below them. */
  before_px: number;
  after_px: number;
  whole_px: number;
  /** The ref of each row, which bears its index as `data-index`. */
  measure(row: Element | null): void;
}

export function useRowsInSight<E extends HTMLElement>({ count, keyOf, guess, onEnd }: Rows): InSight<E> {
  const list = useRef<E>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const look = () => list.current && setTop(Math.round(list.current.getBoundingClientRect().top + window.scrollY));
    look();
    window.addEventListener("resize", look);
    return () => window.removeEventListener("resize", look);
  });
  const virtual = useWindowVirtualizer({ count, estimateSize: () => guess.height_px, overscan: guess.beyond, scrollMargin: top, getItemKey: keyOf });
  const items = virtual.getVirtualItems();
  const [first, last, whole_px] = [items[0], items.at(-1), virtual.getTotalSize()];
  const atEnd = (last?.index ?? 0) >= count - 1;
  useEffect(() => {
    if (atEnd) onEnd?.();
    // oxlint-disable-next-line react/exhaustive-deps -- once for each end that is reached
  }, [atEnd, count]);
  return {
    list, whole_px, measure: virtual.measureElement,
    items: items.map(({ index, key, start }) => ({ index, key, start: start - top })),
    before_px: first ? first.start - top : 0,
    after_px: last ? Math.max(0, whole_px - (last.end - top)) : 0,
  };
}
