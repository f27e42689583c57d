// What a browser keeps of what was typed, read out of its own store with its own key, as the page itself does.
import type { Page } from "playwright-core";
import { expect } from "vitest";

interface KeptBox {
  id: string;
  text: string;
}

/** Runs in the page. */
async function readBoxes(): Promise<KeptBox[]> {
  const of = <T>(request: IDBRequest<T>) => new Promise<T>((resolve) => request.addEventListener("success", () => resolve(request.result)));
  if (!(await indexedDB.databases()).some(({ name }) => name === "hotline.keep")) return []; // opening it would make it
  const database = await of(indexedDB.open("hotline.keep"));
  const boxes = (await of(database.transaction("boxes").objectStore("boxes").getAll())) as { owner: string; id: string; iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }[];
  const found: KeptBox[] = [];
  for (const { owner, id, iv, sealed } of boxes) {
    const key = (await of(database.transaction("keys").objectStore("keys").get(owner))) as CryptoKey;
    const additionalData = new TextEncoder().encode(`${owner}\n${id}`);
    found.push({ id, text: new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, sealed)) });
  }
  database.close();
  return found;
}

export const boxes = (page: Page): Promise<KeptBox[]> => page.evaluate(readBoxes);

/** Until these words are on this machine's disk: the last ones that were typed. The strip says that something is. */
export async function kept(page: Page, ...words: string[]) {
  const held = async () => (await boxes(page)).map(({ text }) => text).join("\n");
  for (const word of words) await expect.poll(held).toContain(word);
}
