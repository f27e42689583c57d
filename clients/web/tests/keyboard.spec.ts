// By keyboard alone: no pointer is used in this file.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { test } from "./browser.ts";
import { saved } from "./acting.ts";
import { refer } from "./cases.ts";
import { as, TestServer } from "./server.ts";
import { goBy, tabTo, walk } from "./walking.ts";

/** What has the focus stands in the content: nobody begins again at the top after an act. */
const focusInContent = (page: Page) => page.evaluate(() => document.getElementById("content")!.contains(document.activeElement));

describe("the keyboard alone", { timeout: 180_000 }, () => {
  let own: TestServer; // its lists are short
  beforeAll(async () => {
    own = await TestServer.start();
    const operator = await as(own.facts, "operator");
    for (let made = 0; made < 3; ++made) await refer(operator, { unit: own.facts.commune, emergency: made === 0 });
  });
  afterAll(() => own.stop());

  test("an officer: from the queue into a case, its acts, its papers, the list of cases, the account", async ({ open }) => {
    const page = await open({ login: "officer", path: "/queue", server: own.facts });
    await page.getByRole("row").nth(3).waitFor();
    await walk(page, "queue");
    const first = page.getByRole("row").nth(1).getByRole("link");
    const number = await first.innerText();
    await tabTo(page, first);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: number }).waitFor();
    expect(await focusInContent(page), "after going to another page").toBe(true);
    await page.locator("[data-act]").first().waitFor();
    await walk(page, "case");

    await tabTo(page, page.locator('[data-act="AcceptReferral"]'));
    await page.keyboard.press("Enter");
    await page.locator("form").waitFor();
    await page.keyboard.press("Enter"); // the form is ready: its button has the focus
    await saved(page, "Tiếp nhận ca");
    expect(await focusInContent(page), "after an act").toBe(true);

    const more = page.locator("summary").last();
    await tabTo(page, more);
    await page.keyboard.press("Enter");
    expect(await more.evaluate(({ parentElement }) => (parentElement as HTMLDetailsElement).open)).toBe(true);
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
    expect(await paper.isChecked()).toBe(true);

    await goBy(page, "toi cac ca", "Các ca");
    await page.getByText(number).waitFor();
    await walk(page, "cases");
    await goBy(page, "tai khoan", "Tài khoản");
    await walk(page, "account");
    await tabTo(page, page.getByRole("radio", { name: "Tiếng Việt" }));
    await page.keyboard.press("ArrowDown");
    await page.getByRole("heading", { level: 1, name: "Account" }).waitFor();
  });

  test("a supervisor: from a number of the board to a case, who read it, and the log", async ({ open }) => {
    const page = await open({ login: "supervisor", path: "/board", server: own.facts });
    await page.getByRole("listitem").first().waitFor();
    await tabTo(page, page.getByRole("group", { name: "Bốn con số" }).getByRole("button", { name: "khẩn cấp đang mở" }));
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
    await walk(page, "the log");
    await tabTo(page, page.getByRole("button", { name: "Kiểm tra toàn bộ nhật ký" }));
    await page.keyboard.press("Enter");
    await page.getByText(/Nhật ký nguyên vẹn/).waitFor();
  });
});
