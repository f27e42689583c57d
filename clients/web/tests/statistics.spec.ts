// The statistics: what the page says is what the server counts, a table is behind each picture, the cases are behind a
// figure for those who may see them, and what is to be handed on tells no small number.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { AuditService } from "../src/gen/hotline/v1/audit_pb.ts";
import { Dimension, StatisticsService } from "../src/gen/hotline/v1/statistics_pb.ts";
import { expectAccessible, looks, shoot, test } from "./browser.ts";
import { aYear, halfOver, of_last_year, type Made } from "./figures.ts";
import { layoutFaults } from "./layout.ts";
import { a4, leftMargin, printed } from "./printed.ts";
import { as, type ServerFacts } from "./server.ts";
import { walk } from "./walking.ts";

let made: Made;
const year = new Date(Date.now() + 7 * 3_600_000).getUTCFullYear();
const thisYear = { firstDay: `${year}-01-01`, lastDay: `${year}-12-31` };

const card = (page: Page, title: string) => page.getByRole("region", { name: title, exact: true });
const total = (page: Page, words: string) => page.locator("dl > div").filter({ has: page.locator("dt", { hasText: words }) }).locator("dd").first();
const pictures = (page: Page) => page.locator("svg[role=img]");
const counted = (page: Page) => page.getByText(/^Lập lúc/).waitFor();

async function figures(server: ServerFacts, login: string, dimension: Dimension) {
  const answer = await (await as(server, login))(StatisticsService).getStatistics({ period: thisYear, dimensions: [dimension] });
  return answer.breakdowns[0]!.figures;
}

describe("the statistics", () => {
  test.beforeAll(async ({ server }) => void (made = await aYear(server)));

  test("say what the server counts, in pictures and in the tables behind them", async ({ server, open }) => {
    const page = await open({ login: "supervisor", path: "/statistics" });
    await counted(page);
    await expect.poll(() => total(page, "Cuộc liên hệ").innerText()).toBe(String(made.contacts));
    await expect.poll(() => total(page, "Ca").innerText()).toBe(String(made.cases));
    const sexes = await figures(server, "supervisor", Dimension.CASE_SEX);
    const box = card(page, "ca theo giới tính");
    for (const { count } of sexes) await box.getByRole("listitem").filter({ hasText: String(count) }).first().waitFor();
    await box.getByRole("button", { name: /^Xem bảng/ }).click();
    const rows = box.getByRole("row");
    await expect.poll(() => rows.count()).toBe(1 + sexes.length);
    await expect.poll(() => rows.nth(1).getByRole("cell").first().innerText()).toBe(String(sexes[0]!.count));
    await page.getByRole("radio", { name: "Bảng" }).check();
    await card(page, "tiếp nhận theo giờ").getByRole("table").waitFor();
    await expect.poll(() => pictures(page).count()).toBe(0);
  });

  test("show each day of the period as a square of a calendar, and the same days as a table", async ({ server, open }) => {
    const days = await figures(server, "supervisor", Dimension.CONTACT_DAY);
    const most = Math.max(...days.map(({ count = 0 }) => count));
    const page = await open({ login: "supervisor", path: "/statistics" });
    await counted(page);
    const box = card(page, "tiếp nhận theo ngày");
    await box.getByRole("img", { name: new RegExp(`nhiều nhất ${most} cuộc, ngày \\d\\d/\\d\\d/${year}`) }).waitFor();
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    const gone = Math.round((Date.parse(today) - Date.parse(`${year}-01-01`)) / 86_400_000) + 1;
    await expect.poll(() => box.locator("[role=img] title").count()).toBe(gone);
    await expectAccessible(page);
    await box.scrollIntoViewIfNeeded();
    await shoot(page, "statistics-calendar");
    await box.getByRole("button", { name: /^Xem bảng/ }).click();
    await expect.poll(() => box.getByRole("row").count()).toBe(1 + gone);
    const [{ key, count }] = days as [(typeof days)[number]];
    const row = box.getByRole("row").filter({ has: page.getByRole("rowheader", { name: key.split("-").toReversed().join("/") }) });
    await expect.poll(() => row.getByRole("cell").first().innerText()).toBe(String(count));
    await expectAccessible(page);
  });

  test("an officer counts the own office alone, and opens the cases behind a figure, there and back", async ({ server, open }) => {
    const page = await open({ login: "officer", path: "/statistics" });
    await counted(page);
    await expect.poll(() => total(page, "Ca").innerText()).toBe(String(made.of_commune));
    const girls = card(page, "ca theo giới tính").getByRole("button", { name: `${made.girls_of_commune}: nữ, xem các ca` });
    await girls.click();
    await page.getByRole("heading", { level: 1, name: "ca theo giới tính: nữ" }).waitFor();
    await expect.poll(() => page.getByRole("row").filter({ hasText: /LN-\d+-\d+/ }).count()).toBe(made.girls_of_commune);
    expect(await page.content()).not.toContain("Trẻ Hư Cấu");
    expect(new URL(page.url()).search).toBe("");
    await expectAccessible(page);
    await page.getByRole("row").getByRole("link").first().click();
    await page.locator("ol li time").first().waitFor();
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "ca theo giới tính: nữ" }).waitFor();
    await page.getByRole("button", { name: "Trở lại thống kê" }).click();
    await counted(page);
    expect((await figures(server, "officer", Dimension.CASE_SEX)).reduce((sum, { count = 0 }) => sum + count, 0)).toBe(made.of_commune);
  });

  test("back from a list the figure has the keys again", async ({ open }) => {
    const page = await open({ login: "supervisor", path: "/statistics" });
    await counted(page);
    const figure = page.getByRole("button", { name: /: khẩn cấp, xem các ca$/ });
    await figure.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("row").nth(1).waitFor();
    await page.goBack();
    await expect.poll(() => figure.evaluate((one) => one === document.activeElement)).toBe(true);
  });

  test("stand beside another period, and lead down by a tile and up again", async ({ server, open }) => {
    const page = await open({ login: "supervisor", path: "/statistics" });
    await counted(page);
    await page.getByLabel("So với").selectOption({ label: "cùng kỳ năm trước" });
    await page.getByText(`So với 01/01/${year - 1} – 31/12/${year - 1}`).waitFor();
    await page.getByText(`Kỳ so sánh: ${of_last_year} `).first().waitFor();
    await page.getByLabel("So với").selectOption({ label: "không so sánh" });
    await page.getByRole("button", { name: /Bắc Ninh/ }).last().click();
    await page.getByText(/Bắc Ninh và các đơn vị dưới/).waitFor();
    const tile = page.getByRole("button", { name: /Bảo Đài/ });
    await tile.getByText(String(made.of_commune), { exact: true }).waitFor();
    await tile.click();
    await page.locator("main p > span", { hasText: /^xã Bảo Đài$/ }).waitFor();
    await expect.poll(() => total(page, "Ca").innerText()).toBe(String(made.of_commune));
    await page.getByRole("button", { name: /^Lên/ }).last().click();
    await expect.poll(() => total(page, "Ca").innerText()).toBe(String(made.cases));
    expect(server.url).toBe(new URL(page.url()).origin);
  });

  test("keep to the periods that the duties of the server have, and to two days that somebody chooses", async ({ open }) => {
    const page = await open({ login: "officer", path: "/statistics" });
    await counted(page);
    await page.getByLabel("Kỳ", { exact: true }).selectOption({ label: "Kỳ báo cáo của xã" });
    await page.getByLabel("Phần của năm").selectOption({ label: "nộp trước 20/4" });
    await page.getByLabel("Năm", { exact: true }).selectOption(String(year));
    await page.getByText(`01/10/${year - 1} – 31/03/${year}`).waitFor();
    await page.getByRole("button", { name: "Kỳ sau đó" }).click();
    await page.getByText(`01/04/${year} – 30/09/${year}`).waitFor();
    await page.getByLabel("Kỳ", { exact: true }).selectOption({ label: "Từ ngày, đến ngày" });
    await page.getByLabel("Đến hết ngày").fill(`${year - 1}-01-01`);
    await page.getByRole("status").filter({ hasText: "Hãy chọn đủ ngày đầu và ngày cuối" }).waitFor();
    await page.getByLabel("Từ ngày", { exact: true }).fill(`${year - 1}-01-01`);
    await counted(page);
    await page.getByText("Không có cuộc liên hệ và ca nào trong kỳ này").waitFor();
  });

  test("that are to be handed on are of a year or a half, hide small numbers and say why, and lead to no case", async ({ open }) => {
    const page = await open({ login: "officer", path: "/statistics" });
    await counted(page);
    await page.getByLabel("Kỳ", { exact: true }).selectOption({ label: "Tháng" });
    await page.getByRole("checkbox", { name: "Bản để công bố" }).check();
    await page.getByText(`01/01/${year - 1} – 31/12/${year - 1}`).waitFor(); // the last one that is over
    await page.getByLabel("Kỳ", { exact: true }).selectOption({ label: "Nửa năm" });
    await page.getByLabel("Năm", { exact: true }).selectOption(String(halfOver.year));
    await page.getByText(halfOver.words).waitFor();
    await page.getByRole("note").filter({ hasText: "số từ 1 đến 4" }).waitFor();
    await page.getByText("ẩn", { exact: true }).first().waitFor();
    await expect.poll(() => page.getByLabel("Kỳ", { exact: true }).locator("option").allInnerTexts()).toEqual(["Nửa năm", "Năm"]);
    await expect.poll(() => page.getByRole("button", { name: /xem các ca$/ }).count()).toBe(0);
    await expect.poll(async () => (await page.locator("main li, main dd").allInnerTexts()).join("\n").match(/^[1-4]$/gm)).toBeNull();
    await expectAccessible(page);
    await shoot(page, "statistics-officer-others");
  });

  test("are a file for a spreadsheet, named without a person", async ({ open }) => {
    const page = await open({ login: "officer", path: "/statistics" });
    await counted(page);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Tải CSV" }).click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^bao-cao_statistics_07462_${year}-01-01_${year}-12-31\\.csv$`));
    const text = readFileSync(await download.path(), "utf8");
    expect(text.startsWith("\ufeff")).toBe(true);
    expect(text).toContain(`\r\nnữ,${made.girls_of_commune}\r\n`);
    expect(text).toContain(`\r\nCa,${made.of_commune}\r\n`);
    expect(text).toContain("Thống kê");
    for (const [name, ending] of [["Tải XLSX", "xlsx"], ["Tải JSON", "json"]] as const) {
      const [other] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
      expect(other.suggestedFilename().endsWith(`.${ending}`)).toBe(true);
    }
    expect(text).not.toContain("Trẻ");
  });

  test("leave as a file or on paper only when the log has it", async ({ server, open }) => {
    const noted = async () => {
      const { entries } = await (await as(server, "supervisor"))(AuditService).listAccess({ pageSize: 200 });
      return entries.filter(({ reportForm, reportUnit }) => reportForm === "statistics" && reportUnit === server.commune).length;
    };
    const page = await open({ login: "officer", path: "/statistics" });
    await counted(page);
    const before = await noted();
    const downloads: string[] = [];
    page.on("download", (download) => downloads.push(download.suggestedFilename()));
    await page.evaluate(() => { window.print = () => void document.body.setAttribute("data-printed", ""); });
    await page.route("**/hotline.v1.ReportFormService/*Export*", (route) => route.abort());
    for (const [at, name] of ["In", "Tải CSV"].entries()) {
      await page.getByRole("button", { name, exact: true }).click();
      await page.locator("main [data-screen-only] [role=alert]").nth(at).waitFor();
    }
    expect(downloads).toEqual([]);
    expect(await page.locator("body[data-printed]").count()).toBe(0);
    expect(await noted()).toBe(before);
    await page.unroute("**/hotline.v1.ReportFormService/*Export*");
    await page.keyboard.press("Control+p");
    await page.locator("body[data-printed]").waitFor();
    expect(await noted()).toBe(before + 1);
    await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Tải CSV" }).click()]);
    expect(await noted()).toBe(before + 2);
  });

  test("are readable on A4", async ({ open }) => {
    const page = await open({ login: "supervisor", path: "/statistics", width: 720, height: 1020, scheme: "dark" });
    await counted(page);
    await page.emulateMedia({ media: "print" });
    await page.getByRole("navigation").waitFor({ state: "hidden" });
    await page.getByRole("region", { name: "Chọn số liệu" }).waitFor({ state: "hidden" });
    await expect.poll(() => page.locator("section h3").first().evaluate((heading) => getComputedStyle(heading.closest("section")!).backgroundColor)).toBe("rgb(255, 255, 255)");
    expect(await layoutFaults(page)).toEqual([]);
    const { sheets } = await printed(page, "statistics");
    expect(sheets.length).toBeGreaterThan(0);
    expect(new Set(sheets.map(String))).toEqual(new Set([String(a4)]));
    expect(await leftMargin(page)).toBe(30);
  });

  for (const look of looks)
    test(`nothing for axe to say, ${look.scheme}, ${look.language}, ${look.width}`, async ({ open }) => {
      const page = await open({ login: "supervisor", path: "/statistics", ...look, height: look.width === 360 ? 740 : 900 });
      await pictures(page).nth(2).waitFor();
      await expectAccessible(page);
      await page.screenshot({ path: `tests/shots/statistics-whole-${look.scheme}-${look.width}.png`, fullPage: true });
    });

  test("by the keyboard alone", async ({ open }) => {
    const page = await open({ login: "officer", path: "/statistics" });
    await counted(page);
    await walk(page, "statistics");
  });

  test("are for those alone whose role may", async ({ open }) => {
    for (const login of ["operator", "admin"] as const) {
      const page = await open({ login, path: "/statistics" });
      await page.getByText("Không có trang này").waitFor();
      expect(await page.getByRole("link", { name: "Thống kê" }).count()).toBe(0);
    }
  });
});
