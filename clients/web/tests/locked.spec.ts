// A screen that is locked opens by the password and by nothing else: not by signing out, not by a line that is down, not
// by a machine that slept.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { expectAccessible, shoot, test } from "./browser.ts";
import { passwordOf } from "./server.ts";

const behind = (page: Page) => page.getByRole("heading", { level: 1, name: "Ca đang chờ" });
const lock = (page: Page) => page.getByRole("dialog", { name: "Màn hình đã khoá" });
/** Nobody has been at the machine for so long. */
const unused = (page: Page, minutes = 11) => page.evaluate((ms) => localStorage.setItem("hotline.used_at", String(Date.now() - ms)), minutes * 60_000);
const isCovered = (page: Page) => page.evaluate(() => document.documentElement.dataset.covered !== undefined);

/** The line is down for what is called so; the browser itself does not know. */
async function cut(page: Page, ...calls: string[]) {
  for (const call of [...calls, "/readyz"]) await page.context().route(`**${call}`, (route) => route.abort());
}

describe("signing out", () => {
  test("from behind the lock opens nothing: not while it is under way, and not in another tab", async ({ open }) => {
    const page = await open({ login: "officer", path: "/queue" });
    const second = await open({ beside: page, path: "/queue" });
    for (const tab of [page, second]) await behind(tab).waitFor();
    await unused(page);
    for (const tab of [page, second]) await lock(tab).waitFor();
    let answer = () => {};
    const held = new Promise<void>((done) => (answer = done));
    await page.context().route("**/hotline.v1.SessionService/SignOut", async (route) => (await held, route.continue()));
    const asked = page.waitForRequest("**/hotline.v1.SessionService/SignOut");
    await page.getByRole("button", { name: "Đăng nhập bằng tên khác" }).click();
    await asked;
    for (const tab of [page, second]) expect(await isCovered(tab)).toBe(true);
    await page.getByRole("heading", { name: "Đang đăng xuất…" }).waitFor();
    answer();
    for (const tab of [page, second]) await tab.getByRole("heading", { name: "Đăng nhập", exact: true }).waitFor();
    expect(await page.evaluate(() => sessionStorage.getItem("hotline.person"))).toBe(null);
  });

  test("from behind the lock while the line is down keeps it locked, says so, and goes on by itself", async ({ open }) => {
    const page = await open({ login: "chairman", path: "/queue" });
    await behind(page).waitFor();
    await unused(page);
    await lock(page).waitFor();
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Đăng nhập bằng tên khác" }).click();
    await page.getByRole("heading", { name: "Chưa đăng xuất được: mất kết nối" }).waitFor();
    expect(await isCovered(page)).toBe(true);
    expect(await page.evaluate(() => localStorage.getItem("hotline.locked"))).toBe("1");
    await expectAccessible(page);
    await shoot(page, "not-signed-out");
    await page.context().setOffline(false);
    await page.getByRole("heading", { name: "Đăng nhập", exact: true }).waitFor();
  });

  test("by the menu while the line is down locks the screen instead of leaving it open; the password stops it", async ({ open }) => {
    const page = await open({ login: "colleague", path: "/queue" });
    const second = await open({ beside: page, path: "/queue" });
    for (const tab of [page, second]) await behind(tab).waitFor();
    await cut(page, "/hotline.v1.SessionService/SignOut");
    let left = 0;
    page.on("requestfinished", (request) => void (request.url().endsWith("/SignOut") && ++left));
    await page.getByRole("button", { name: /Tài khoản/ }).click();
    await page.getByRole("menuitem", { name: "Đăng xuất" }).click();
    await page.getByRole("heading", { name: "Chưa đăng xuất được: mất kết nối" }).waitFor();
    await lock(second).waitFor();
    expect(await isCovered(page)).toBe(true);
    await page.context().unroute("**/hotline.v1.SessionService/SignOut");
    await page.locator("input[name=password]").fill(passwordOf("colleague"));
    await page.keyboard.press("Enter");
    for (const tab of [page, second]) await expect.poll(() => isCovered(tab)).toBe(false);
    await page.reload();
    await behind(page).waitFor();
    expect(left).toBe(0);
  });

  test("that the server refuses leaves the screen locked, and can be asked for again", async ({ open }) => {
    const page = await open({ login: "supervisor", path: "/board" });
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.context().route("**/hotline.v1.SessionService/SignOut", (route) => route.fulfill({ status: 500, contentType: "application/json", body: '{"code":"internal"}' }));
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("dang xuat");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Chưa đăng xuất được", exact: true }).waitFor();
    expect(await isCovered(page)).toBe(true);
    await page.context().unroute("**/hotline.v1.SessionService/SignOut");
    await page.getByRole("button", { name: "Đăng xuất", exact: true }).click();
    await page.getByRole("heading", { name: "Đăng nhập", exact: true }).waitFor();
  });
});

test("a session that ended leaves nothing of the person in the tab's own store", async ({ open }) => {
  const page = await open({ login: "chairman", path: "/queue" });
  await behind(page).waitFor();
  expect(await page.evaluate(() => sessionStorage.getItem("hotline.person"))).toContain("chairman");
  await page.context().clearCookies();
  await page.evaluate(() => new BroadcastChannel("hotline.session").postMessage("changed"));
  await page.getByRole("dialog", { name: "Phiên làm việc đã hết" }).waitFor();
  expect(await page.evaluate(() => sessionStorage.getItem("hotline.person"))).toBe(null);
});

describe("a machine that nobody used", () => {
  test("locks at the first touch after it slept", async ({ open }) => {
    const page = await open({ login: "officer", path: "/queue" });
    await behind(page).waitFor();
    await page.clock.install();
    await page.reload();
    await behind(page).waitFor();
    await page.clock.pauseAt(Date.now() + 1000);
    await page.clock.setSystemTime(Date.now() + 3 * 3_600_000); // the timers stood still meanwhile
    await page.mouse.move(200, 200);
    await expect.poll(() => isCovered(page)).toBe(true);
  });

  test("locks a tab that is loaded again", async ({ open }) => {
    const page = await open({ login: "officer", path: "/queue" });
    await behind(page).waitFor();
    await page.goto("/icon.svg");
    await unused(page);
    await page.goto("/queue");
    await lock(page).waitFor();
  });

  test("is open for whoever has just signed in", async ({ open }) => {
    const page = await open({ path: "/queue" });
    await unused(page, 600);
    await page.evaluate(() => localStorage.setItem("hotline.locked", "1"));
    await page.reload();
    await page.getByLabel("Tên đăng nhập").fill("officer");
    await page.locator("input[name=password]").fill(passwordOf("officer"));
    await page.keyboard.press("Enter");
    await behind(page).waitFor();
    expect(await isCovered(page)).toBe(false);
  });
});
