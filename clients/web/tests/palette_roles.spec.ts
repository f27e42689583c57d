// What Ctrl+K offers to a role is what that role may open, by the contract's own table of who may call what.
import { describe, expect } from "vitest";
import { access } from "../src/gen/access.ts";
import { Role } from "../src/gen/hotline/record/v1/options_pb.ts";
import { test } from "./browser.ts";
import type { Login } from "./server.ts";

/** A page that has an address of its own, and the call without which there is nothing on it. */
const pages = {
  "Ca đang chờ": "ReferralService.WatchQueue", "Bàn trực": "IntakeService.SubmitContact", "Danh sách gọi": "SupervisionService.ListCalls", "Các ca": "CaseService.ListCases",
  "Liên hệ": "IntakeService.ListContacts", "Người dùng": "DirectoryService.UpdatePerson", "Đơn vị": "DirectoryService.SetUnitTelephones", "Uỷ quyền": "DirectoryService.Delegate",
  "Lịch trực": "DirectoryService.GetRoster", "Giám sát": "SupervisionService.GetOverview", "Thống kê": "StatisticsService.GetStatistics", "Thời hạn": "DeadlineService.GetOnTimeShares",
  "Báo cáo": "ReportService.ListReports", "Nhật ký": "AuditService.VerifyHistory",
  "Nhập đơn vị": "DirectoryService.ImportUnits", "Soạn thay đổi đơn vị": "DirectoryService.ImportUnits", "Thay đổi đơn vị": "SupervisionService.ListUnitChanges",
  "Báo cáo theo mẫu": "ReportFormService.FillReport", "Thử thời hạn khác": "DeadlineService.SimulateDeadlines",
} as const satisfies Record<string, keyof typeof access>;

const people: readonly [Login, Role][] = [["operator", Role.OPERATOR], ["officer", Role.OFFICER], ["chairman", Role.CHAIRMAN], ["supervisor", Role.SUPERVISOR], ["admin", Role.ADMINISTRATOR]];

describe("the palette", () => {
  for (const [login, role] of people) {
    test(`offers the ${login} each page that the role may open and no other, and each of them opens`, async ({ open }) => {
      const may = Object.entries(pages).filter(([, method]) => (access[method] as readonly Role[]).includes(role)).map(([name]) => name);
      expect([may.length > 1, may.length < Object.keys(pages).length]).toEqual([true, true]);
      const page = await open({ login, path: "/account" });
      await page.getByRole("heading", { level: 1 }).waitFor();
      const offered = async () => (await page.getByRole("option").allInnerTexts()).map((text) => text.trim()).filter((text) => text.startsWith("Tới: ") && !text.startsWith("Tới: Tài khoản"));
      await page.keyboard.press("Control+k");
      await page.getByRole("option").first().waitFor();
      expect((await offered()).sort()).toEqual(may.map((name) => `Tới: ${name}`).sort());
      await page.keyboard.press("Escape");
      for (const name of may) {
        await page.keyboard.press("Control+k");
        await page.getByRole("option", { name: `Tới: ${name}`, exact: true }).click();
        await expect.poll(() => page.title()).toBe(`${name} · 111`);
        await page.getByRole("heading", { level: 1 }).first().waitFor();
        expect(await page.getByRole("heading", { name: "Không có trang này" }).count(), name).toBe(0);
      }
    });
  }
});
