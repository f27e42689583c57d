// Things that are asked for one by one and answered many at a time.

interface Waiting<T> {
  resolve(value: T | undefined): void;
  reject(reason: unknown): void;
}

/**
 * Answers for one id, together with all others asked for before the page has come to rest, in as few questions of at most
 * `asked_max` as there need be. An id of which the answer says nothing is undefined; a question that fails fails each.
 */
export function gathered<T>(asked_max: number, ask: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>): (id: string) => Promise<T | undefined> {
  let waiting = new Map<string, Waiting<T>[]>();

  async function askFor(those: readonly (readonly [string, readonly Waiting<T>[]])[]) {
    try {
      const answer = await ask(those.map(([id]) => id));
      for (const [id, all] of those) for (const { resolve } of all) resolve(answer.get(id));
    } catch (thrown) {
      for (const [, all] of those) for (const { reject } of all) reject(thrown);
    }
  }
  function send() {
    const all = [...waiting];
    waiting = new Map();
    for (let from = 0; from < all.length; from += asked_max) void askFor(all.slice(from, from + asked_max));
  }
  return (id) =>
    new Promise((resolve, reject) => {
      if (waiting.size === 0) setTimeout(send);
      waiting.set(id, [...(waiting.get(id) ?? []), { resolve, reject }]);
    });
}
