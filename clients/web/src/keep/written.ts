// What forms write of a person's typing into their keep, and read again after a reload: JSON in boxes, one write after the
// other, so that an older text never lands on a newer one. Where nothing outlasts the page, the page has it.
import { keptHere, nothingToSave } from "../api/saved";
import type { Keep } from "./keep";
import { keepOf } from "./own_keep";

export interface Written {
  /** After what was written before. */
  read<T>(box: string): Promise<T | undefined>;
  /** Resolves when it is on the disk, or cannot be; the strip on top then says no more that it is kept. */
  put(box: string, value: unknown): Promise<void>;
  wipe(box: string): Promise<void>;
}

export function writtenBy(personId: string): Written {
  let last: Promise<void> = Promise.resolve();
  const next = (work: (keep: Keep) => Promise<void>) =>
    (last = last
      .then(async () => {
        await work(await keepOf(personId));
      })
      .catch(() => {}));
  return {
    async read<T>(box: string) {
      await last;
      const bytes = await (await keepOf(personId)).get(box);
      return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as T);
    },
    put: (box, value) =>
      next(async (keep) => {
        await keep.put(box, new TextEncoder().encode(JSON.stringify(value))).then(keptHere, nothingToSave);
      }),
    wipe: (box) => next((keep) => keep.wipe(box)),
  };
}
