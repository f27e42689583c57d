// Reports of the configuration: what stands on the paper is what the server counts, files hold the same, each of them and
// each printing is noted in the log, what is to be handed on hides, and from a number about cases the way leads to them.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { AuditService } from "../src/gen/hotline/v1/audit_pb.ts";
import { ReportFormService } from "../src/gen/hotline/v1/report_form_pb.ts";
import { expectAccessible, looks, shoot, test } from "./browser.ts";
import { aYear } from "./figures.ts";
import { layoutFaults } from "./layout.ts";
import { a4, leftMargin, printed } from "./printed.ts";
import { as, type ServerFacts } from "./server.ts";

const year = new Date(Date.now() + 7 * 3_600_000).getUTCFullYear();
const thisYear = { firstDay: `${year}-01-01`, lastDay: `${year}-12-31` };

const paper = (page: Page) => page.getByRole("article");
const table = (page: Page, title: string) => paper(page).getByRole("table", { name: title });
const toCases = (page: Page) => page.getByRole("button", { name: /xem các ca$/ });
const rows = (page: Page) => page.getByRole("row").filter({ hasText: /LN-\d+-\d+/ });
const filled = (page: Page) => paper(page).getByText("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").waitFor();

async function exported(server: ServerFacts): Promise<string[]> {
  const { entries } = await (await as(server, "supervisor"))(AuditService).listAccess({ pageSize: 200 });
  return entries.filter(({ reportForm }) => reportForm !== "").map(({ reportForm }) => reportForm);
}

describe("a report of the configuration", () => {
  test.beforeAll(async ({ server }) => void (await aYear(server)));

  test("is chosen, filled as the server counts, and leaves as files and on paper, each noted in the log", async ({ server, open }) => {
    const { report } = await (await as(server, "supervisor"))(ReportFormService).fillReport({ form: "chi", period: thisYear, exact: true });
    const contacts = report!.tables[0]!.rows[0]!.cells[0]!.number!;
    const page = await open({ login: "supervisor", path: "/statistics" });
    await page.getByRole("link", { name: "Lập báo cáo theo mẫu" }).click();
    await page.getByLabel("Mẫu báo cáo").selectOption("chi");
    await filled(page);
    // It is for readers outside: small numbers are hidden until somebody asks for the exact ones by name. Then the page warns,
    // and every copy says that it stays inside.
    await paper(page).getByText("Bản để công bố").waitFor();
    const exact = page.getByRole("checkbox", { name: "Số chính xác, chỉ dùng nội bộ" });
    expect(await exact.isChecked()).toBe(false);
    expect(await paper(page).getByText("NỘI BỘ, KHÔNG CÔNG BỐ").count()).toBe(0);
    await exact.check();
    await page.getByRole("alert").filter({ hasText: "đang hiện số chính xác" }).waitFor();
    await page.getByLabel("Năm", { exact: true }).selectOption(thisYear.firstDay.slice(0, 4));
    await filled(page);
    const row = table(page, "Cuộc tiếp nhận").getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Cuộc tiếp nhận", exact: true }) });
    await expect.poll(() => row.getByRole("cell").first().innerText()).toBe(contacts.toLocaleString("vi-VN"));
    for (const [name, file] of [["Tải XLSX", /^bao-cao_chi_.*_noi-bo\.xlsx$/], ["Tải CSV", /\.csv$/], ["Tải JSON", /\.json$/]] as const) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
      expect(download.suggestedFilename()).toMatch(file);
      const bytes = readFileSync(await download.path());
      if (name === "Tải XLSX") expect(bytes.subarray(0, 2).toString()).toBe("PK");
      if (name === "Tải CSV") expect(bytes.toString()).toContain(`contacts,Cuộc tiếp nhận,${contacts},`);
      if (name !== "Tải XLSX") expect(bytes.toString()).toContain("NỘI BỘ, KHÔNG CÔNG BỐ");
    }
    await page.emulateMedia({ media: "print" });
    expect(await paper(page).getByText("NỘI BỘ, KHÔNG CÔNG BỐ").isVisible()).toBe(true);
    await shoot(page, "report-form-internal-print");
    await page.emulateMedia({ media: "screen" });
    await shoot(page, "report-form-internal");
    await page.evaluate(() => { window.print = () => void document.body.setAttribute("data-printed", ""); });
    await page.getByRole("button", { name: "In", exact: true }).click();
    await page.locator("body[data-printed]").waitFor();
    expect(await exported(server)).toEqual(["chi", "chi", "chi", "chi"]);
    expect(new URL(page.url()).search).toBe("");
  });

  test("leads from a number about cases to its cases, there and back, by the keyboard alone", async ({ server, open }) => {
    const { report } = await (await as(server, "officer"))(ReportFormService).fillReport({ form: "0101", period: thisYear });
    const girls = report!.tables[0]!.rows[0]!.cells[2]!.number!;
    expect(girls).toBeGreaterThan(0);
    const page = await open({ login: "officer", path: "/statistics" });
    await page.getByRole("link", { name: "Lập báo cáo theo mẫu" }).click();
    await filled(page);
    const figure = page.getByRole("button", { name: `${girls}: Số trẻ em bị xâm hại, Nữ, xem các ca` });
    await figure.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Số trẻ em bị xâm hại, Nữ" }).waitFor();
    await expect.poll(() => rows(page).count()).toBe(girls);
    expect(await page.content()).not.toContain("Trẻ Hư Cấu");
    expect([new URL(page.url()).pathname, new URL(page.url()).search]).toEqual(["/statistics/report", ""]);
    await expectAccessible(page);
    await page.getByRole("row").getByRole("link").first().click();
    await page.locator("ol li time").first().waitFor();
    await page.goBack();
    await expect.poll(() => rows(page).count()).toBe(girls);
    await page.getByRole("button", { name: "Trở lại báo cáo" }).click();
    await filled(page);
    await figure.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("row").nth(1).waitFor();
    await page.goBack();
    await expect.poll(() => figure.evaluate((one) => one === document.activeElement)).toBe(true);
  });

  test("leads from an office's row to the cases of that office, and nowhere from contacts and from what is none", async ({ server, open }) => {
    const page = await open({ login: "supervisor", path: "/statistics/report" });
    await page.getByLabel("Mẫu báo cáo").selectOption("chi");
    await table(page, "Cuộc tiếp nhận").waitFor();
    await expect.poll(() => toCases(page).count()).toBe(0);
    await page.getByLabel("Mẫu báo cáo").selectOption("letter");
    await page.getByLabel("Kỳ", { exact: true }).selectOption({ label: "Năm" });
    await page.getByText(`Từ 01/01/${year} đến 31/12/${year}`).waitFor();
    const names = await toCases(page).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")!));
    expect(names.filter((name) => name.startsWith("0:"))).toEqual([]);
    const office = names.find((name) => name.includes("Bắc Ninh"))!;
    await page.getByRole("button", { name: office, exact: true }).click();
    await page.getByRole("heading", { level: 1, name: /Bắc Ninh/ }).waitFor();
    // Only the rows in sight are in the page.
    await expect.poll(() => page.getByRole("table").getAttribute("aria-rowcount")).toBe(String(Number(office.split(":")[0]) + 1));
    expect(server.url).toBe(new URL(page.url()).origin);
  });

  test("of a year to be handed on hides what is small, and says why", async ({ open }) => {
    const page = await open({ login: "supervisor", path: "/statistics/report" });
    await page.getByLabel("Mẫu báo cáo").selectOption("letter");
    await filled(page);
    await page.getByLabel(/Bản để công bố/).check();
    await paper(page).getByText("Bản để công bố").waitFor();
    await paper(page).getByText(/“Ẩn” là số từ 1 đến 4/).waitFor();
    const numbers = await paper(page).locator("td:not([class*=code])").allInnerTexts();
    expect(numbers.filter((text) => /^[1-4]$/.test(text))).toEqual([]);
    expect(numbers).toContain("ẩn");
    expect(await toCases(page).count()).toBe(0);
  });

  for (const look of looks) {
    test(`nothing for axe to say, nothing cut: ${look.scheme}, ${look.width} px, ${look.language}`, async ({ open }) => {
      const page = await open({ login: "supervisor", path: "/statistics/report", ...look });
      await filled(page);
      await expectAccessible(page);
      expect(await layoutFaults(page)).toEqual([]);
      await shoot(page, `report-form-${look.scheme}-${look.width}-${look.language}`);
      const figure = page.getByRole("button", { name: /xem các ca$|see the cases$/ }).first();
      await figure.evaluate((one) => one.scrollIntoView({ block: "center" }));
      await shoot(page, `report-form-numbers-${look.scheme}-${look.width}-${look.language}`);
      await figure.click();
      await page.getByRole("row").nth(1).waitFor();
      await expectAccessible(page);
      expect(await layoutFaults(page)).toEqual([]);
      await shoot(page, `report-form-cases-${look.scheme}-${look.width}-${look.language}`);
    });
  }

  test("is printed on A4 with the head of a letter, and nothing of the screen", async ({ open }) => {
    const page = await open({ login: "supervisor", path: "/statistics/report" });
    await page.getByLabel("Mẫu báo cáo").selectOption("letter");
    await filled(page);
    await page.emulateMedia({ media: "print" });
    await expect.poll(() => page.getByRole("button", { name: "Tải XLSX" }).isVisible()).toBe(false);
    // Who writes and its number beside the head of the republic, above the title, above who gets it.
    const top = async (words: string | RegExp) => (await paper(page).getByText(words).filter({ visible: true }).first().boundingBox())!;
    const [office, number, republic, motto, title, recipients] = [await top("TỔNG ĐÀI QUỐC GIA"), await top(/^\s*Số:|Số:/), await top("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), await top("Độc lập - Tự do - Hạnh phúc"), (await paper(page).getByRole("heading").first().boundingBox())!, await top("Nơi nhận:")];
    expect(office.x).toBeLessThan(republic.x);
    expect(Math.abs(office.y - republic.y)).toBeLessThan(office.height);
    for (const [above, below] of [[republic, motto], [motto, title], [number, title], [title, recipients]] as const) expect(above.y).toBeLessThan(below.y);
    await paper(page).getByText(/^Hà Nội, ngày \d\d tháng \d\d năm \d{4}$/).waitFor();
    const { sheets } = await printed(page, "report-form");
    expect(sheets.length).toBeGreaterThan(0);
    expect(new Set(sheets.map(String))).toEqual(new Set([String(a4)]));
    expect(await leftMargin(page)).toBe(30);
  });
});
