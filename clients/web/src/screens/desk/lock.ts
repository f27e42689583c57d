// Web Locks: a window that goes lets go of all that it held.
/** Held while a form is open, so that no other tab opens it too. Undefined where another tab has it. */
export async function lockSheet(key: string): Promise<(() => void) | undefined> {
  if (!globalThis.navigator?.locks) return () => {};
  return new Promise((resolve) => {
    void navigator.locks.request(`hotline.desk/${key}`, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(undefined);
      return new Promise<void>((release) => resolve(release));
    });
  });
}

/** Does something to a form that nobody has open; waits for that. */
export async function withSheetLocked(key: string, work: () => Promise<void>): Promise<void> {
  if (!globalThis.navigator?.locks) return work();
  await navigator.locks.request(`hotline.desk/${key}`, work);
}
