import { useLayoutEffect, useRef, type RefObject } from "react";

const labelOf = (one: Element | null) => one?.getAttribute("aria-label") ?? null;
const figures = () => [...document.querySelectorAll<HTMLElement>("main button[aria-label]")];

/**
 * Back from the list behind a figure the page lies as it was left, the figure under the keys; at another place (`place`: an
 * office) they begin at its head. To be called as the list is opened.
 */
export function useReturn(behind: boolean, place: string, heading: RefObject<HTMLElement | null>): () => void {
  const kept = useRef<{ y: number; label: string | null; nth: number }>({ y: 0, label: null, nth: 0 });
  const was = useRef({ behind, place });
  useLayoutEffect(() => {
    const before = was.current;
    was.current = { behind, place };
    if (before.place !== place && document.activeElement === document.body) heading.current?.focus();
    if (!before.behind || behind) return;
    const { y, label, nth } = kept.current;
    window.scrollTo({ top: y });
    (figures().filter((one) => labelOf(one) === label)[nth] ?? heading.current)?.focus({ preventScroll: true });
  }, [behind, place, heading]);
  return () => {
    const at = document.activeElement;
    const alike = figures().filter((one) => labelOf(one) === labelOf(at));
    kept.current = { y: window.scrollY, label: labelOf(at), nth: Math.max(0, alike.findIndex((one) => one === at)) };
  };
}
