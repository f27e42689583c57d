import { describe, expect } from "vitest";
import { expectAccessible, looks, shoot, test } from "./browser.ts";
import { carry, refer } from "./cases.ts";
import { as, type ServerFacts } from "./server.ts";

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
    expect(new URL(page.url()).pathname).toBe(`/cases/${caseId}`);
    await page.goBack();
    await page.keyboard.press("/");
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
    expect(await page.getByText(caseNumber).count()).toBe(0);
  });

  for (const look of looks) {
    test(`nothing for axe to say: ${look.scheme}, ${look.width} px, ${look.language}`, async ({ server, open }) => {
      const { caseNumber } = await accepted(server);
      const page = await open({ login: "officer", path: "/cases", ...look });
      await page.getByText(caseNumber).waitFor();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      expect(await page.content()).not.toContain("Trẻ Hư Cấu");
      await shoot(page, `cases-${look.scheme}-${look.width}`);
    });
  }
});
