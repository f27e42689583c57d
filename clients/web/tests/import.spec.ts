import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { expectAccessible, looks, shoot, test } from "./browser.ts";
import { as, TestServer } from "./server.ts";

const units = readFileSync(join(import.meta.dirname, "../../../config/units/luc-nam.csv"), "utf8");
const csv = (text: string) => ({ name: "don-vi.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
const bad = `${units.trimEnd()}\n07456,ngay mai,,commune,xã,Tam Dị,,218,,,,thử\n`;

describe("importing the offices", () => {
  test("shows what changes before anything does, and carries it out when a person says so", { timeout: 90_000 }, async ({ open }) => {
    const own = await TestServer.start();
    try {
      const page = await open({ login: "admin", path: "/units", server: own.facts });
      await page.getByRole("link", { name: "Nhập danh sách đơn vị" }).click();
      const box = page.getByLabel("Tệp CSV của toàn bộ đơn vị");
      const changed = units.replace("07519,2025-07-01,,commune,xã,Cẩm Lý,", "07519,2025-07-01,,commune,xã,Cẩm Lý Mới,");
      await box.setInputFiles(csv(changed));
      await page.getByRole("button", { name: /^Nhập \d+ thay đổi$/ }).waitFor();
      await page.getByRole("row", { name: /Mới/ }).first().waitFor();
      const found = async () => (await (await as(own.facts, "officer"))(DirectoryService).findPlace({ text: "xa cam ly moi" })).candidates.filter(({ matched }) => matched?.name.endsWith("Mới"));
      expect(await found()).toEqual([]);
      await shoot(page, "import-changes-1280");
      await page.getByRole("button", { name: /^Nhập \d+ thay đổi$/ }).press("Enter");
      await page.getByText(/^Đã nhập\./).waitFor();
      expect((await found()).length).toBeGreaterThan(0);
      await box.setInputFiles(csv(changed));
      await page.getByText("không có gì để nhập", { exact: false }).waitFor();
    } finally {
      await own.stop();
    }
  });

  test("names every bad row, and imports nothing of such a file", async ({ open }) => {
    const page = await open({ login: "admin", path: "/units/import" });
    await page.getByLabel("Tệp CSV của toàn bộ đơn vị").setInputFiles(csv(bad));
    await page.getByRole("heading", { name: /dòng sai/ }).waitFor();
    await page.getByRole("rowheader", { name: String(bad.trimEnd().split("\n").length) }).waitFor();
    expect(await page.getByRole("button", { name: /^Nhập \d+/ }).count()).toBe(0);
  });

  for (const look of looks) {
    test(`nothing for axe to say: ${look.scheme}, ${look.width} px, ${look.language}`, async ({ open }) => {
      const page = await open({ login: "admin", path: "/units/import", ...look });
      const box = page.locator("input[type=file]");
      await box.waitFor();
      await expectAccessible(page);
      await box.setInputFiles(csv(bad));
      await page.getByRole("rowheader").first().waitFor();
      await expectAccessible(page);
      await shoot(page, `import-errors-${look.scheme}-${look.width}`);
      await box.setInputFiles(csv(units.replace("Đông Phú", "Đông Phú Mới")));
      await page.getByRole("rowheader", { name: /Mới/ }).first().waitFor();
      await expectAccessible(page);
      expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
      await shoot(page, `import-${look.scheme}-${look.width}`);
    });
  }
});
