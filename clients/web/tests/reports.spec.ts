// A report from the office that owes it to the one that gets it, in the browsers of the three who have to do with it.
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { AuditService } from "../src/gen/hotline/v1/audit_pb.ts";
import { ReportService } from "../src/gen/hotline/v1/report_pb.ts";
import { expectAccessible, looks, shoot, test } from "./browser.ts";
import { aCaseOfThen, addressOf, anAcceptedReport, secondOfficer, theLevelAbove, theOldestReport, theReport, theSecondOfficer, yearOf } from "./reports.ts";
import { a4, leftMargin, printed } from "./printed.ts";
import { as } from "./server.ts";

describe("reports", { timeout: 120_000 }, () => {
  test("an officer writes, the chairman signs, the level above returns and then accepts", async ({ server, open }) => {
    const report = await theReport(server);
    const above = await theLevelAbove(server);
    await aCaseOfThen(server, report);

    const officer = await open({ login: "officer", path: "/reports" });
    await officer.getByLabel("Hạn nộp trong năm").selectOption(String(yearOf(report)));
    const row = officer.getByRole("row").filter({ hasText: report.lastDay.split("-").toReversed().join("/") });
    await row.getByText("Trễ hạn").waitFor();
    await row.getByText("chưa soạn").waitFor();
    await expectAccessible(officer);
    await shoot(officer, "reports-officer");
    await row.getByRole("link").click();
    await officer.getByRole("heading", { level: 2, name: "Soạn báo cáo" }).waitFor();
    await officer.getByRole("textbox", { name: "Nhận định của đơn vị" }).fill("Một vụ trong kỳ, trẻ đã an toàn.");
    await officer.getByRole("button", { name: "Thêm điều chỉnh" }).click();
    await officer.getByRole("button", { name: "Lưu bản soạn" }).click();
    await officer.getByRole("group", { name: "Điều chỉnh số liệu" }).locator("[aria-invalid=true]").nth(2).waitFor(); // a correction names its line, its number and its reason
    await officer.getByLabel("Dòng số liệu").selectOption({ label: "Ca nhận trong kỳ, Tổng số: 1" });
    await officer.getByLabel("Số đúng").fill("2");
    await officer.getByLabel("Lý do").fill("Một vụ ghi trên sổ giấy.");
    await shoot(officer, "report-writing");
    await officer.getByRole("button", { name: "Lưu bản soạn" }).click();
    await officer.getByText("Đã lưu bản soạn").waitFor();
    await expectAccessible(officer);

    const chairman = await open({ login: "chairman", path: addressOf(report) });
    await chairman.getByText("Một vụ ghi trên sổ giấy.").waitFor();
    await chairman.getByRole("button", { name: "Ký và gửi" }).click();
    await chairman.getByText(/^Đã ký gửi \d/).waitFor();
    await chairman.getByRole("button", { name: "Ký và gửi" }).waitFor({ state: "detached" });

    const province = await open({ login: above, path: "/reports" });
    await province.getByLabel("Hạn nộp trong năm").selectOption(String(yearOf(report)));
    await province.getByLabel("Hiện", { exact: true }).selectOption({ label: "đã ký gửi" });
    await province.getByRole("row").nth(1).getByRole("link").click();
    await province.getByRole("heading", { level: 2, name: "Trả lời báo cáo" }).waitFor();
    await expectAccessible(province);
    await shoot(province, "report-answering");
    await province.getByRole("button", { name: "Trả lại" }).click();
    await province.locator("textarea[aria-invalid]").waitFor();
    await province.getByLabel("Vì sao trả lại").fill("Chưa nêu việc đã làm.");
    await province.getByRole("button", { name: "Trả lại" }).click();
    await province.getByText("Đã trả lại", { exact: true }).waitFor();

    await officer.reload();
    await officer.getByText("Bị trả lại: Chưa nêu việc đã làm.").waitFor();
    await officer.getByRole("textbox", { name: "Nhận định của đơn vị" }).fill("Một vụ trong kỳ, trẻ đã an toàn, đã thăm nhà ba lần.");
    await officer.getByRole("button", { name: "Lưu bản soạn" }).click();
    await officer.getByText("Đã lưu bản soạn").waitFor();
    await chairman.reload();
    await chairman.getByRole("button", { name: "Ký và gửi" }).click();
    await chairman.getByText(/^Đã ký gửi \d/).waitFor();
    await province.reload();
    await province.getByRole("button", { name: "Tiếp nhận" }).click();
    await province.getByText(/^Đã tiếp nhận \d/).waitFor();
    await province.getByRole("button", { name: "Tiếp nhận" }).waitFor({ state: "detached" });
  });

  test("what a colleague saved meanwhile is shown beside one's own words, and neither is overwritten unseen", async ({ server, open }) => {
    await theSecondOfficer(server);
    const report = await theOldestReport(server);
    const draftOf = (page: Page) => page.getByRole("textbox", { name: "Nhận định của đơn vị" });
    const save = (page: Page) => page.getByRole("button", { name: "Lưu bản soạn" });
    const stored = (page: Page) => page.getByRole("region", { name: "Bản đang lưu" });
    const storedText = async () => (await (await as(server, "officer"))(ReportService).getReport({ key: report.key! })).narrative;
    const first = await open({ login: "officer", path: addressOf(report) });
    const second = await open({ login: secondOfficer, path: addressOf(report) });
    const watching = await open({ login: "officer", path: addressOf(report) });
    for (const page of [first, second, watching]) await draftOf(page).waitFor();
    await draftOf(first).fill("Chữ của người thứ nhất.");
    await draftOf(second).fill("Chữ của người thứ hai.");
    await second.getByRole("button", { name: "Thêm điều chỉnh" }).click();
    await second.getByLabel("Dòng số liệu").selectOption({ index: 1 });
    await second.getByLabel("Số đúng").fill("4");
    await second.getByLabel("Lý do", { exact: true }).fill("Ba vụ trên sổ giấy.");
    await save(second).click();
    await second.getByText("Đã lưu bản soạn").waitFor();

    // The first comes back to the tab, which asks the server again: its own words stay, and are not sent over the others.
    await first.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
    await stored(first).getByText("Chữ của người thứ hai.").waitFor();
    await stored(first).getByText("Ba vụ trên sổ giấy.").waitFor();
    await expectAccessible(first);
    await shoot(first, "report-newer");
    expect(await draftOf(first).inputValue()).toBe("Chữ của người thứ nhất.");
    expect(await save(first).count()).toBe(0);
    // Where nothing was typed, what is stored is what the form shows.
    await watching.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
    await expect.poll(() => draftOf(watching).inputValue()).toBe("Chữ của người thứ hai.");

    // What was typed is kept over a reload, with the version that it was begun from.
    await first.reload();
    await stored(first).getByText("Chữ của người thứ hai.").waitFor();
    expect(await draftOf(first).inputValue()).toBe("Chữ của người thứ nhất.");
    await first.getByRole("button", { name: "Giữ bản của tôi" }).click();
    await draftOf(first).fill("Chữ của cả hai.");
    await save(first).click();
    await first.getByText("Đã lưu bản soạn").waitFor();
    expect(await storedText()).toBe("Chữ của cả hai.");

    // Without asking first, the server refuses and the page shows why.
    await draftOf(second).fill("Chữ cũ.");
    await save(second).click();
    await stored(second).getByText("Chữ của cả hai.").waitFor();
    expect(await storedText()).toBe("Chữ của cả hai.");
    await second.getByRole("button", { name: "Dùng bản đang lưu" }).click();
    await expect.poll(() => draftOf(second).inputValue()).toBe("Chữ của cả hai.");
  });

  test("the list is narrowed to one office and what is below it, and shows all again; a commune has nothing to choose", async ({ open }) => {
    const page = await open({ login: "supervisor", path: "/reports" });
    const rows = page.getByRole("table").locator("tbody tr:not([aria-hidden])");
    const others = rows.filter({ hasNotText: "Bảo Đài" });
    await others.first().waitFor();
    await page.getByLabel("Đơn vị và các đơn vị dưới").fill("bao dai");
    await page.getByRole("radio", { name: /^xã Bảo Đài/ }).first().click();
    await expect.poll(() => others.count()).toBe(0);
    await rows.first().waitFor();
    await page.getByRole("button", { name: "Xem mọi đơn vị" }).click();
    await others.first().waitFor();
    const officer = await open({ login: "officer", path: "/reports" });
    await officer.getByRole("table").waitFor();
    expect(await officer.getByLabel("Đơn vị và các đơn vị dưới").count()).toBe(0);
  });

  test("a report is printed as a letter of its office when the log has it, with nothing of the screen", async ({ server, open }) => {
    const report = await anAcceptedReport(server);
    const page = await open({ login: "officer", path: addressOf(report), scheme: "dark" });
    await page.evaluate(() => { window.print = () => void (dispatchEvent(new Event("beforeprint")), document.body.setAttribute("data-printed", "")); });
    await page.getByRole("button", { name: "In", exact: true }).click();
    await page.locator("body[data-printed]").waitFor();
    const { entries } = await (await as(server, "supervisor"))(AuditService).listAccess({ pageSize: 200 });
    expect(entries.filter(({ reportForm }) => reportForm !== "").map(({ reportForm, reportUnit, reportFirstDay }) => [reportForm, reportUnit, reportFirstDay])).toEqual([[`duty.${report.key!.duty}`, report.key!.unit, report.key!.firstDay]]);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const letter = page.getByRole("article");
    await letter.getByText("XÃ BẢO ĐÀI", { exact: true }).waitFor();
    for (const words of ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", /Số: ……\/BC-UBND/, /^Bảo Đài, ngày \d\d tháng \d\d năm \d{4}$/, /^Kính gửi: Ủy ban nhân dân tỉnh Bắc Ninh$/, "Nơi nhận:", "Lưu: VT;", /^TM. ỦY BAN NHÂN DÂN$/, "CHỦ TỊCH", /^\(Đã ký trên hệ thống lúc /, "Người Thử chairman"])
      await letter.getByText(words, { exact: true }).first().waitFor();
    expect(await page.getByRole("main").getByRole("button").count()).toBe(0);
    await shoot(page, "report-letter");
    const { sheets } = await printed(page, "report-letter");
    expect(sheets.length).toBeGreaterThan(0);
    expect(new Set(sheets.map(String))).toEqual(new Set([String(a4)]));
    expect(await leftMargin(page)).toBe(30);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await letter.waitFor({ state: "detached" });
  });

  test("a report is kept as a file for a spreadsheet, and the log has that it left", async ({ server, open }) => {
    const report = await anAcceptedReport(server);
    const page = await open({ login: "officer", path: addressOf(report) });
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: "Tải CSV" }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe(`bao-cao_${report.key!.duty}_${server.commune.split("@")[0]}_${report.key!.firstDay}_${report.lastDay}.csv`);
    const rows = (await readFile(await file.path(), "utf8")).trimEnd().split("\r\n");
    const { filled, corrections } = await (await as(server, "officer"))(ReportService).getReport({ key: report.key! });
    const cases = filled!.tables[1]!.rows[0]!.cells[0]!;
    expect(rows.some((row) => row.startsWith(`2,Ca nhận trong kỳ,${cases.corrected},`))).toBe(true);
    expect(rows.some((row) => row.includes(`Ca nhận trong kỳ, Tổng số",${cases.signed},${cases.corrected},`) && row.includes(corrections[0]!.reason))).toBe(true);
    for (const [name, ending] of [["Tải XLSX", "xlsx"], ["Tải JSON", "json"]] as const) {
      const [other] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
      expect(other.suggestedFilename().endsWith(`.${ending}`)).toBe(true);
    }
    // With its proofs: every entry of its history.
    const [proved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Tải bản có bằng chứng" }).click()]);
    expect(await readFile(await proved.path(), "utf8")).toMatch(/^hotline-export 1\nstream report /);
    const { entries } = await (await as(server, "supervisor"))(AuditService).listAccess({ pageSize: 200 });
    for (const form of ["duty", "proof"]) expect(entries.some(({ reportForm }) => reportForm === `${form}.${report.key!.duty}`)).toBe(true);
  });

  test("a line about cases leads to its cases, there and back", async ({ server, open }) => {
    const report = await anAcceptedReport(server);
    const { filled } = await (await as(server, "officer"))(ReportService).getReport({ key: report.key! });
    const cases = filled!.tables[1]!.rows[0]!.cells[0]!.number!;
    const page = await open({ login: "officer", path: addressOf(report) });
    const figure = page.getByRole("button", { name: `${cases}: Ca nhận trong kỳ, Tổng số, xem các ca` });
    await figure.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Ca nhận trong kỳ, Tổng số" }).waitFor();
    await expect.poll(() => page.getByRole("row").filter({ hasText: /LN-\d+-\d+/ }).count()).toBe(cases);
    await expectAccessible(page);
    await shoot(page, "report-cases");
    expect(new URL(page.url()).search).toBe("");
    await page.getByRole("button", { name: "Trở lại báo cáo" }).click();
    await expect.poll(() => figure.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.getByRole("button", { name: /^\d+: .*, xem các ca$/ }).last().click();
    await page.getByRole("heading", { level: 1, name: /, / }).waitFor();
    await page.getByRole("row").nth(1).waitFor();
  });

  test("what changes after acceptance is shown as a difference", async ({ server, open }) => {
    const report = await anAcceptedReport(server);
    await aCaseOfThen(server, report);
    for (const look of looks) {
      const page = await open({ login: "officer", path: addressOf(report), ...look });
      await page.getByText(look.language === "vi" ? "Số liệu đã đổi từ khi ký" : "The data changed since").first().waitFor();
      await page.getByText("đã đổi từ khi ký").or(page.getByText("changed since it was signed")).first().waitFor({ state: "attached" });
      await page.getByRole("button", { name: /xem các ca$|see the cases$/ }).first().waitFor();
      await expectAccessible(page);
      await page.screenshot({ path: new URL(`shots/report-${look.scheme}-${look.width}.png`, import.meta.url).pathname, fullPage: true });
    }
  });
});
