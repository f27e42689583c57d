// What is loaded once and then stays: the code of a screen, a person's desk. React's Suspense would do, but for a
// telephone: a page that has said "opening" goes on saying it for 300 ms, though what it waits for may be here already.
import { startTransition, useEffect, useState } from "react";

export interface Loaded<T> {
  /** Once it is loaded. */
  readonly here: T | undefined;
  /** Loads it, once; again after it could not be had. */
  fetch(): Promise<T>;
}

export function loadedOnce<T>(load: () => Promise<T>): Loaded<T> {
  let here: T | undefined;
  let coming: Promise<T> | undefined;
  async function begin() {
    try {
      return (here = await load());
    } catch (thrown) {
      coming = undefined;
      throw thrown;
    }
  }
  return { get here() { return here; }, fetch: () => (coming ??= begin()) };
}

/** Undefined until it is here; where it cannot be had, throws for the error boundary around it. */
export function useLoaded<T>(what: Loaded<T>): T | undefined {
  const [shown, show] = useState(() => what.here);
  const [failed, fail] = useState<{ error: unknown }>();
  useEffect(() => {
    let stands = true;
    what.fetch().then(
      (here) => stands && startTransition(() => show(() => here)),
      (error: unknown) => stands && fail({ error }),
    );
    return () => void (stands = false);
  }, [what]);
  if (failed) throw failed.error;
  return shown;
}
