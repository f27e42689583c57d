import { useDeferredValue, useEffect, useState, type ReactNode } from "react";

let first_is_drawn = false;

/**
 * What stands below what is looked at first. When the application has just been loaded it is drawn after that has been
 * painted, in slices between which a finger is answered; nothing above it moves. Later on it is there at once.
 */
export function Afterwards({ children }: { children: ReactNode }) {
  const shown = useDeferredValue(true, first_is_drawn);
  useEffect(() => {
    if (shown) first_is_drawn = true;
  }, [shown]);
  return shown ? children : undefined;
}

/**
 * What came over the line and is much to draw: false for one frame after it is there, so that React draws it in slices,
 * between which a finger is answered. An answer is drawn at once otherwise, however long that takes.
 */
export const useReady = (there: boolean): boolean => useDeferredValue(there) && there;

let first_is_painted = false;

/**
 * What asks the server for itself, below what is looked at first: when the application has just been loaded it is there
 * once that has been painted, so that its questions do not share the line with it.
 */
export function AfterPaint({ children }: { children: ReactNode }) {
  const [painted, setPainted] = useState(first_is_painted || document.hidden);
  useEffect(() => {
    if (painted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => {
        first_is_painted = true;
        setPainted(true);
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [painted]);
  return painted ? children : undefined;
}
