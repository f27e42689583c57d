import { readFileSync } from "node:fs";
import { join } from "node:path";
import { create, toBinary } from "@bufbuild/protobuf";
import { describe, expect } from "vitest";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { ImportUnitsResponseSchema } from "../src/gen/hotline/v1/unit_import_pb.ts";
import { enveloped, expectAccessible, looks, shoot, test } from "./browser.ts";
import { as, TestServer } from "./server.ts";

const units = readFileSync(join(import.meta.dirname, "../../../config/units/luc-nam.csv"), "utf8");
const csv = (text: string) => ({ name: "don-vi.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
const bad = `${units.trimEnd()}\n07456,ngay mai,,commune,xã,Tam Dị,,218,,,,thử\n`;

describe("importing the offices", () => {
  test("says of an office that goes on otherwise what it was and what it becomes", async ({ open }) => {
    const change = { what: "renamed", unit: "07477@2004-07-08", name: "xã Phương Sơn", others: ["07477@2022-07-01"], otherNames: ["thị trấn Phương Sơn"], fields: [{ field: "kind", was: "xã", becomes: "thị trấn" }] };
    const corrected = { what: "corrected", unit: "07456@2004-07-08", name: "xã Tam Dị", others: [], otherNames: [], fields: [{ field: "valid_to", was: "", becomes: "2025-07-01" }, { field: "valid_to_is", was: "exact", becomes: "not_later" }, { field: "parent", was: "huyện Lục Nam (218)", becomes: "tỉnh Bắc Giang (24)" }] };
    const answer = create(ImportUnitsResponseSchema, { rowsRead: 2, rowsTotal: 2, done: true, percent: 100, changeCount: 2, changes: [change, corrected], changeCounts: [{ what: "renamed", count: 1 }, { what: "corrected", count: 1 }] });
    const body = Buffer.concat([enveloped(0, toBinary(ImportUnitsResponseSchema, answer)), enveloped(2, Buffer.from("{}"))]);
    for (const look of looks) {
      const page = await open({ login: "admin", path: "/units/import", ...look });
      await page.route("**/ImportUnits", (route) => route.fulfill({ contentType: "application/connect+proto", body }));
      await page.locator("input[type=file]").setInputFiles(csv(units));
      const told = (text: string) => page.getByRole("listitem").filter({ hasText: text }).waitFor();
      if (look.language === "vi") {
        await told("loại: xã → thị trấn");
        await told("ngày kết thúc: không có → đến hết 30/06/2025");
        await told("ngày kết thúc là: đúng ngày → không muộn hơn");
        await told("thuộc: huyện Lục Nam (218) → tỉnh Bắc Giang (24)");
      } else await told("below: huyện Lục Nam (218) → tỉnh Bắc Giang (24)");
      await expectAccessible(page);
      expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
      await shoot(page, `import-from-to-${look.scheme}-${look.width}`);
    }
  });

  test("shows what changes before anything does, and carries it out when a person says so", async ({ open }) => {
    const own = await TestServer.start();
    try {
      const page = await open({ login: "admin", path: "/units", server: own.facts });
      await page.getByRole("link", { name: "Nhập danh sách đơn vị" }).click();
      const box = page.getByLabel("Tệp CSV hoặc Excel của các đơn vị");
      await page.getByText("Chưa chọn tệp nào").waitFor();
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByText("Chọn tệp", { exact: true }).click({ force: true })]);
      await chooser.setFiles(csv(units));
      await page.getByText("không có gì để nhập", { exact: false }).waitFor();
      await page.getByText("don-vi.csv").waitFor();
      const changed = units.replace("07519,2025-07-01,,commune,xã,Cẩm Lý,", "07519,2025-07-01,,commune,xã,Cẩm Lý Mới,");
      await box.setInputFiles(csv(changed));
      await page.getByRole("button", { name: /^Nhập \d+ thay đổi$/ }).waitFor();
      await page.getByRole("heading", { level: 2, name: "2. 1 thay đổi", exact: true }).waitFor();
      await page.getByRole("row", { name: /Mới/ }).first().waitFor();
      await page.getByRole("listitem").filter({ hasText: "tên: Cẩm Lý → Cẩm Lý Mới" }).waitFor();
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

  test("counts every kind over all changes, and says of which the list shows only the first", async ({ open }) => {
    const change = (what: string, index: number) => ({ what, unit: `${String(90_000 + index)}@2025-07-01`, name: `xã Thứ ${index}` });
    const reused = { ...change("code_reused", 2), others: ["90002@2004-07-08"], otherNames: ["xã Cũ"] };
    const answer = create(ImportUnitsResponseSchema, {
      rowsRead: 14_000, rowsTotal: 14_000, done: true, percent: 100, changeCount: 13_804,
      changes: [change("merged", 1), reused, ...Array.from({ length: 998 }, (_, index) => change("added", index + 3))].map((one) => ({ others: [], otherNames: [], ...one })),
      changeCounts: [{ what: "merged", count: 1 }, { what: "code_reused", count: 1 }, { what: "added", count: 13_802 }],
    });
    const page = await open({ login: "admin", path: "/units/import" });
    const body = Buffer.concat([enveloped(0, toBinary(ImportUnitsResponseSchema, answer)), enveloped(2, Buffer.from("{}"))]);
    await page.route("**/ImportUnits", (route) => route.fulfill({ contentType: "application/connect+proto", body }));
    await page.getByLabel("Tệp CSV hoặc Excel của các đơn vị").setInputFiles(csv(units));
    await page.getByRole("listitem").filter({ hasText: /^13802 mới\s*hiện 998 mục đầu$/ }).waitFor();
    await page.getByRole("listitem").filter({ hasText: /^1 sáp nhập$/ }).waitFor();
    await page.getByText("Hiện 1000 mục đầu trong 13804.").waitFor();
    await page.getByRole("row", { name: /^mã dùng lại xã Thứ 2 .*trước là mã của xã Cũ \(90002\)$/ }).waitFor();
    await expectAccessible(page);
  });

  test("names every bad row, and imports nothing of such a file", async ({ open }) => {
    const page = await open({ login: "admin", path: "/units/import" });
    await page.getByLabel("Tệp CSV hoặc Excel của các đơn vị").setInputFiles(csv(bad));
    await page.getByRole("heading", { name: /dòng sai/ }).waitFor();
    await page.getByRole("rowheader", { name: String(bad.trimEnd().split("\n").length) }).waitFor();
    expect(await page.getByRole("button", { name: /^Nhập \d+/ }).count()).toBe(0);
  });

  test("reads a workbook of Excel as the office gives it out: zeros put back, by the rows of the sheet", async ({ open }) => {
    const page = await open({ login: "admin", path: "/units/import" });
    await page.getByLabel("Danh mục của ngày").fill("2025-07-01");
    await page.getByLabel("Tệp CSV hoặc Excel của các đơn vị").setInputFiles({
      name: "danh-muc.xlsx", mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buffer: readFileSync(join(import.meta.dirname, "danh-muc.xlsx")),
    });
    await page.getByRole("heading", { name: "1 chỗ đã sửa khi đọc" }).waitFor();
    await page.getByRole("rowheader", { name: "4", exact: true }).waitFor();
    await page.getByText("không có gì để nhập", { exact: false }).waitFor();
    await page.getByLabel("Tệp CSV hoặc Excel của các đơn vị").setInputFiles({ name: "cu.xls", mimeType: "application/vnd.ms-excel", buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) });
    await page.getByText("Đây là tệp Excel kiểu cũ", { exact: false }).waitFor();
  });

  test("says how far it is", async ({ open }) => {
    const page = await open({ login: "admin", path: "/units/import" });
    // Each step that the page showed, however short.
    await page.evaluate(`(() => {
      window.steps = [];
      new MutationObserver(() => {
        const bar = document.querySelector("progress");
        if (bar) window.steps.push(bar.hasAttribute("value") ? bar.value : -1);
      }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    })()`);
    await page.getByLabel("Tệp CSV hoặc Excel của các đơn vị").setInputFiles(csv(units));
    await page.getByText("không có gì để nhập", { exact: false }).waitFor();
    const steps = (await page.evaluate("window.steps")) as number[];
    expect(steps.length).toBeGreaterThan(0);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    await page.getByRole("progressbar").waitFor({ state: "detached" });
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
