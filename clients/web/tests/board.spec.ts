// The supervisor's board: numbers that follow what happens, each with its list behind it, and for supervisors alone.
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { ProminentReason } from "../src/gen/hotline/record/v1/case_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { GetOverviewResponseSchema, UnitOverviewSchema } from "../src/gen/hotline/v1/supervision_pb.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { act, callAgain, carry, refer } from "./cases.ts";
import { as } from "./server.ts";

const number = (page: Page, words: string) => page.getByRole("group", { name: "Năm con số" }).getByRole("button", { name: words });
/** Intervals of the board run no more: what it shows then, it was told. */
const never_asks_by_itself = () => {
  const set = window.setInterval;
  window.setInterval = ((run: () => void, ms: number, ...rest: unknown[]) => (ms >= 10_000 ? 0 : set(run, ms, ...rest))) as typeof window.setInterval;
};
const counted = async (page: Page, words: string) => Number(await number(page, words).locator("strong").textContent());

describe("the board", () => {
  test("is a supervisor's first page, and counts a referral by itself until its office accepts it", async ({ server, open }) => {
    const operator = await as(server, "operator");
    await refer(operator, { unit: server.commune });
    const page = await open({ login: "supervisor", path: "/account" });
    await page.addInitScript(never_asks_by_itself);
    await page.goto("/");
    await page.getByRole("heading", { level: 1, name: "Bảng giám sát" }).waitFor();
    const waiting = await counted(page, "chưa ai tiếp nhận");
    const emergencies = await counted(page, "khẩn cấp đang mở");
    const { caseId } = await refer(operator, { unit: server.commune, emergency: true });
    await expect.poll(() => counted(page, "chưa ai tiếp nhận")).toBe(waiting + 1);
    await expect.poll(() => counted(page, "khẩn cấp đang mở")).toBe(emergencies + 1);
    await carry(server, caseId, "accepted");
    await expect.poll(() => counted(page, "chưa ai tiếp nhận")).toBe(waiting);
    await expect.poll(() => counted(page, "khẩn cấp đang mở")).toBe(emergencies + 1);
    await page.getByRole("listitem").filter({ hasText: "Xã Bảo Đài" }).first().waitFor();
  });

  test("each number is that of the cases behind it", async ({ server, open }) => {
    const operator = await as(server, "operator");
    const inWork = await refer(operator, { unit: server.commune });
    await carry(server, inWork.caseId, "accepted");
    await callAgain(server, inWork.caseId); // waits in the queue, and was accepted
    const planned = await refer(operator, { unit: server.commune });
    await carry(server, planned.caseId, "planned"); // its plan waits for the chairman, and no deadline runs
    await refer(operator, { unit: server.commune, hoursAgo: 30 });
    await refer(operator, { unit: server.other_commune, emergency: true, hoursAgo: 14 });
    const page = await open({ login: "supervisor", path: "/board", height: 20_000 });
    for (const words of ["chưa ai tiếp nhận", "quá hạn", "khẩn cấp đang mở", "ca đang mở không có thời hạn nào đang chạy"]) {
      await number(page, words).click();
      await expect.poll(() => counted(page, words), { message: words }).toBeGreaterThan(0);
      const list = page.getByRole("row").filter({ hasText: /LN-\d+-\d+/ });
      await expect.poll(async () => (await list.count()) - (await counted(page, words)), { message: words }).toBe(0);
      await number(page, words).click();
    }
    const calls = page.getByRole("group", { name: "Năm con số" }).getByRole("link", { name: "cần gọi điện" });
    const count = Number(await calls.locator("strong").textContent());
    expect(count).toBeGreaterThan(0);
    await calls.click();
    await page.getByRole("heading", { level: 1, name: "Danh sách gọi" }).waitFor();
    await expect.poll(() => page.getByRole("heading", { level: 2 }).count()).toBe(count);
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
    await page.getByRole("row").filter({ hasText: /Khẩn cấp.*LN-/s }).first().waitFor({ state: "detached" });
  });

  test("the cards that show the newest lead to all: prominent cases, acts of administrators", async ({ server, open }) => {
    const operator = await as(server, "operator");
    for (let made = 0; made < 7; ++made) {
      const { caseId } = await refer(operator, { unit: server.commune });
      await act(server, "supervisor", caseId, (api, common) => api(CaseService).flagProminent({ ...common, reason: ProminentReason.PRESS }));
    }
    const page = await open({ login: "supervisor", path: "/board", height: 20_000 });
    const card = page.getByRole("region", { name: "Ca nổi cộm" });
    await expect.poll(() => card.getByRole("listitem").count()).toBe(6);
    await expect.poll(() => card.getByText("1 cấp chưa ghi đã nắm").count()).toBe(6); // the province; who flagged it knows it
    await expect.poll(() => card.getByText(/^còn \d+ (phút|giờ|ngày)/).count()).toBe(6); // each office's time to acknowledge
    await card.getByRole("link", { name: "Xem mọi ca nổi cộm" }).click();
    await page.getByRole("heading", { level: 1, name: "Các ca" }).waitFor();
    await expect.poll(() => page.getByRole("row").filter({ hasText: /LN-\d+-\d+/ }).count()).toBe(7);
    await expect.poll(() => page.getByRole("radio", { name: "Nổi cộm" }).isChecked()).toBe(true);
    await page.goBack();
    await page.getByRole("link", { name: "Xem mọi việc" }).click();
    await page.getByRole("heading", { level: 1, name: "Nhật ký" }).waitFor();
    await expect.poll(() => page.getByRole("listitem").count()).toBeGreaterThan(6);
  });

  test("where there are more offices than it tells of, it says of how many, and leads to the page that has all", async ({ server, open }) => {
    const page = await open({ login: "supervisor", path: "/account" });
    await page.route("**/GetOverview", async (route) => {
      const overview = fromBinary(GetOverviewResponseSchema, await (await route.fetch()).body());
      const units = Array.from({ length: 400 }, (_, at) => create(UnitOverviewSchema, { unit: server.commune, open: at === 0 ? 1 : 0 }));
      await route.fulfill({ contentType: "application/proto", body: Buffer.from(toBinary(GetOverviewResponseSchema, { ...overview, units, unitsInAll: 3321 })) });
    });
    await page.goto("/board");
    const offices = page.getByRole("region", { name: "Các đơn vị" });
    await offices.getByText("Ở đây là 400 trong 3321 đơn vị: nơi quá hạn và gần tới hạn trước.").waitFor();
    await offices.getByRole("link", { name: "Xem mọi đơn vị" }).click();
    await page.waitForURL("**/deadlines");
    await page.unroute("**/GetOverview");
    await page.goto("/board");
    await page.getByRole("region", { name: "Các đơn vị" }).waitFor();
    expect(await page.getByText(/Ở đây là/).count()).toBe(0);
  });

  test("says which year the working calendar does not know yet", async ({ open }) => {
    const page = await open({ login: "supervisor", path: "/account" });
    await page.route("**/GetOverview", async (route) => {
      const overview = fromBinary(GetOverviewResponseSchema, await (await route.fetch()).body());
      await route.fulfill({ contentType: "application/proto", body: Buffer.from(toBinary(GetOverviewResponseSchema, { ...overview, calendarMissingYears: [2028] })) });
    });
    await page.goto("/board");
    await page.getByRole("alert").filter({ hasText: "Lịch làm việc chưa có ngày nghỉ lễ của năm 2028" }).waitFor();
    await expectAccessible(page);
    await shoot(page, "board-calendar-1280");
  });

  test("is nobody else's", async ({ open }) => {
    const page = await open({ login: "officer", path: "/board" });
    await page.getByText("Không có trang này").waitFor();
    expect(await page.getByRole("link", { name: "Giám sát" }).count()).toBe(0);
  });
});
