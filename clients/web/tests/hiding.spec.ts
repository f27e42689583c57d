// The key that hides the screen, and what a title says: nothing of a case stays where somebody else may look.
import { describe, expect } from "vitest";
import { test } from "./browser.ts";
import { refer } from "./cases.ts";
import { as } from "./server.ts";

describe("a hidden screen", () => {
  test("stays hidden over a reload, without a word in its title", async ({ server, open }) => {
    const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    const heading = page.getByRole("heading", { level: 1, name: caseNumber });
    await heading.waitFor();
    await page.keyboard.press("F8");
    const cover = page.getByRole("dialog", { name: "Màn hình đang ẩn" });
    await cover.waitFor();
    await page.reload();
    await cover.waitFor();
    expect(await heading.isVisible()).toBe(false);
    await expect.poll(() => page.title()).toBe("111");
    await page.keyboard.press("F8");
    await heading.waitFor();
    await expect.poll(() => page.title()).toBe("Ca · 111");
  });

  test("is hidden in every tab of the browser, and shown again in all", async ({ open }) => {
    const page = await open({ login: "officer", path: "/queue" });
    const other = await open({ beside: page, path: "/cases" });
    const heading = other.getByRole("heading", { level: 1, name: "Các ca" });
    await heading.waitFor();
    await page.keyboard.press("F8");
    await other.getByRole("dialog", { name: "Màn hình đang ẩn" }).waitFor();
    expect(await heading.isVisible()).toBe(false);
    await other.keyboard.press("F8");
    await page.getByRole("heading", { level: 1, name: "Ca đang chờ" }).waitFor();
    await heading.waitFor();
  });
});

describe("a title", () => {
  test("names the screen that is open, not the one above it, and nobody's case", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    const titles = {
      [`/cases/${caseId}`]: "Ca · 111", [`/cases/${caseId}/print`]: "In hồ sơ · 111", [`/cases/${caseId}/audit`]: "Kiểm tra ca · 111",
      "/units/changes": "Thay đổi đơn vị · 111", "/statistics/report": "Báo cáo theo mẫu · 111", "/deadlines/try": "Thử thời hạn khác · 111", "/nowhere": "111",
    };
    const page = await open({ login: "supervisor", path: "/account" });
    for (const [path, title] of Object.entries(titles)) {
      await page.goto(path);
      await expect.poll(() => page.title(), { message: path }).toBe(title);
    }
  });
});
