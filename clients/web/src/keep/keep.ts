// What is typed and not yet on the server, kept on this machine: sealed with a key that cannot be exported (AES-GCM),
// one box for each form, wiped once the server has it. After a crash or a reload it is there; for another person on the
// same machine it is not.
//
//   const keep = await openKeep(person.personId);
//   await keep.put("desk/<draft>", bytes);   await keep.get(…);   await keep.list("desk/");   await keep.wipe(…);
//
// Without a secure context (plain HTTP from another machine) browsers give no keys: openKeep answers undefined, and the
// drafts on the server are what there is.

export interface Kept {
  id: string;
  /** When it was put, by this machine's clock. */
  at_ms: number;
}

export interface Keep {
  put(id: string, bytes: Uint8Array): Promise<void>;
  /** Undefined where nothing is kept, or nothing that this key opens. */
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
  return done(request);
}

async function keyOf(database: IDBDatabase, owner: string): Promise<CryptoKey> {
  const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const transaction = database.transaction("keys", "readwrite", { durability: "strict" });
  const keys = transaction.objectStore("keys");
  const known = (await done(keys.get(owner))) as CryptoKey | undefined;
  if (!known) keys.put(fresh, owner);
  await written(transaction);
  return known ?? fresh;
}

export async function openKeep(owner: string): Promise<Keep | undefined> {
  if (!globalThis.indexedDB || !globalThis.crypto?.subtle) return undefined;
  const database = await openDatabase();
  const key = await keyOf(database, owner);
  const bound = (id: string) => new TextEncoder().encode(`${owner}\n${id}`);
  const mine = () => IDBKeyRange.bound([owner, ""], [owner, "\uffff"]);

  return {
    async put(id, bytes) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(id) }, key, new Uint8Array(bytes));
      const transaction = database.transaction("boxes", "readwrite", { durability: "strict" });
      transaction.objectStore("boxes").put({ owner, id, iv, sealed, at_ms: Date.now() } satisfies Box);
      await written(transaction);
    },

    async get(id) {
      const box = (await done(database.transaction("boxes").objectStore("boxes").get([owner, id]))) as Box | undefined;
      if (!box) return undefined;
      try {
        return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv, additionalData: bound(id) }, key, box.sealed));
      } catch {
        return undefined; // sealed under a key that is gone
      }
    },

    async list(prefix = "") {
      const boxes = (await done(database.transaction("boxes").objectStore("boxes").getAll(mine()))) as Box[];
      return boxes
        .filter(({ id }) => id.startsWith(prefix))
        .map(({ id, at_ms }) => ({ id, at_ms }))
        .sort((a, b) => b.at_ms - a.at_ms);
    },

    async wipe(id) {
      const transaction = database.transaction("boxes", "readwrite", { durability: "strict" });
      transaction.objectStore("boxes").delete([owner, id]);
      await written(transaction);
    },
  };
}
