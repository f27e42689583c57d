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
