import "fake-indexeddb/auto";
import { forceCloseDatabase } from "fake-indexeddb";
import { afterEach, expect, test, vi } from "vitest";
import { countKept, openKeep } from "./keep";

const words = new TextEncoder().encode("Trẻ Hư Cấu đang ở nhà hàng xóm");

afterEach(() => void vi.restoreAllMocks());

async function raw(): Promise<string> {
  const request = indexedDB.open("hotline.keep");
  const database = await new Promise<IDBDatabase>((resolve) => request.addEventListener("success", () => resolve(request.result)));
  const boxes = database.transaction("boxes").objectStore("boxes").getAll();
  const all = await new Promise<{ sealed: ArrayBuffer }[]>((resolve) => boxes.addEventListener("success", () => resolve(boxes.result)));
  database.close();
  return all.map(({ sealed }) => new TextDecoder().decode(sealed)).join("\n");
}

test("what was kept is there after a reload, and not readable in the store", async () => {
  await (await openKeep("a"))!.put("desk/1", words);
  const again = (await openKeep("a"))!;
  expect(await again.get("desk/1")).toEqual(words);
  expect((await again.list("desk/")).map(({ id }) => id)).toEqual(["desk/1"]);
  expect(await raw()).not.toContain("Hư Cấu");
});

test("another person on the same machine finds nothing", async () => {
  await (await openKeep("b"))!.put("desk/1", words);
  const other = (await openKeep("c"))!;
  expect(await other.get("desk/1")).toBeUndefined();
  expect(await other.list()).toEqual([]);
});

test("the newest of one form replaces the older, and a wiped one is gone", async () => {
  const keep = (await openKeep("d"))!;
  await keep.put("desk/1", words);
  await keep.put("desk/1", new Uint8Array([1]));
  expect(await keep.get("desk/1")).toEqual(new Uint8Array([1]));
  await keep.wipe("desk/1");
  expect(await keep.get("desk/1")).toBeUndefined();
});

test("the key cannot be exported", async () => {
  const keep = (await openKeep("e"))!;
  await keep.put("desk/1", words);
  const request = indexedDB.open("hotline.keep");
  const database = await new Promise<IDBDatabase>((resolve) => request.addEventListener("success", () => resolve(request.result)));
  const asked = database.transaction("keys").objectStore("keys").get("e");
  const key = await new Promise<CryptoKey>((resolve) => asked.addEventListener("success", () => resolve(asked.result)));
  database.close();
  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
});

/** The connections that are opened from now on. */
function connections() {
  const opened: IDBDatabase[] = [];
  const open = indexedDB.open.bind(indexedDB);
  vi.spyOn(indexedDB, "open").mockImplementation((...of) => {
    const request = open(...of);
    request.addEventListener("success", () => opened.push(request.result));
    return request;
  });
  return opened;
}

test("a connection that the browser drops is opened again", async () => {
  const opened = connections();
  const keep = (await openKeep("f"))!;
  await keep.put("desk/1", words);
  forceCloseDatabase(opened.at(-1)! as never);
  await keep.put("desk/2", words);
  forceCloseDatabase(opened.at(-1)! as never);
  expect((await keep.list()).map(({ id }) => id).sort()).toEqual(["desk/1", "desk/2"]);
  expect(await (await openKeep("f"))!.get("desk/2")).toEqual(words);
});

test("what is put after the site's data was cleared can be read again after a reload", async () => {
  const opened = connections();
  const keep = (await openKeep("g"))!;
  await keep.put("desk/1", words);
  forceCloseDatabase(opened.at(-1)! as never);
  await new Promise((resolve) => indexedDB.deleteDatabase("hotline.keep").addEventListener("success", resolve));
  await keep.put("desk/2", words);
  const again = (await openKeep("g"))!;
  expect(await again.get("desk/2")).toEqual(words);
  expect(await again.get("desk/1")).toBeUndefined();
});

test("what the disk refuses is told, and the page has it until the disk takes it or it is wiped", async () => {
  const keep = (await openKeep("h"))!;
  await keep.put("desk/1", new Uint8Array([1]));
  const full = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("", "QuotaExceededError");
  });
  for (const id of ["desk/1", "desk/2", "desk/3"]) await expect(keep.put(id, words)).rejects.toThrow();
  full.mockRestore();
  expect([await keep.get("desk/1"), await keep.get("desk/2")]).toEqual([words, words]);
  expect((await keep.list("desk/")).map(({ id }) => id).sort()).toEqual(["desk/1", "desk/2", "desk/3"]);
  await keep.put("desk/1", new Uint8Array([2]));
  await keep.wipe("desk/2");
  const again = (await openKeep("h"))!;
  expect([await keep.get("desk/1"), await again.get("desk/1")]).toEqual([new Uint8Array([2]), new Uint8Array([2])]);
  expect([await keep.get("desk/2"), await again.get("desk/3")]).toEqual([undefined, undefined]);
});

test("what is kept here can be counted without its person", async () => {
  const before = await countKept("outbox/");
  for (const owner of ["i", "j"]) for (const id of ["outbox/1", "desk/1"]) await (await openKeep(owner))!.put(id, words);
  expect((await countKept("outbox/")) - before).toBe(2);
});
