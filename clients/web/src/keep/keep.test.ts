import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { openKeep } from "./keep";

const words = new TextEncoder().encode("Trẻ Hư Cấu đang ở nhà hàng xóm");

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
