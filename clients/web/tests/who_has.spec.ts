// Every row says which office has the case now, and where it happened; every clock, on a hover, which article sets it.
import { afterAll, beforeAll, describe, expect } from "vitest";
import { CallResult } from "../src/gen/hotline/record/v1/case_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { SupervisionService } from "../src/gen/hotline/v1/supervision_pb.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { act, carry, refer } from "./cases.ts";
import { as, TestServer } from "./server.ts";

describe("a row", () => {
  test("says to which office a case is on its way, and who has it once it is there, on a phone too", async ({ server, open }) => {
    const operator = await as(server, "operator");
    const { caseId, caseNumber } = await refer(operator, { unit: server.commune, hamlet: "thôn Đang Đi" });
    const page = await open({ login: "officer", path: "/queue", width: 360, height: 20_000 });
    const row = page.getByRole("row").filter({ hasText: caseNumber });
    await row.getByText("đang chuyển tới xã Bảo Đài").waitFor();
    await expectAccessible(page);
    await shoot(page, "who-has-queue-360");
    await carry(server, caseId, "accepted");
    for (const [width, name] of [[1280, "1280"], [360, "360"]] as const) {
      const cases = await open({ login: "supervisor", path: "/cases", width, height: 2000, scheme: width === 360 ? "dark" : "light" });
      await cases.getByRole("row").filter({ hasText: caseNumber }).getByText("nơi giữ: xã Bảo Đài").waitFor();
      await shoot(cases, `who-has-cases-${name}`);
    }
  });

  test("of an emergency says on a hover which article sets its nearest clock", async ({ server, open }) => {
    const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune, emergency: true });
    await carry(server, caseId, "accepted");
    const page = await open({ login: "officer", path: "/cases", height: 2000 });
    const row = page.getByRole("row").filter({ hasText: caseNumber });
    await row.locator("[title*='điều 26.3']").waitFor();
    expect(await row.locator("[title*='điều 26.3']").getAttribute("title")).toContain("hạn");
  });
});

/** Of late cases a server that others fill has more than the card shows. */
let own: TestServer;
beforeAll(async () => void (own = await TestServer.start()));
afterAll(() => own.stop());

describe("the board's card of calls", () => {
  test("shows the longest waiting first, each with its telephone and what came of the last call, and does not lose who was called", async ({ open }) => {
    const server = own.facts;
    const operator = await as(server, "operator");
    const called = await refer(operator, { unit: server.commune, emergency: true, hoursAgo: 20 });
    await refer(operator, { unit: server.other_commune, emergency: true, hoursAgo: 40 });
    // The ladder puts them there by itself, each at its own moment.
    const list = async () => (await (await as(server, "supervisor"))(SupervisionService).listCalls({})).calls;
    await expect.poll(async () => (await list()).length).toBe(2);
    await act(server, "supervisor", called.caseId, (api, common) => api(CaseService).recordCallAttempt({ ...common, attempt: { unit: server.commune, result: CallResult.NO_ANSWER, whom: "Người Được Gọi" } }));
    const calls = await list();
    const page = await open({ login: "supervisor", path: "/board", server });
    const card = page.getByRole("region", { name: "Ca cần gọi điện" });
    await card.getByText("Chờ lâu nhất trước.").waitFor();
    const rows = card.getByRole("listitem");
    await expect.poll(async () => (await rows.allInnerTexts()).map((text) => /LN-\d+-\d+/.exec(text)?.[0])).toEqual(calls.map((call) => call.case!.number));
    await rows.filter({ hasText: called.caseNumber }).getByText(/gọi gần nhất .*\(lần 1\)/).waitFor();
    await rows.getByText("chưa ai gọi").first().waitFor();
    await expect.poll(() => rows.locator("a[href^='tel:']").count()).toBe(calls.reduce((sum, { telephones }) => sum + telephones.length, 0));
    expect(await page.content()).not.toContain("Người Được Gọi");
    await card.scrollIntoViewIfNeeded();
    await expectAccessible(page);
    await shoot(page, "board-calls-1280");
    await card.getByRole("link", { name: "Xem danh sách gọi" }).click();
    await page.getByRole("heading", { level: 1, name: "Danh sách gọi" }).waitFor();
  });

  test("leaves the figures above it where it cannot be had", async ({ open }) => {
    const page = await open({ login: "supervisor", path: "/board", server: own.facts });
    await page.getByRole("region", { name: "Việc của quản trị viên" }).waitFor();
    await page.route("**/assets/Asking-*.js", (route) => route.abort());
    await page.reload();
    await page.getByRole("button", { name: "Mở lại trang" }).first().waitFor();
    await page.getByRole("heading", { level: 1, name: "Bảng giám sát" }).waitFor();
    await page.getByText("quá hạn").first().waitFor();
    await expectAccessible(page);
    await shoot(page, "board-broken-1280");
  });
});
