import type { Route } from "playwright-core";
import { describe, expect } from "vitest";
import { expectAccessible, shoot, test } from "./browser.ts";
import { passwordOf, TestServer } from "./server.ts";
import { hasFocus } from "./walking.ts";

describe("before the script is here", () => {
  test("the page is painted already, dark at night, in the language that was chosen, and asks for no font", async ({ open }) => {
    const page = await open({ path: "/icon.svg", scheme: "dark", language: "en" });
    const fetched: string[] = [];
    page.on("request", (request) => fetched.push(request.url()));
    const held: Route[] = [];
    let broken = false;
    await page.context().route("**/assets/*.js", (route) => void (broken ? route.abort() : held.push(route)));
    await page.goto("/", { waitUntil: "commit" });
    await page.getByText("Opening…", { exact: true }).waitFor();
    await page.getByText("Đang mở…").waitFor({ state: "hidden" });
    await expect.poll(() => page.evaluate(() => [document.documentElement.lang, getComputedStyle(document.body).colorScheme, getComputedStyle(document.body).backgroundColor])).toEqual(["en", "dark", "rgb(18, 23, 26)"]);
    expect(fetched.filter((url) => url.endsWith(".woff2"))).toEqual([]);
    await shoot(page, "opening-dark");

    // The line breaks before all of it is here.
    broken = true;
    for (const route of held) await route.abort();
    await page.getByRole("alert").filter({ hasText: "could not be loaded" }).waitFor();
    await page.getByText("Opening…", { exact: true }).waitFor({ state: "hidden" });
    await expectAccessible(page);
    await shoot(page, "opening-broken-dark");
    await page.context().unroute("**/assets/*.js");
    await page.getByRole("link", { name: "Load it again" }).press("Enter");
    await page.locator("input[name=username]").waitFor();
  });
});

test("our font is fetched when a first screen stands, taken with the next one, and ever after at once", async ({ open }) => {
  const page = await open({ path: "/icon.svg", login: "officer", newHere: true });
  const fonts: string[] = [];
  page.on("request", (request) => request.url().endsWith(".woff2") && fonts.push(request.url()));
  let release = () => {};
  const who = new Promise<void>((done) => (release = done));
  await page.context().route("**/hotline.v1.SessionService/WhoAmI", async (route) => (await who, route.continue()));
  const taken = () => page.evaluate(() => document.documentElement.dataset.letters !== undefined);
  const kept = () => page.evaluate(() => localStorage.getItem("hotline.letters"));
  await page.clock.install();
  await page.goto("/queue", { waitUntil: "commit" });
  await page.locator("header .brand").waitFor();
  await page.clock.runFor(2000); // longer than a first look, and shorter than the wait for an answer
  expect(fonts).toEqual([]); // nothing stands yet
  release();
  await page.getByRole("heading", { level: 1, name: "Ca đang chờ" }).waitFor();
  await page.clock.runFor(1000);
  await expect.poll(kept).toBe("1");
  expect(fonts.length).toBe(2);
  expect(await taken()).toBe(false);

  await page.keyboard.press("?");
  await page.keyboard.press("Escape");
  expect(await taken()).toBe(false);
  await page.getByRole("link", { name: "Báo cáo" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Báo cáo định kỳ" }).waitFor();
  expect(await taken()).toBe(true);
  expect(await page.evaluate(() => document.fonts.check('600 16px "Be Vietnam Pro"'))).toBe(true);

  await page.route("**/assets/*.js", () => {}); // of the application, nothing comes
  await page.reload({ waitUntil: "commit" });
  await expect.poll(taken).toBe(true);
});

describe("the shell", () => {
  test("F8 takes everything off the screen at once, also while somebody types, and brings it back", async ({ open }) => {
    const page = await open({ login: "officer", path: "/queue" });
    const heading = page.getByRole("heading", { level: 1, name: "Ca đang chờ" });
    await heading.waitFor();
    await page.keyboard.press("F8");
    expect(await heading.isVisible()).toBe(false);
    await expect.poll(() => page.title()).toBe("111");
    await expectAccessible(page);
    await page.keyboard.press("Control+k");
    await page.keyboard.press("F8");
    await heading.waitFor(); // the later key is answered: the one before opened nothing
    expect(await page.getByRole("combobox").count()).toBe(0);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("gi do");
    await page.keyboard.press("F8");
    await page.getByRole("dialog", { name: "Màn hình đang ẩn" }).waitFor();
    expect(await page.getByRole("combobox").isVisible()).toBe(false);
  });

  test("Ctrl+K finds an act typed without marks and does it", async ({ open }) => {
    const page = await open({ login: "officer", path: "/queue" });
    await page.getByRole("heading", { name: "Ca đang chờ" }).waitFor();
    await page.keyboard.press("Control+k");
    await expect.poll(() => hasFocus(page.getByRole("combobox"))).toBe(true);
    await expectAccessible(page);
    await shoot(page, "palette");
    await page.keyboard.type("doi ngon");
    // The Enter with which Telex ends a word.
    await page.getByRole("combobox").evaluate((field) => void field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true })));
    expect(await page.getByRole("combobox").isVisible()).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Waiting cases" }).waitFor();
    await page.locator("html[lang=en]").waitFor();
  });

  test("? shows the keys of this page", async ({ open }) => {
    const page = await open({ login: "officer", path: "/queue" });
    await page.getByRole("heading", { name: "Ca đang chờ" }).waitFor();
    await page.keyboard.press("?");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Ẩn màn hình").waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  });

  test("an idle screen locks, also over a reload, and opens with the password to the page as it was", async ({ open }) => {
    const page = await open({ login: "officer", path: "/queue" });
    await page.getByRole("heading", { name: "Ca đang chờ" }).waitFor();
    await page.evaluate(() => localStorage.setItem("hotline.used_at", String(Date.now() - 11 * 60_000)));
    await page.getByRole("dialog", { name: "Màn hình đã khoá" }).waitFor();
    await expectAccessible(page);
    await shoot(page, "locked");
    await page.reload();
    await page.getByRole("dialog", { name: "Màn hình đã khoá" }).waitFor();
    expect(await page.getByRole("heading", { name: "Ca đang chờ" }).isVisible()).toBe(false);
    await page.locator("input[name=password]").fill(passwordOf("officer"));
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByRole("heading", { name: "Ca đang chờ" }).waitFor();
  });

  test("a session that ended elsewhere covers the page until the same person signs in again", async ({ open }) => {
    const page = await open({ login: "chairman", path: "/queue" });
    await page.getByRole("heading", { name: "Ca đang chờ" }).waitFor();
    await page.context().clearCookies();
    await page.evaluate(() => new BroadcastChannel("hotline.session").postMessage("changed"));
    await page.getByRole("dialog", { name: "Phiên làm việc đã hết" }).waitFor();
    await page.locator("input[name=password]").fill(passwordOf("chairman"));
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByText(/Cập nhật/).waitFor();
  });

  test("the page itself reloads while the line is down, for the person of the tab, and goes on when it is back", async ({ open }) => {
    const own = await TestServer.start();
    try {
      const page = await open({ login: "officer", path: "/queue", server: own.facts });
      await page.getByText("Không có ca nào chờ").waitFor();
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await own.kill();
      await page.reload();
      await page.getByRole("banner").getByText("Người Thử officer").waitFor();
      await page.getByRole("alert").filter({ hasText: "Mất kết nối" }).waitFor();
      await own.restart();
      await page.getByText("Không có ca nào chờ").waitFor();
      await page.getByRole("alert").waitFor({ state: "detached" });
    } finally {
      await own.stop();
    }
  });

  test("an address that is not there, or not for the role, says so, asks the server for nothing and keeps the way home", async ({ open }) => {
    const page = await open({ login: "admin", path: "/account" });
    const asked: string[] = [];
    page.on("request", (request) => void asked.push(request.url()));
    for (const path of ["/khong-co-trang-nay", "/cases/khong-co/gi/het", "/queue", `/cases/${crypto.randomUUID()}`]) {
      await page.goto(path);
      await page.getByRole("heading", { name: "Không có trang này" }).waitFor();
      expect(await page.locator("main").innerText(), path).toMatch(/^Không có trang này\s+Địa chỉ không đúng, hoặc trang này không dành cho vai trò của bạn\.\s+Về trang đầu$/);
      expect(await page.title(), path).not.toContain(path);
    }
    expect(asked.filter((url) => /hotline\.v1\.(Case|Referral|Intake)Service/.test(url))).toEqual([]);
    await page.getByRole("button", { name: "Về trang đầu" }).click();
    await page.getByRole("heading", { name: "Không có trang này" }).waitFor({ state: "detached" });
  });
});
