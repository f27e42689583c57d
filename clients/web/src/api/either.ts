/**
 * A signal that aborts with the first of these; `over` lets go of them, some of which live as long as the page.
 * AbortSignal.any, which needs no letting go, is younger than the oldest browsers that are served.
 */
export function either(...signals: readonly AbortSignal[]): { signal: AbortSignal; over(): void } {
  const first = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) first.abort(signal.reason);
    else signal.addEventListener("abort", () => first.abort(signal.reason), { once: true, signal: first.signal });
  }
  return { signal: first.signal, over: () => first.abort() };
}
