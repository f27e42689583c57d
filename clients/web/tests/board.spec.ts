// The supervisor's board: numbers that follow what happens, each with its list behind it, and for supervisors alone.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { expectAccessible, test } from "./browser.ts";
import { callAgain, carry, refer } from "./cases.ts";
import { as } from "./server.ts";

const number = (page: Page, words: string) => page.getByRole("group", { name: "Bốn con số" }).getByRole("button", { name: words });
/** Sooner than the page asks by itself. */
const live = { timeout: 10_000 };
const counted = async (page: Page, words: string) => Number(await number(page, words).locator("strong").textContent());

describe("the board", () => {
  test("is a supervisor's first page, and counts a referral by itself until its office accepts it", async ({ server, open }) => {
    const operator = await as(server, "operator");
    await refer(operator, { unit: server.commune });
    const page = await open({ login: "supervisor" });
    await page.getByRole("heading", { level: 1, name: "Bảng giám sát" }).waitFor();
    const waiting = await counted(page, "chưa ai tiếp nhận");
    const emergencies = await counted(page, "khẩn cấp đang mở");
    const { caseId } = await refer(operator, { unit: server.commune, emergency: true });
    await expect.poll(() => counted(page, "chưa ai tiếp nhận"), live).toBe(waiting + 1);
    expect(await counted(page, "khẩn cấp đang mở")).toBe(emergencies + 1);
    await carry(server, caseId, "accepted");
    await expect.poll(() => counted(page, "chưa ai tiếp nhận"), live).toBe(waiting);
    expect(await counted(page, "khẩn cấp đang mở")).toBe(emergencies + 1);
    await page.getByRole("listitem").filter({ hasText: "Xã Bảo Đài" }).first().waitFor();
  });

  test("each number is that of the cases behind it", async ({ server, open }) => {
    const operator = await as(server, "operator");
    const inWork = await refer(operator, { unit: server.commune });
    await carry(server, inWork.caseId, "accepted");
    await callAgain(server, inWork.caseId); // waits in the queue, and was accepted
    await refer(operator, { unit: server.commune, hoursAgo: 30 });
    await refer(operator, { unit: server.other_commune, emergency: true, hoursAgo: 14 });
    const page = await open({ login: "supervisor", path: "/board", height: 20_000 });
    const behind = { "chưa ai tiếp nhận": "row", "quá hạn": "row", "khẩn cấp đang mở": "row", "cần gọi điện": "listitem" } as const;
    for (const [words, role] of Object.entries(behind)) {
      await number(page, words).click();
      const count = await counted(page, words);
      expect(count, words).toBeGreaterThan(0);
      const list = page.getByRole(role as "row" | "listitem").filter({ hasText: /LN-\d+-\d+/ });
      await expect.poll(() => list.count(), { message: words }).toBe(count);
      await number(page, words).click();
    }
  });

  test("shows behind each number its cases, without a name", async ({ server, open }) => {
    await refer(await as(server, "operator"), { unit: server.commune, emergency: true });
    const page = await open({ login: "supervisor", path: "/board" });
    await number(page, "chưa ai tiếp nhận").click();
    await page.getByRole("row").filter({ hasText: /Khẩn cấp.*LN-/s }).first().waitFor();
    await number(page, "khẩn cấp đang mở").click();
    await page.getByRole("row").filter({ hasText: /Khẩn cấp.*LN-/s }).first().waitFor();
    expect(await page.content()).not.toContain("Trẻ Hư Cấu");
    await expectAccessible(page);
    await number(page, "khẩn cấp đang mở").click();
    expect(await page.getByRole("row").filter({ hasText: /Khẩn cấp.*LN-/s }).count()).toBe(0);
  });

  test("is nobody else's", async ({ open }) => {
    const page = await open({ login: "officer", path: "/board" });
    await page.getByText("Không có trang này").waitFor();
    expect(await page.getByRole("link", { name: "Giám sát" }).count()).toBe(0);
  });
});
