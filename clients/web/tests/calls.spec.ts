// The call list: whom a person has to telephone now, and the call recorded in two keys.
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { CallResult, Measure } from "../src/gen/hotline/record/v1/case_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { ReportService, type ReportCall } from "../src/gen/hotline/v1/report_pb.ts";
import { SupervisionService } from "../src/gen/hotline/v1/supervision_pb.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { act, refer } from "./cases.ts";
import { kept } from "./keeping.ts";
import { as, TestServer, type ServerFacts } from "./server.ts";
import { hasFocus, walk } from "./walking.ts";

const telephone = "0204 388 0007";

/** Told so long ago that its twelve hours are over, and that the ladder has climbed to its end by itself. */
async function lateCase(server: ServerFacts, unit = server.commune) {
  const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit, emergency: true, hoursAgo: 14 });
  const supervisor = await as(server, "supervisor");
  await expect.poll(async () => (await supervisor(SupervisionService).listCalls({})).calls.map((call) => call.case?.caseId)).toContain(caseId);
  return { caseId, caseNumber };
}

const tried = (server: ServerFacts, login: string, caseId: string, result: CallResult, notes: string) =>
  act(server, login, caseId, (api, common) => api(CaseService).recordCallAttempt({ ...common, attempt: { unit: server.commune, result, whom: "Cô Hư Cấu", notes, at: timestampFromMs(Date.now()) } }));

async function callsOf(server: ServerFacts, caseId: string) {
  const { entries } = await (await as(server, "supervisor"))(CaseService).getHistory({ caseId, pageSize: 200 });
  return entries.flatMap(({ event }) => (event?.body.case === "callAttempted" ? [event.body.value.attempt!] : []));
}

const row = (page: Page, number: string) => page.locator("main li[data-case]").filter({ hasText: number });

describe("the call list", () => {
  test.beforeAll(async ({ server }) => {
    const admin = (await as(server, "admin"))(DirectoryService);
    const { unit } = await admin.getUnit({ unit: server.commune });
    await admin.setUnitTelephones({ requestId: newRequestId(), unit: server.commune, telephones: [telephone], expectedUnitVersion: unit!.version });
  });

  test("says that nobody is to be called, where nobody is; and is offered to operators too", async ({ open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await page.getByRole("navigation").getByRole("link", { name: "Danh sách gọi" }).click();
    await page.getByRole("heading", { level: 2, name: "Không phải gọi cho đơn vị nào" }).waitFor();
    await page.getByText(/Cập nhật \d\d:\d\d:\d\d/).waitFor();
    await expectAccessible(page);
    await shoot(page, "calls-empty");
  });

  test("says whom to call, why, how late, and what was tried, oldest first; two keys record the call", async ({ server, open }) => {
    const { caseId, caseNumber } = await lateCase(server);
    await tried(server, "operator", caseId, CallResult.WRONG_NUMBER, "Số của trạm y tế");
    await tried(server, "operator", caseId, CallResult.NO_ANSWER, "Đổ chuông hai lần");
    const page = await open({ login: "supervisor", path: "/calls" });
    const call = row(page, caseNumber);
    await call.getByRole("heading", { level: 2, name: "Xã Bảo Đài" }).waitFor();
    await call.getByText(/^can thiệp khẩn cấp/i).waitFor();
    await call.getByText(/^quá hạn \d+ giờ/).waitFor();
    await call.getByText(/bậc cuối của thang nhắc, chờ gọi từ \d\d:\d\d/i).waitFor();
    await call.getByText(/Người Thử officer \(trực\), Người Thử chairman \(chủ tịch/).waitFor();
    expect(await call.getByRole("link", { name: telephone }).getAttribute("href")).toBe("tel:02043880007");
    await call.getByText(/2 lần, lần cuối \d\d:\d\d hôm (nay|qua): không nghe máy/i).waitFor();
    expect(await page.content()).not.toContain("Trẻ Hư Cấu");

    await page.keyboard.press("t");
    const lines = call.locator("ol li");
    await lines.filter({ hasText: "Đổ chuông hai lần" }).waitFor();
    const inOrder = ["cán bộ trực", "chủ tịch hoặc người được uỷ quyền", "Vào danh sách gọi", "sai số", "không nghe máy"];
    await expect.poll(async () => {
      const told = await lines.allInnerTexts();
      return inOrder.toSorted((a, b) => told.findIndex((line) => line.includes(a)) - told.findIndex((line) => line.includes(b))).filter((words) => told.some((line) => line.includes(words)));
    }).toEqual(inOrder);
    await lines.filter({ hasText: /^.*Nhắc cán bộ trực · .*đã đưa lên màn hình, chưa rõ ai thấy$/s }).first().waitFor();
    expect((await lines.allInnerTexts()).join()).not.toContain("Đã nhắc"); // of nobody is it known
    await expectAccessible(page);
    await shoot(page, "calls-tried");

    await page.keyboard.press("1");
    await page.keyboard.press("Enter");
    await call.getByRole("alert").getByText(/^Đã ghi \d\d:\d\d:\d\d: gặp được/).waitFor();
    await call.getByText(/3 lần, lần cuối .*: gặp được/i).waitFor();
    await expect.poll(async () => (await callsOf(server, caseId)).map(({ result }) => result)).toEqual([CallResult.WRONG_NUMBER, CallResult.NO_ANSWER, CallResult.REACHED]);
    await expect.poll(() => hasFocus(call), { message: "the row has the focus again" }).toBe(true);
  });

  test("what is typed beside a result stays over a reload, and leaves with the call; all of it by keyboard alone", async ({ server, open }) => {
    const { caseId, caseNumber } = await lateCase(server, server.other_commune);
    const page = await open({ login: "supervisor", path: "/calls" });
    const call = row(page, caseNumber);
    await call.waitFor();
    await walk(page, "call list");
    const reach = async () => {
      for (let step = 0; step < 5 && !(await call.getAttribute("data-here")); ++step) await page.keyboard.press("ArrowDown");
      await page.keyboard.press("3");
      await call.getByRole("button", { name: "Ghi cuộc gọi" }).waitFor();
    };
    await call.getByText("đơn vị chưa có số điện thoại").waitFor();
    await reach();
    await expectAccessible(page);
    await shoot(page, "calls-recording");
    await walk(page, "call list with a form");
    await call.getByLabel(/^Ghi chú/).focus();
    await page.keyboard.type("Hẹn báo lại 10 giờ");
    await page.keyboard.press("Escape");
    await call.locator("form").waitFor({ state: "detached" });
    await page.getByText(/Đang giữ trên máy này/).first().waitFor();
    await kept(page, "Hẹn báo lại 10 giờ");
    await page.reload();
    await call.waitFor();
    await reach();
    await expect.poll(() => call.getByLabel(/^Ghi chú/).inputValue()).toBe("Hẹn báo lại 10 giờ");
    await page.keyboard.press("Control+Enter");
    await call.getByText(/^Đã ghi/).waitFor();
    expect((await callsOf(server, caseId)).map(({ notes }) => notes)).toEqual(["Hẹn báo lại 10 giờ"]);
    await page.keyboard.press("3");
    await expect.poll(() => call.getByLabel(/^Ghi chú/).inputValue()).toBe("");
  });

  test("what was put off is recorded of the call for which it was typed, and of no later one", async ({ server, open }) => {
    const { caseId, caseNumber } = await lateCase(server);
    const page = await open({ login: "supervisor", path: "/calls" });
    const call = row(page, caseNumber);
    await call.focus();
    await page.keyboard.press("1");
    await call.getByLabel(/^Ghi chú/).fill("Chị trực hẹn đến ngay");
    await call.getByRole("button", { name: "Để sau" }).click();
    await page.keyboard.press("2");
    await call.getByText(/^Lời ghi dở dưới đây là của cuộc gọi \d\d:\d\d/).waitFor();
    expect(await call.getByLabel(/^Ghi chú/).inputValue()).toBe("Chị trực hẹn đến ngay");
    await expectAccessible(page);
    await shoot(page, "calls-earlier-words");
    await call.getByRole("button", { name: "Tôi vừa gọi cuộc khác: bỏ lời này" }).click();
    expect(await call.getByLabel(/^Ghi chú/).inputValue()).toBe("");
    await page.keyboard.press("Enter");
    await call.getByText(/^Đã ghi/).waitFor();
    expect((await callsOf(server, caseId)).map(({ notes }) => notes)).toEqual([""]);
  });

  test("a colleague who called meanwhile is shown before anything is recorded over it", async ({ server, open }) => {
    const { caseId, caseNumber } = await lateCase(server);
    const page = await open({ login: "supervisor", path: "/calls" });
    const call = row(page, caseNumber);
    await call.waitFor();
    // The list as it was, until the server has refused.
    let body: Promise<Buffer> | undefined;
    await page.route("**/*.SupervisionService/ListCalls", async (route) => {
      body ??= route.fetch().then((answer) => answer.body());
      await route.fulfill({ contentType: "application/proto", body: await body });
    });
    await page.reload();
    await call.waitFor();
    await call.getByRole("button", { name: "không nghe máy" }).click();
    await tried(server, "operator", caseId, CallResult.REACHED, "Chủ tịch hẹn đến nhà ngay");
    await page.keyboard.press("Enter");
    await call.getByRole("alert").waitFor();
    expect(await callsOf(server, caseId)).toHaveLength(1);
    await page.unroute("**/*.SupervisionService/ListCalls");
    await call.getByText(/1 lần, lần cuối .*: gặp được/i).waitFor();
    await call.getByRole("button", { name: "Ghi cuộc gọi" }).click();
    await call.getByText(/^Đã ghi/).waitFor();
    expect((await callsOf(server, caseId)).map(({ result }) => result)).toEqual([CallResult.REACHED, CallResult.NO_ANSWER]);
  });

  test("follows by itself: what was done stays where it stood, marked, and what is new comes last", async ({ server, open }) => {
    const first = await lateCase(server);
    const page = await open({ login: "supervisor", path: "/calls", width: 360, height: 740, scheme: "dark" });
    await row(page, first.caseNumber).waitFor();
    const before = await page.locator("main li[data-case]").count();
    const second = await lateCase(server);
    await row(page, second.caseNumber).waitFor();
    const measures = { measure: Measure.PROTECT, what: "Đưa trẻ tới trạm y tế" }; // they end the twelve hours
    await act(server, "chairman", first.caseId, (api, common) => api(CaseService).startEmergencyMeasures({ ...common, measures }));
    await row(page, first.caseNumber).getByText(/^Không còn trong danh sách/).waitFor();
    await expect.poll(() => row(page, first.caseNumber).getByRole("button").count()).toBe(0);
    await expect.poll(() => page.locator("main li[data-case]").count()).toBe(before + 1);
    await page.locator("main li[data-case]").last().filter({ hasText: second.caseNumber }).waitFor();
    await row(page, second.caseNumber).getByRole("button", { name: "từ chối" }).click();
    await row(page, second.caseNumber).scrollIntoViewIfNeeded();
    await expectAccessible(page);
    await shoot(page, "calls-phone-dark");
  });

  test("a call that is being recorded stays under the hands when its row leaves the list, and is recorded there", async ({ server, open }) => {
    const [first, second] = [await lateCase(server), await lateCase(server)];
    const page = await open({ login: "supervisor", path: "/calls" });
    const call = row(page, first.caseNumber);
    await call.getByRole("button", { name: "gặp được" }).click();
    const notes = call.getByLabel(/^Ghi chú/);
    await notes.focus();
    await page.keyboard.type("hẹn 14 giờ");
    await kept(page, "hẹn 14 giờ");
    const measures = { measure: Measure.PROTECT, what: "Đưa trẻ tới trạm y tế" };
    await act(server, "chairman", first.caseId, (api, common) => api(CaseService).startEmergencyMeasures({ ...common, measures }));
    await call.getByText(/^Không còn trong danh sách/).waitFor();
    expect(await hasFocus(notes)).toBe(true);
    await page.keyboard.type(" 30");
    expect(await notes.inputValue()).toBe("hẹn 14 giờ 30");
    await expectAccessible(page);
    await shoot(page, "calls-gone-recording");
    await call.getByRole("button", { name: "Ghi cuộc gọi" }).focus();
    await page.keyboard.press("3"); // of this call, and of no other row
    await call.getByText(/^Ghi: từ chối/i).waitFor();
    await page.keyboard.press("1");
    await call.getByText(/^Ghi: gặp được/i).waitFor();
    await page.keyboard.press("Enter");
    await call.getByText(/^Đã ghi/).waitFor();
    expect((await callsOf(server, first.caseId)).map(({ result, notes: of }) => ({ result, of }))).toEqual([{ result: CallResult.REACHED, of: "hẹn 14 giờ 30" }]);
    expect(await callsOf(server, second.caseId)).toEqual([]);
  });

  test("a late report stands on it until it is signed: which, how late, whom, and the call recorded in two keys", { timeout: 120_000 }, async ({ open }) => {
    const own = await TestServer.start({}, "2026-04-01");
    try {
      await own.kill();
      await own.restart("2026-04-24"); // its last day in time was 19 April, and nobody above the commune is registered
      const supervisor = (await as(own.facts, "supervisor"))(ReportService);
      const named = async () => (await supervisor.listReportCalls({ unit: own.facts.commune })).calls;
      await expect.poll(async () => (await named()).length).toBe(1);
      const page = await open({ login: "supervisor", path: "/calls", server: own.facts });
      const call = page.locator("main li[data-case]").filter({ hasText: "Xã Bảo Đài" });
      await call.getByText("báo cáo định kỳ chưa ký gửi", { exact: false }).waitFor();
      await call.getByText("quá hạn 5 ngày").waitFor();
      await call.getByText(/phải nộp trước 20\/0?4\/2026/).waitFor();
      await call.getByText(/Người Thử officer \(trực\), Người Thử chairman \(chủ tịch/).waitFor();
      await call.getByText("chưa ai gọi").waitFor();
      await expectAccessible(page);
      await call.focus();
      await page.keyboard.press("t");
      const lines = call.locator("ol li");
      await lines.filter({ hasText: "Vào danh sách gọi" }).waitFor();
      await shoot(page, "calls-report");

      await page.keyboard.press("2");
      await page.keyboard.press("Enter");
      await call.getByRole("alert").getByText(/^Đã ghi \d\d:\d\d:\d\d: không nghe máy/).waitFor();
      await call.getByText(/1 lần, lần cuối .*: không nghe máy/i).waitFor();
      await expect.poll(async () => (await named())[0]!.lastResult).toBe(CallResult.NO_ANSWER);

      // Whoever answers for the office opens the same report by its address.
      await expect.poll(() => call.getByRole("link", { name: /^Báo cáo công tác bảo vệ trẻ em/ }).getAttribute("href")).toMatch(/^\/reports\/half-year\//);
      const [{ report }] = (await named()) as [ReportCall];
      const [officer, chairman] = [(await as(own.facts, "officer"))(ReportService), (await as(own.facts, "chairman"))(ReportService)];
      await officer.saveReportDraft({ requestId: newRequestId(), key: report!.key!, expectedVersion: 0, narrative: "Không phát sinh vụ việc." });
      expect(await named()).toHaveLength(1);
      await chairman.signReport({ requestId: newRequestId(), key: report!.key!, expectedVersion: 1 });
      expect(await named()).toHaveLength(0);
      await call.getByText("Không còn trong danh sách: báo cáo đã được ký gửi.").waitFor();
    } finally {
      await own.stop();
    }
  });

  test("is nobody else's", async ({ open }) => {
    const page = await open({ login: "officer", path: "/calls" });
    await page.getByText("Không có trang này").waitFor();
    expect(await page.getByRole("link", { name: "Danh sách gọi" }).count()).toBe(0);
  });
});
