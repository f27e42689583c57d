// Work by keyboard alone, no pointer is used in this file: sign-in, desk, menu, palette, keys and cover; queue, case, a form,
// print, cases, account; board, audit of a case, log; people, offices, deputies. That each screen of the router is reached by
// Tab whole, also those that are not named here, every_look.ts holds.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./browser.ts";
import { saved } from "./acting.ts";
import { refer } from "./cases.ts";
import { as, passwordOf } from "./server.ts";
import { goBy, hasFocus, tabTo, walk } from "./walking.ts";

/** What has the focus stands in the content: nobody begins again at the top after an act. */
const focusInContent = (page: Page, when: string) => expect.poll(() => page.evaluate(() => document.getElementById("content")!.contains(document.activeElement)), { message: when }).toBe(true);

describe("the keyboard alone", () => {
  test.beforeAll(async ({ server }) => {
    const operator = await as(server, "operator");
    for (let made = 0; made < 3; ++made) await refer(operator, { unit: server.commune, emergency: made === 0 });
  });

  test("an operator: sign-in, desk, menu, palette and keys, each giving the focus back", async ({ open }) => {
    const page = await open();
    await walk(page, "sign-in");
    await tabTo(page, page.locator("input[name=username]"));
    await page.keyboard.type("operator");
    await tabTo(page, page.locator("input[name=password]"));
    await page.keyboard.type(passwordOf("operator"));
    await page.keyboard.press("Enter");
    await page.locator("[data-stops] [data-stop]").first().waitFor();
    await walk(page, "desk");

    const menu = page.getByRole("button", { name: /Tài khoản:/ });
    await tabTo(page, menu);
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("menuitem");
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    await expect.poll(() => hasFocus(menu)).toBe(true);

    const find = page.getByRole("button", { name: /^Đi tới/ }).first();
    await tabTo(page, find);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("combobox").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => hasFocus(find)).toBe(true);
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await walk(page, "the keys");
    await page.keyboard.press("Escape");
    await expect.poll(() => hasFocus(find)).toBe(true);
    await page.keyboard.press("F8");
    await page.getByRole("dialog", { name: "Màn hình đang ẩn" }).waitFor();
    await walk(page, "the cover");
    await page.keyboard.press("F8");
    await expect.poll(() => hasFocus(find)).toBe(true);
  });

  test("an officer: from the queue into a case, its acts, its papers, the list of cases, the account", async ({ open }) => {
    const page = await open({ login: "officer", path: "/queue" });
    await page.getByRole("row").nth(3).waitFor();
    await walk(page, "queue");
    const first = page.getByRole("row").nth(1).getByRole("link");
    const number = await first.innerText();
    await tabTo(page, first);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: number }).waitFor();
    await focusInContent(page, "after going to another page");
    await page.locator("[data-act]").first().waitFor();
    await walk(page, "case");

    await tabTo(page, page.locator('[data-act="AcceptReferral"]'));
    await page.keyboard.press("Enter");
    await page.locator("form").waitFor();
    await expect.poll(() => hasFocus(page.locator("form [data-send]"))).toBe(true); // the form is ready
    await page.keyboard.press("Enter");
    await saved(page, "Tiếp nhận ca");
    await focusInContent(page, "after an act");

    const more = page.locator("summary").last();
    await tabTo(page, more);
    await page.keyboard.press("Enter");
    await expect.poll(() => more.evaluate(({ parentElement }) => (parentElement as HTMLDetailsElement).open)).toBe(true);
    const note = page.locator('[data-act="AddNote"]');
    await tabTo(page, note);
    await page.keyboard.press("Enter");
    await page.locator("form").waitFor();
    await walk(page, "case with a form");
    await tabTo(page, page.getByRole("textbox", { name: "Ghi chú" }));
    await page.keyboard.type("Gõ không cần chuột.");
    await page.keyboard.press("Control+Enter");
    await saved(page, "Ghi chú");

    await tabTo(page, page.getByRole("link", { name: /In hồ sơ|^In/ }));
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Mẫu số 01" }).waitFor();
    await walk(page, "print");
    const paper = page.getByRole("checkbox").nth(1);
    await tabTo(page, paper);
    await page.keyboard.press("Space");
    await expect.poll(() => paper.isChecked()).toBe(true);

    await goBy(page, "toi cac ca", "Các ca");
    await page.getByText(number).waitFor();
    await walk(page, "cases");
    await goBy(page, "tai khoan", "Tài khoản");
    await page.getByText("Máy này", { exact: true }).waitFor();
    await walk(page, "account");
    await tabTo(page, page.getByRole("radio", { name: "Tiếng Việt" }));
    await page.keyboard.press("ArrowDown");
    await page.getByRole("heading", { level: 1, name: "Account" }).waitFor();
  });

  test("a supervisor: from a number of the board to a case, who read it, and the log", async ({ open }) => {
    const page = await open({ login: "supervisor", path: "/board" });
    await page.getByRole("listitem").first().waitFor();
    await tabTo(page, page.getByRole("group", { name: "Năm con số" }).getByRole("button", { name: "khẩn cấp đang mở" }));
    await page.keyboard.press("Enter");
    const link = page.getByRole("row").getByRole("link").first();
    await link.waitFor();
    await walk(page, "board");
    await tabTo(page, link);
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("link", { name: "Kiểm tra ca" }));
    await page.keyboard.press("Enter");
    await page.getByRole("row").nth(1).waitFor();
    await walk(page, "audit of a case");
    await goBy(page, "toi nhat ky", "Nhật ký");
    await page.getByRole("main").getByRole("listitem").first().waitFor();
    await walk(page, "the log");
    await tabTo(page, page.getByRole("button", { name: "Kiểm tra toàn bộ nhật ký" }));
    await page.keyboard.press("Enter");
    await page.getByText(/Nhật ký nguyên vẹn/).waitFor();
  });

  test("an administrator and a chairman: people, a question before an act, offices, deputies", async ({ open }) => {
    const page = await open({ login: "admin", path: "/people" });
    const person = page.getByRole("button", { name: /Người Thử stranger/ });
    await person.waitFor();
    await tabTo(page, person);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name: "Người Thử stranger" }).waitFor();
    await walk(page, "people");
    const disable = page.getByRole("button", { name: "Khoá tài khoản" });
    await tabTo(page, disable);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await walk(page, "the question");
    await page.keyboard.press("Escape");
    await expect.poll(() => hasFocus(disable)).toBe(true);
    await goBy(page, "toi don vi", "Đơn vị");
    await page.getByRole("listitem").first().waitFor();
    await tabTo(page, page.getByRole("main").getByRole("listitem").first().getByRole("button"));
    await page.keyboard.press("Enter");
    await page.locator("#unit-title").waitFor();
    await walk(page, "offices");

    const chairman = await open({ login: "chairman", path: "/deputies" });
    const deputy = chairman.getByLabel("Người được uỷ quyền");
    await deputy.locator("option").filter({ hasText: "officer" }).waitFor({ state: "attached" });
    await walk(chairman, "deputies");
    await tabTo(chairman, deputy);
    for (let tries = 0; tries < 10 && !(await deputy.locator("option:checked").innerText()).includes("officer"); ++tries) await chairman.keyboard.press("ArrowDown");
    await tabTo(chairman, chairman.getByRole("button", { name: "Uỷ quyền", exact: true }));
    await chairman.keyboard.press("Enter");
    await chairman.getByText("đang có hiệu lực").first().waitFor();
  });
});
