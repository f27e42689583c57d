// A browser that keeps nothing on the machine: what is typed is in the page as long as that lives, and the words say so.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { begin } from "./acting.ts";
import { shoot, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { as } from "./server.ts";

const keepsNothing = (page: Page) => page.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { value: undefined }));

describe("where the browser keeps nothing", () => {
  test("a form of a case that was closed with Esc, or by its cross, opens again with what was typed", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "officer", path: "/account" });
    await keepsNothing(page);
    await page.goto(`/cases/${caseId}`);
    await begin(page, "AddNote");
    const note = page.locator("form textarea");
    await page.getByText("đóng hay tải lại trang trước khi gửi thì mất").waitFor();
    await note.fill("Hàng xóm hẹn chiều nay.");
    await shoot(page, "case-unkept");
    await note.press("Escape");
    await note.waitFor({ state: "detached" });
    await begin(page, "AddNote");
    await expect.poll(() => note.inputValue()).toBe("Hàng xóm hẹn chiều nay.");
    await page.getByRole("button", { name: "Đóng, giữ bản nháp" }).click();
    await page.getByRole("link", { name: "Các ca" }).first().click();
    await page.getByRole("heading", { level: 1, name: "Các ca" }).waitFor();
    await page.goBack();
    await begin(page, "AddNote");
    await expect.poll(() => note.inputValue()).toBe("Hàng xóm hẹn chiều nay.");
  });

  test("a line that is down promises no more than there is", async ({ open }) => {
    const page = await open({ login: "officer", path: "/account" });
    await keepsNothing(page);
    await page.goto("/queue");
    await page.getByRole("heading", { level: 1, name: "Ca đang chờ" }).waitFor();
    await page.context().setOffline(true);
    await page.evaluate(() => window.dispatchEvent(new Event("offline"))); // as the browser tells it
    await page.getByText("trình duyệt này không giữ được những gì gõ vào").waitFor();
    expect(await page.getByText("được giữ trên máy này").count()).toBe(0);
    await page.context().setOffline(false);
    await page.getByRole("alert").waitFor({ state: "detached" });
  });
});
