import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { Role } from "../src/gen/hotline/record/v1/options_pb.ts";
import { begin } from "./acting.ts";
import { expectAccessible, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { kept } from "./keeping.ts";
import { as, hire, passwordOf } from "./server.ts";
import { hasFocus } from "./walking.ts";

/** Of the browser, whoever sits at it. */
const of_the_machine = ["hotline.language", "hotline.letters", "hotline.signed_in", "hotline.used_at", "hotline.locked", "mantine-color-scheme-value"];

/** All that a tab's browser keeps: what the tab has, what its origin has, and the addresses that are cached. */
const leftIn = (page: Page) =>
  page.evaluate(async () => {
    const all = (store: Storage) => Object.fromEntries(Object.entries(store)) as Record<string, string>;
    const read = (value: unknown): string => {
      if (value instanceof CryptoKey) return value.extractable ? "a key" : "a key, not to be exported";
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
      return value !== null && typeof value === "object" ? Object.entries(value).map(([name, inside]) => `${name}: ${read(inside)}`).join(", ") : String(value);
    };
    const boxes: { store: string; text: string }[] = [];
    for (const { name, version } of await indexedDB.databases()) {
      const base = await new Promise<IDBDatabase>((done, fail) => {
        const opening = indexedDB.open(name!, version);
        opening.onsuccess = () => done(opening.result);
        opening.onerror = () => fail(opening.error!);
      });
      for (const store of base.objectStoreNames) {
        const values = await new Promise<unknown[]>((done) => {
          const asking = base.transaction(store).objectStore(store).getAll();
          asking.onsuccess = () => done(asking.result);
        });
        boxes.push(...values.map((value) => ({ store, text: read(value) })));
      }
      base.close();
    }
    const cached: string[] = [];
    for (const name of await caches.keys()) cached.push(...(await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname));
    return { local: all(localStorage), session: all(sessionStorage), boxes, cached };
  });

describe("signing in", () => {
  test("opens the first page of the role, by keyboard alone", async ({ open }) => {
    const page = await open();
    await page.getByLabel("Tên đăng nhập").focus();
    await page.keyboard.type("officer");
    await page.keyboard.press("Tab");
    await page.keyboard.type(passwordOf("officer"));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Ca đang chờ" }).waitFor();
    await page.waitForURL("**/queue");
    await page.getByRole("banner").filter({ hasText: "Người Thử officer" }).filter({ hasText: "xã Bảo Đài" }).waitFor();
  });

  test("a wrong password is answered with the server's sentence, and the password field waits for the next try", async ({ open }) => {
    const page = await open();
    await page.getByLabel("Tên đăng nhập").fill("nobody.here");
    await page.locator("input[name=password]").fill("sai hoàn toàn");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("Tên đăng nhập hoặc mật khẩu không đúng.", { exact: true }).waitFor();
    const password = page.locator("input[name=password]");
    await expect.poll(() => password.inputValue()).toBe("");
    await expect.poll(() => hasFocus(password)).toBe(true);
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("alert").getByText("The name or the password is wrong.", { exact: true }).waitFor();
  });

  test("an empty field and a name that cannot be are told before anything is sent", async ({ open }) => {
    const page = await open();
    let sent = 0;
    page.on("request", (request) => void (request.url().includes("SignIn") && ++sent));
    await page.getByLabel("Tên đăng nhập").fill("Nguyễn Văn");
    await page.keyboard.press("Enter");
    await page.getByText("Chỉ gồm chữ thường không dấu").waitFor();
    await page.getByText("Không được để trống.").waitFor();
    expect(sent).toBe(0);
  });

  test("a one-time password must be changed before anything else, and works no more", async ({ server, open }) => {
    const one_time = await hire(server, "newcomer", server.commune, Role.OFFICER);
    const page = await open({ path: "/queue" });
    await page.getByLabel("Tên đăng nhập").fill("newcomer");
    await page.locator("input[name=password]").fill(one_time);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Đặt mật khẩu của bạn" }).waitFor();
    await expectAccessible(page);
    await page.locator("input[name=oldPassword]").fill(one_time);
    await page.locator("input[name=newPassword]").fill("ngắn");
    await page.locator("input[name=again]").fill("khác");
    await page.keyboard.press("Enter");
    await page.getByText("Hai lần nhập không giống nhau.").waitFor();
    await page.locator("input[name=again]").fill("ngắn");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "ít nhất 10 ký tự" }).waitFor();
    await page.locator("input[name=newPassword]").fill(passwordOf("newcomer"));
    await page.locator("input[name=again]").fill(passwordOf("newcomer"));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Ca đang chờ" }).waitFor();
    const again = await page.request.post("/hotline.v1.SessionService/SignIn", { data: { requestId: crypto.randomUUID(), login: "newcomer", password: one_time } });
    expect(again.status()).toBe(401);
  });

  test("a page that comes back out of the browser's memory is asked for anew", async ({ open }) => {
    const page = await open({ login: "chairman", path: "/queue" });
    await page.getByRole("heading", { name: "Ca đang chờ" }).waitFor();
    await page.context().clearCookies(); // signed out meanwhile
    await page.evaluate(() => void dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    await page.getByRole("heading", { name: "Đăng nhập" }).waitFor();
    expect(await page.getByRole("heading", { name: "Ca đang chờ" }).count()).toBe(0);
  });

  test("signing out leaves nothing that tells of the person or of a case, in any tab: in no store, no cookie, no cache", async ({ server, open }) => {
    const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "chairman", path: `/cases/${caseId}` });
    const second = await open({ beside: page, path: "/queue" });
    await second.getByText(caseNumber).waitFor();
    const tabs = [page, second];
    expect(JSON.stringify(await leftIn(page))).toContain("Người Thử chairman"); // what is looked for can be found

    await page.getByRole("button", { name: /Tài khoản/ }).click();
    await page.getByRole("menuitem", { name: "Đăng xuất" }).click();
    for (const tab of tabs) await tab.getByRole("heading", { name: "Đăng nhập" }).waitFor();
    for (const tab of tabs) {
      await expect.poll(async () => Object.keys((await leftIn(tab)).session)).toEqual([]);
      const left = await leftIn(tab);
      expect(left.boxes.filter(({ store }) => store === "boxes")).toEqual([]);
      expect(Object.keys(left.local).filter((key) => !of_the_machine.includes(key))).toEqual([]);
      expect(left.cached.filter((path) => /hotline\.v1|\/cases\//.test(path))).toEqual([]);
      for (const words of ["chairman", caseNumber, caseId]) expect(JSON.stringify(left), words).not.toContain(words);
      expect(await tab.content()).not.toContain(caseNumber);
    }
    expect((await page.context().cookies()).filter(({ value }) => value !== "")).toEqual([]);
    await page.goto("/queue");
    await page.getByRole("heading", { name: "Đăng nhập" }).waitFor();
  });

  test("signing out keeps what was typed and not sent, where nobody can read it", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "chairman", path: `/cases/${caseId}` });
    await begin(page, "AddNote");
    await page.getByRole("textbox", { name: "Ghi chú" }).fill("Go do, chua gui.");
    await kept(page, "Go do, chua gui.");
    await page.getByRole("button", { name: /Tài khoản/ }).click();
    await page.getByRole("menuitem", { name: "Đăng xuất" }).click();
    await page.getByRole("heading", { name: "Đăng nhập" }).waitFor();
    const left = await leftIn(page);
    expect(left.boxes.filter(({ store }) => store === "boxes").length).toBe(1);
    expect(JSON.stringify(left)).not.toContain("Go do");
    expect(left.boxes.filter(({ store }) => store === "keys").map(({ text }) => text)).toEqual(["a key, not to be exported"]);
  });
});
