// Ctrl+K: every screen of the role, a case by its number, and what the screen that is open offers.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { routesOf } from "../src/app/routes.tsx";
import { SessionService } from "../src/gen/hotline/v1/session_pb.ts";
import { test } from "./browser.ts";
import { refer } from "./cases.ts";
import { as, type Login } from "./server.ts";

async function offered(page: Page, typed = "") {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Đi tới" }).fill(typed);
  const words = await page.getByRole("option").allInnerTexts();
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Đi tới" }).waitFor({ state: "detached" });
  return words;
}

describe("the palette", () => {
  for (const login of ["operator", "officer", "chairman", "supervisor", "admin"] satisfies Login[]) {
    test(`goes to every screen that has an address without an id: ${login}`, async ({ server, open }) => {
      const { person } = await (await as(server, login))(SessionService).whoAmI({});
      const wanted = routesOf(person!).filter(({ path }) => !path.includes(":")).map(({ words }) => `Tới: ${words[0]}`);
      const page = await open({ login, path: "/account" });
      await page.getByRole("heading", { level: 1, name: "Tài khoản" }).waitFor();
      const words = await offered(page);
      expect(wanted.filter((one) => !words.some((offer) => offer.startsWith(one)))).toEqual([]);
    });
  }

  test("opens a case by its number, in full or by its last digits, and says where there is none", async ({ server, open }) => {
    const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "officer", path: "/queue" });
    await page.getByRole("heading", { level: 1 }).waitFor();
    for (const typed of [caseNumber, String(Number(caseNumber.split("-").at(-1)))]) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox", { name: "Đi tới" }).fill(typed);
      await page.keyboard.press("Enter");
      await page.waitForURL(`**/cases/${caseId}`);
      await page.goBack();
      await page.getByRole("heading", { level: 1, name: "Ca đang chờ" }).waitFor();
    }
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Đi tới" }).fill("999999");
    await page.keyboard.press("Enter");
    const box = page.getByRole("search").getByRole("textbox");
    await expect.poll(() => box.getAttribute("aria-invalid")).toBe("true");
    expect(await box.inputValue()).toBe("999999");
  });

  const acts: readonly [Login, string, string][] = [
    ["supervisor", "/board", "Xem ca quá hạn"],
    ["supervisor", "/contacts", "Chỉ xem: "],
    ["supervisor", "/roster", "Xếp thêm"],
    ["chairman", "/deputies", "Uỷ quyền cho một người"],
    ["admin", "/units", "Tìm đơn vị"],
    ["admin", "/audit", "Kiểm tra toàn bộ nhật ký"],
    ["supervisor", "/deadlines", "Xem một đơn vị và các đơn vị dưới"],
    ["officer", "/account", "Đổi mật khẩu"],
  ];
  for (const [login, path, act] of acts) {
    test(`does what ${path} is for`, async ({ open }) => {
      const page = await open({ login, path });
      await page.getByRole("heading", { level: 1 }).waitFor();
      await expect.poll(() => offered(page, act.trim()).then((words) => words.some((words_) => words_.startsWith(act.trim())))).toBe(true);
      if (path !== "/deadlines") return;
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox", { name: "Đi tới" }).fill(act);
      await page.keyboard.press("Enter");
      await expect.poll(() => page.evaluate(() => document.activeElement?.closest("#deadlines-office") !== null)).toBe(true);
    });
  }
});
