import { describe, expect } from "vitest";
import { test } from "./browser.ts";
import { carry, refer } from "./cases.ts";
import { as, type ServerFacts } from "./server.ts";
import { hasFocus } from "./walking.ts";

async function accepted(server: ServerFacts) {
  const referred = await refer(await as(server, "operator"), { unit: server.commune, emergency: true });
  await carry(server, referred.caseId, "accepted");
  return referred;
}

describe("the cases of an office", () => {
  test("a case that was accepted is found again, and one touch opens it", async ({ server, open }) => {
    const { caseNumber, caseId } = await accepted(server);
    const page = await open({ login: "officer", path: "/cases" });
    await page.getByRole("row").filter({ hasText: caseNumber }).click();
    await page.getByRole("heading", { level: 1, name: caseNumber }).waitFor();
    await page.waitForURL(`**/cases/${caseId}`);
    await page.goBack();
    await page.getByRole("row").filter({ hasText: caseNumber }).waitFor();
    await page.keyboard.press("/");
    await expect.poll(() => hasFocus(page.getByLabel("Tìm theo số ca"))).toBe(true);
    await page.keyboard.type("999999");
    await page.keyboard.press("Enter");
    await page.getByText(/Không tìm thấy ca/).waitFor();
    await page.getByLabel("Tìm theo số ca").fill(caseNumber.toLowerCase());
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: caseNumber }).waitFor();
    expect(page.url()).not.toContain(caseNumber);
    await page.goBack();
    await page.getByText("Đã đóng", { exact: true }).click();
    await page.getByText(/Không có ca nào thuộc loại này|đã đóng/).first().waitFor();
    await page.getByText(caseNumber).first().waitFor({ state: "detached" });
  });

  test("stands on a phone as cards of their own, in no frame around them", async ({ server, open }) => {
    const { caseNumber } = await accepted(server);
    const page = await open({ login: "officer", path: "/cases", width: 360, height: 740 });
    await page.getByRole("row").filter({ hasText: caseNumber }).waitFor();
    const frame = await page.getByRole("table").evaluate((table) => [getComputedStyle(table).borderTopWidth, getComputedStyle(table).boxShadow]);
    expect(frame).toEqual(["0px", "none"]);
  });
});
