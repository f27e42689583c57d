// What is typed and not yet on the server, kept on this machine: sealed with a key that cannot be exported (AES-GCM),
// one box for each form, wiped once the server has it. After a crash or a reload it is there; for another person on the
// same machine it is not.
//
//   const keep = await openKeep(person.personId);
//   await keep.put("desk/<draft>", bytes);   await keep.get(…);   await keep.list("desk/");   await keep.wipe(…);
//
// Without a secure context (plain HTTP from another machine) browsers give no keys: openKeep answers undefined, and the
// page (`pageKeep`) and the drafts on the server are what there is. What the disk does not take (it is full, it failed) the page has as long as it
// lives, and `put` says so; a connection that the browser drops is opened again.

export interface Kept {
  id: string;
  /** When it was put, by this machine's clock. */
  at_ms: number;
}

export interface Keep {
  /** False where nothing outlasts the page. */
  lasts: boolean;
  /** Rejects where it does not outlast the page, which has it all the same. */
  put(id: string, bytes: Uint8Array): Promise<void>;
  /** Undefined where nothing is kept, or nothing that this key opens. Rejects, as `list` does, where that cannot be read. */
  get(id: string): Promise<Uint8Array | undefined>;
  /** Newest first; ids and times only. */
  list(prefix?: string): Promise<Kept[]>;
  wipe(id: string): Promise<void>;
}

interface Box extends Kept {
  owner: string;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });

/** Resolves when the browser has it on its disk. */
const written = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error));
  });

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open("hotline.keep", 1);
  request.addEventListener("upgradeneeded", () => {
    request.result.createObjectStore("keys");
    request.result.createObjectStore("boxes", { keyPath: ["owner", "id"] });
  });
  const database = await done(request);
  database.addEventListener("versionchange", () => database.close()); // it is being deleted
  return database;
}

/** The person's key, made where there is none; `ours` goes back to where the site's data was cleared under us. */
async function keyOf(database: IDBDatabase, owner: string, ours: CryptoKey | undefined): Promise<CryptoKey> {
  const fresh = ours ?? (await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]));
  const transaction = database.transaction("keys", "readwrite", { durability: "strict" });
  const keys = transaction.objectStore("keys");
  const known = (await done(keys.get(owner))) as CryptoKey | undefined;
  if (!known) keys.put(fresh, owner);
  await written(transaction);
  return known ?? fresh;
}

interface Opened {
  database: IDBDatabase;
  key: CryptoKey;
}

/** What is done with the store of one person; where the browser has dropped the connection, with a new one. */
async function connection(owner: string) {
  let key: CryptoKey | undefined;
  async function open(): Promise<Opened> {
    const database = await openDatabase();
    return { database, key: (key = await keyOf(database, owner, key)) };
  }
  let opened = await open();
  return async <T>(work: (opened: Opened) => Promise<T>): Promise<T> => {
    try {
      return await work(opened);
    } catch (thrown) {
      if (!(thrown instanceof DOMException) || !dropped.has(thrown.name)) throw thrown;
      opened = await open();
      return work(opened);
    }
  };
}
// Before the transaction began, and in the middle of it.
const dropped = new Set(["InvalidStateError", "AbortError"]);

const newestFirst = (boxes: Iterable<Kept>, prefix: string): Kept[] =>
  [...boxes].filter(({ id }) => id.startsWith(prefix)).map(({ id, at_ms }) => ({ id, at_ms })).sort((a, b) => b.at_ms - a.at_ms);

/** As long as the page lives, for where the browser keeps nothing. */
export function pageKeep(): Keep {
  const held = new Map<string, Kept & { bytes: Uint8Array }>();
  return {
    lasts: false,
    async put(id, bytes) {
      held.set(id, { id, at_ms: Date.now(), bytes });
      throw new Error("kept in the page alone");
    },
    get: async (id) => held.get(id)?.bytes,
    list: async (prefix = "") => newestFirst(held.values(), prefix),
    wipe: async (id) => void held.delete(id),
  };
}

export async function openKeep(owner: string): Promise<Keep | undefined> {
  if (!globalThis.indexedDB || !globalThis.crypto?.subtle) return undefined;
  const withStore = await connection(owner);
  const untaken = pageKeep(); // what the disk did not take
  const bound = (id: string) => new TextEncoder().encode(`${owner}\n${id}`);
  const mine = () => IDBKeyRange.bound([owner, ""], [owner, "\uffff"]);

  return {
    lasts: true,
    async put(id, bytes) {
      try {
        await withStore(async ({ database, key }) => {
          const iv = crypto.getRandomValues(new Uint8Array(12));
          const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(id) }, key, new Uint8Array(bytes));
          const transaction = database.transaction("boxes", "readwrite", { durability: "strict" });
          transaction.objectStore("boxes").put({ owner, id, iv, sealed, at_ms: Date.now() } satisfies Box);
          await written(transaction);
        });
      } catch {
        return untaken.put(id, bytes);
      }
      await untaken.wipe(id);
    },

    async get(id) {
      const newer = await untaken.get(id);
      if (newer) return newer;
      return withStore(async ({ database, key }) => {
        const box = (await done(database.transaction("boxes").objectStore("boxes").get([owner, id]))) as Box | undefined;
        if (!box) return undefined;
        try {
          return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv, additionalData: bound(id) }, key, box.sealed));
        } catch {
          return undefined; // sealed under a key that is gone
        }
      });
    },

    async list(prefix = "") {
      const boxes = await withStore(async ({ database }) => (await done(database.transaction("boxes").objectStore("boxes").getAll(mine()))) as Box[]);
      const inPage = await untaken.list();
      const onDisk = boxes.filter(({ id }) => inPage.every((other) => other.id !== id));
      return newestFirst([...inPage, ...onDisk], prefix);
    },

    async wipe(id) {
      await untaken.wipe(id);
      await withStore(async ({ database }) => {
        const transaction = database.transaction("boxes", "readwrite", { durability: "strict" });
        transaction.objectStore("boxes").delete([owner, id]);
        await written(transaction);
      });
    },
  };
}

/** How many boxes of a kind this machine keeps, whoever's they are. */
export async function countKept(prefix: string): Promise<number> {
  if (!globalThis.indexedDB) return 0;
  const database = await openDatabase();
  const keys = (await done(database.transaction("boxes").objectStore("boxes").getAllKeys())) as [owner: string, id: string][];
  database.close();
  return keys.filter(([, id]) => id.startsWith(prefix)).length;
}
