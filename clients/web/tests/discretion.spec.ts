// Over a whole story, what speaks of a person stands in no address, no title, no entry of the browser's history, and
// nowhere readable in what the browser keeps: local and session storage, its database, its caches, cookies, the console.
import type { BrowserContext, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { fold } from "../src/words/fold.ts";
import { begin, saved, send } from "./acting.ts";
import { test } from "./browser.ts";
import { referredHeading, typeEnough } from "./desk.ts";
import { kept } from "./keeping.ts";

const secrets = {
  child: "Vừ Thị Kín Đáo",
  informant: "Giàng Văn Mách",
  telephone: "0987604321",
  hamlet: "thon suoi vang heo",
  state: "vết bỏng hình bàn là",
  narrative: "nghe tiếng roi quất trong đêm",
  note: "gửi cháu ở chỗ dì ruột",
  decision: "căn cứ công văn mười bảy",
  operator: "Người Thử operator",
};

const plain = (text: string) => fold(text).replace(/[\s.\-_+]/g, "");

/** What a person could read there, in every dress that text takes on its way. */
function readable(text: string): string[] {
  const dressed = [text];
  try {
    dressed.push(decodeURIComponent(text.replaceAll("+", " ")));
  } catch {
    // no address
  }
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{12,}={0,2}/g)) dressed.push(Buffer.from(run, "base64").toString("utf8"));
  return dressed.map(plain);
}

/** Collects all that a browser leaves behind; `found` names the secrets in it, and where. */
async function watchTraces(context: BrowserContext) {
  const traces: { where: string; text: string }[] = [];
  const note = (where: string, text: string) => void traces.push({ where, text });
  await context.exposeBinding("noteTrace", (_source, where: string, text: string) => note(where, text));
  await context.addInitScript(() => {
    const tell = (where: string, value: unknown) => void (globalThis as unknown as { noteTrace(where: string, text: string): void }).noteTrace(where, typeof value === "string" ? value : JSON.stringify(value ?? ""));
    for (const method of ["pushState", "replaceState"] as const) {
      const before = history[method].bind(history);
      history[method] = (state: unknown, unused: string, url?: string | URL | null) => (tell("history", [state, unused, String(url ?? "")]), before(state, unused, url));
    }
    const keep = Storage.prototype.setItem;
    Storage.prototype.setItem = function setItem(name: string, value: string) {
      tell("storage", [name, value]);
      keep.call(this, name, value);
    };
    new MutationObserver(() => tell("title", document.title)).observe(document, { subtree: true, childList: true, characterData: true });
  });
  context.on("request", (request) => (note("address", request.url()), note("referrer", request.headers()["referer"] ?? "")));
  context.on("console", (message) => note("console", message.text()));
  return {
    /** What the browser holds now, read byte by byte. */
    async look(page: Page) {
      const held = await page.evaluate(async () => {
        const of = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => (request.addEventListener("success", () => resolve(request.result)), request.addEventListener("error", () => reject(request.error))));
        const text = (value: unknown): string => {
          if (value instanceof ArrayBuffer) return new TextDecoder().decode(value);
          if (ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
          if (value instanceof CryptoKey) return value.extractable ? "a key that can be exported" : "";
          if (typeof value === "object" && value !== null) return Object.entries(value).map(([name, inner]) => `${name} ${text(inner)}`).join("\n");
          return String(value);
        };
        const out: [string, string][] = [["local storage", JSON.stringify({ ...localStorage })], ["session storage", JSON.stringify({ ...sessionStorage })], ["cookies", document.cookie], ["title", document.title], ["address", location.href], ["history", JSON.stringify(history.state ?? "")]];
        for (const { name } of await indexedDB.databases()) {
          const database = await of(indexedDB.open(name!));
          for (const store of database.objectStoreNames) out.push([`database ${store}`, text(await of(database.transaction(store).objectStore(store).getAll()))]);
          database.close();
        }
        for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) out.push(["cache", request.url]);
        return out;
      });
      for (const [where, what] of held) note(where, what);
    },
    found: (own?: keyof typeof secrets) =>
      Object.entries(secrets).flatMap(([name, secret]) => {
        if (name === own) return [];
        const hit = traces.find(({ text }) => readable(text).some((dressed) => dressed.includes(plain(secret))));
        return hit ? [`${name} in ${hit.where}: ${hit.text.slice(0, 200)}`] : [];
      }),
    kinds: () => new Set(traces.map(({ where }) => where)),
    held: (where: string) => traces.some((trace) => trace.where === where && trace.text.length > 40),
  };
}

describe("discretion", () => {
  test("the watch itself sees a secret that is left behind", async ({ open }) => {
    const page = await open({ login: "officer", path: "/account" });
    const traces = await watchTraces(page.context());
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.evaluate(([child, informant, note]) => {
      history.replaceState(null, "", `?q=${encodeURIComponent(child!)}`);
      localStorage.setItem("left", btoa(unescape(encodeURIComponent(informant!))));
      document.title = note!;
    }, [secrets.child, secrets.informant, secrets.note]);
    await traces.look(page);
    expect(traces.found().map((line) => line.split(" ")[0])).toEqual(["child", "informant", "note"]);
  });

  test("from the call to the audit, no word about a person is left where others could read it", async ({ open }) => {
    const desk = await open({ login: "operator", path: "/account" });
    const atDesk = await watchTraces(desk.context());
    await desk.goto("/desk");
    await typeEnough(desk, secrets.hamlet);
    await desk.getByText("Hiện ra khi có thêm tuổi hoặc giới tính của trẻ, hoặc số máy.").waitFor();
    await desk.getByLabel("Tình trạng hiện tại của trẻ").fill(secrets.state);
    await desk.getByLabel("Họ tên trẻ").fill(secrets.child);
    await desk.getByLabel("Kể lại").fill(secrets.narrative);
    await desk.getByRole("button", { name: /Ai báo tin/ }).click();
    await desk.getByLabel("Họ tên", { exact: true }).fill(secrets.informant);
    await desk.getByLabel("Điện thoại", { exact: true }).fill(secrets.telephone);
    await desk.getByText(/Đã lưu trên máy chủ|bản nháp đã lưu/).first().waitFor();
    await kept(desk, secrets.telephone);
    await atDesk.look(desk); // while it stands kept on this machine
    expect(atDesk.held("database boxes")).toBe(true);
    await desk.reload();
    await expect.poll(() => desk.getByLabel("Kể lại").inputValue()).toBe(secrets.narrative);
    await desk.keyboard.press("Control+Enter");
    await referredHeading(desk).waitFor();
    const number = (await desk.getByRole("status").filter({ hasText: "Đã chuyển" }).innerText()).match(/LN-\d+-\d+/)![0];
    await atDesk.look(desk);

    const office = await open({ login: "officer", path: "/account", width: 360, height: 740 });
    const atOffice = await watchTraces(office.context());
    await office.goto("/queue");
    await office.getByRole("link", { name: number }).click();
    await office.getByText(secrets.child).first().waitFor();
    await begin(office, "AcceptReferral");
    await send(office, "Tiếp nhận");
    await saved(office, "Tiếp nhận ca");
    await begin(office, "AddNote");
    await office.locator("form").getByRole("textbox").first().fill(secrets.note);
    await office.getByText(/Đang giữ trên máy này/).first().waitFor();
    await kept(office, secrets.note);
    await atOffice.look(office);
    await office.reload();
    await begin(office, "AddNote");
    await expect.poll(() => office.locator("form").getByRole("textbox").first().inputValue()).toBe(secrets.note);
    await office.locator("form").getByRole("button", { name: /Ghi/ }).first().click();
    await saved(office, "Ghi chú"); // the form holds the words too, until then
    await office.goto(`${office.url()}/print`);
    await office.getByText(secrets.child).first().waitFor();
    await atOffice.look(office);
    await office.goto("/cases");
    await office.getByRole("link", { name: number }).waitFor();
    await atOffice.look(office);

    const board = await open({ login: "supervisor", path: "/account" });
    const atBoard = await watchTraces(board.context());
    await board.goto("/cases");
    await board.getByLabel("Tìm theo số ca").fill(number);
    await board.keyboard.press("Enter");
    await board.getByRole("heading", { level: 1, name: number }).waitFor();
    await board.getByRole("link", { name: "Kiểm tra ca" }).click();
    await board.getByText(secrets.note).first().waitFor();
    await board.getByText(secrets.operator).first().waitFor();
    await board.getByLabel("Căn cứ pháp lý để đưa nội dung ra ngoài").fill(secrets.decision);
    await board.getByText(/Đang giữ trên máy này/).first().waitFor();
    await kept(board, secrets.decision);
    await atBoard.look(board);
    for (const path of ["/contacts", "/board", "/audit"]) {
      await board.goto(path);
      await board.getByRole("heading", { level: 1 }).waitFor();
      await atBoard.look(board);
    }

    // A tab knows whose it is, for a reload while the line is down; of anybody else it knows nothing.
    for (const [traces, own] of [[atDesk, "operator"], [atOffice], [atBoard]] as const) {
      expect([...traces.kinds()]).toEqual(expect.arrayContaining(["address", "history", "title", "storage", "local storage", "database boxes", "database keys"]));
      expect(traces.found(own)).toEqual([]);
    }
  });
});
