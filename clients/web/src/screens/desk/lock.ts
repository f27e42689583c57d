// Web Locks: a window that goes lets go of all that it held.
/** A window that was closed just now lets go a moment later. */
export const closing_ms = 1000;

/** Held while a form is open, so that no other tab opens it too. Undefined where another tab has it for `wait_ms`. */
export async function lockSheet(key: string, wait_ms = 0): Promise<(() => void) | undefined> {
  if (!globalThis.navigator?.locks) return () => {};
  return new Promise((resolve) => {
    const patience = wait_ms > 0 ? { signal: AbortSignal.timeout(wait_ms) } : { ifAvailable: true };
    navigator.locks
      .request(`hotline.desk/${key}`, patience, (lock) => (lock ? new Promise<void>((release) => resolve(release)) : resolve(undefined)))
      .catch(() => resolve(undefined)); // waited in vain
  });
}

/** Does something to a form that nobody has open; waits for that. */
export async function withSheetLocked(key: string, work: () => Promise<void>): Promise<void> {
  if (!globalThis.navigator?.locks) return work();
  await navigator.locks.request(`hotline.desk/${key}`, work);
}
