import { useDeferredValue, useEffect, type ReactNode } from "react";

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
