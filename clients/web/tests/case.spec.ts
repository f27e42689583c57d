import { describe, expect } from "vitest";
import type { Page } from "playwright-core";
import { begin, pick, saved, send } from "./acting.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { newRequestId } from "../src/api/request_id.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { refer } from "./cases.ts";
import { kept } from "./keeping.ts";
import { as, TestServer, type ServerFacts } from "./server.ts";
import { hasFocus } from "./walking.ts";

/** What each of these people is offered on the page is what the server says is possible for them now: all of it, and no more. */
async function expectOnlyPossible(server: ServerFacts, caseId: string, pages: Record<string, Page>) {
  for (const [login, page] of Object.entries(pages)) {
    const { case: found } = await (await as(server, login))(CaseService).getCase({ caseId });
    const acts = () => page.locator("[data-act]").evaluateAll((list) => [...new Set(list.map((act) => act.getAttribute("data-act")!.replace(/\..*/, "")))].sort());
    await expect.poll(acts, { message: `${login}, version ${found!.row!.version}` }).toEqual([...found!.possible].sort());
  }
}

describe("the case page", () => {
  test("officer and chairman carry a case from accepting to closing, each offered only what is possible", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune, emergency: true });
    const officer = await open({ login: "officer", path: `/cases/${caseId}` });
    const chairman = await open({ login: "chairman", path: `/cases/${caseId}` });
    await chairman.locator('[data-act="AcceptReferral"]').waitFor();

    const offered = () => expectOnlyPossible(server, caseId, { officer, chairman });
    await offered();
    await begin(officer, "AcceptReferral");
    await send(officer, "Tiếp nhận");
    await saved(officer, "Tiếp nhận ca");
    await offered();
    await chairman.getByText("Tiếp nhận ca", { exact: true }).waitFor();
    await expect.poll(() => officer.locator('[data-act="ApprovePlan"], [data-act="CloseCase"], [data-act="AcceptReferral"]').count()).toBe(0);

    await begin(officer, "StartEmergencyMeasures");
    await officer.locator("form").filter({ hasText: /Còn 11 giờ \d+ phút/ }).waitFor();
    await officer.getByLabel("Đã làm gì để bảo vệ trẻ").fill("Đưa trẻ tới trạm y tế, có người trông.");
    await shoot(officer, "case-measures");
    await send(officer, "Ghi biện pháp khẩn cấp");
    await saved(officer, "Biện pháp khẩn cấp");
    await offered();

    await begin(officer, "RecordAssessment");
    await pick(officer, "Mức độ tổn hại của trẻ", "cao");
    await pick(officer, "Khả năng đối tượng tiếp cận trẻ trở lại", "trung bình");
    await pick(officer, "Khả năng tự bảo vệ của trẻ", "thấp");
    const harm = officer.getByRole("region", { name: "Mức độ tổn hại" });
    await harm.getByRole("status").filter({ hasText: /Cao\s*1\s*Trung bình\s*1\s*Thấp\s*0/ }).waitFor();
    await officer.getByRole("region", { name: "Tự bảo vệ và phục hồi" }).getByRole("status").filter({ hasText: "chưa chọn 1 dòng" }).waitFor();
    await send(officer, "Ghi đánh giá");
    await officer.getByText("Không được để trống.").waitFor();
    await pick(officer, /^Kết luận nguy cơ/, "trung bình");
    await shoot(officer, "case-assessment");
    await send(officer, "Ghi đánh giá");
    await saved(officer, "Đánh giá nguy cơ");

    await begin(officer, "RecordAssessment");
    await expect.poll(() => officer.getByRole("group", { name: "Mẫu" }).locator("input:checked").count()).toBe(1);
    await pick(officer, "Thiếu người có khả năng bảo vệ trẻ", "cao");
    await pick(officer, /^Kết luận nguy cơ/, "cao");
    await officer.getByLabel("Biên bản họp").fill("Họp tại UBND xã, đủ thành phần.");
    await send(officer, "Ghi đánh giá");
    await saved(officer, "Đánh giá nguy cơ");

    await begin(officer, "SubmitPlan");
    await officer.getByLabel("Mục tiêu").fill("Trẻ an toàn và trở lại trường.");
    await officer.getByLabel("Làm gì").fill("Thăm nhà hằng tuần");
    await officer.getByRole("button", { name: "Thêm một việc" }).click();
    await officer.getByLabel("Làm gì").nth(1).fill("Gặp giáo viên chủ nhiệm");
    await officer.getByLabel("Trước ngày").nth(1).fill("2027-01-15");
    await shoot(officer, "case-plan");
    await send(officer, "Trình Chủ tịch");
    await saved(officer, "Trình kế hoạch");
    await offered();
    await expect.poll(() => officer.locator('[data-act="ApprovePlan"]').count()).toBe(0);

    await begin(chairman, "ApprovePlan");
    await chairman.getByText("Gặp giáo viên chủ nhiệm").first().waitFor();
    await expectAccessible(chairman);
    await shoot(chairman, "case-approve");
    await send(chairman, "Phê duyệt");
    await saved(chairman, "Phê duyệt kế hoạch");
    await offered();

    await officer.getByText("đang can thiệp", { exact: true }).waitFor();
    await begin(officer, "RecordAction");
    await officer.getByLabel("Đã làm gì").fill("Đã thăm nhà, trẻ khoẻ.");
    await officer.getByText("Kế hoạch đã thực hiện xong").click();
    await send(officer, "Ghi lại");
    await saved(officer, "Ghi việc đã làm");

    await begin(officer, "RecordReview");
    await officer.getByLabel("Nhận xét").fill("Gia đình đã thay đổi.");
    await officer.locator("form").getByText("Không còn nguy cơ bị xâm hại").click();
    await officer.getByText("Chưa đủ hai điều kiện").waitFor();
    await officer.locator("form").getByText(/^Trẻ ổn định/).click();
    await officer.getByText("Đủ hai điều kiện: Chủ tịch có thể quyết định đóng ca.").waitFor();
    await send(officer, "Ghi rà soát");
    await saved(officer, "Rà soát (Mẫu 06)");
    await offered();

    // Measures still run: closing is not offered, and the page says why.
    await chairman.getByText("Rà soát, đánh giá (Mẫu 06)").waitFor();
    await chairman.getByRole("region", { name: /Điều kiện đóng ca/ }).filter({ hasText: /Biện pháp khẩn cấp đã kết thúc\s*: chưa/ }).waitFor();
    await expect.poll(() => chairman.locator('[data-act="CloseCase"]').count()).toBe(0);
    await begin(chairman, "EndEmergencyMeasures");
    await chairman.getByLabel("Lý do").fill("Trẻ đã an toàn ở nhà ông bà.");
    await send(chairman, "Kết thúc biện pháp");
    await saved(chairman, "Kết thúc biện pháp khẩn cấp");
    await offered();
    await begin(chairman, "CloseCase");
    await chairman.getByRole("region", { name: /Điều kiện đóng ca/ }).last().waitFor();
    await chairman.getByLabel("Quyết định của Chủ tịch").fill("QĐ 12/QĐ-UBND: đóng ca.");
    await shoot(chairman, "case-close");
    await send(chairman, "Quyết định đóng ca");
    await saved(chairman, "Đóng ca: trẻ đã an toàn");
    await offered();
    await chairman.getByRole("banner").getByText("Đã lưu trên máy chủ").first().waitFor();
    await chairman.getByText("đã đóng", { exact: true }).waitFor();
    await shoot(chairman, "case-closed");
    await expectAccessible(chairman);
  });

  test("a phone: two touches accept, two touches return, two record a call, two that the child was seen", async ({ server, open }) => {
    const operator = await as(server, "operator");
    const [first, second] = [await refer(operator, { unit: server.commune, emergency: true }), await refer(operator, { unit: server.commune, emergency: true })];
    const page = await open({ login: "officer", path: "/queue", width: 360, height: 740 });
    const card = (number: string) => page.getByRole("row").filter({ hasText: number });

    await card(first.caseNumber).getByRole("button", { name: "Tiếp nhận" }).click();
    await page.locator("form").getByRole("button", { name: "Tiếp nhận" }).waitFor();
    await shoot(page, "case-accept-360");
    await send(page, "Tiếp nhận");
    await saved(page, "Tiếp nhận ca");
    await shoot(page, "case-accepted-360");

    await page.locator('[data-act="RecordCallAttempt"]').click();
    await shoot(page, "case-call-360");
    await send(page, "Không nghe máy");
    await saved(page, "Đã gọi điện");
    await page.locator('[data-act="RecordAction.seen"]').click();
    await send(page, "Ghi: đã gặp trẻ");
    await saved(page, "Đã gặp trẻ");
    expect(await page.getByRole("banner").count()).toBe(1);
    await page.locator("header").getByText("đã gặp trẻ").waitFor();

    await page.goto("/queue");
    await card(second.caseNumber).getByRole("button", { name: "Không thuộc xã" }).click();
    await page.locator("form").getByRole("button", { name: "Trả lại" }).waitFor();
    await shoot(page, "case-return-360");
    await expectAccessible(page);
    // What is typed into a form that the queue opened is there after a reload, which opens it again.
    const why = page.locator("form").getByRole("textbox").first();
    await why.fill("Nơi xảy ra ở bên kia suối.");
    await kept(page, "bên kia suối");
    await page.reload();
    await page.getByText("Những gì bạn gõ lần trước vẫn còn, chưa gửi.").waitFor();
    await expect.poll(() => why.inputValue()).toBe("Nơi xảy ra ở bên kia suối.");
    await send(page, "Trả lại");
    await saved(page, "Trả lại, có lý do");
    await page.getByText("Bạn xem được ca này; lúc này không có việc nào bạn làm được.").waitFor();
    await shoot(page, "case-returned-360");
    await page.getByRole("button", { name: "Về các ca đang chờ" }).click();
    await page.getByText(/Cập nhật/).waitFor();
    await card(second.caseNumber).waitFor({ state: "detached" });
  });

  test("from the queue, an act whose answer comes after the news of it says all the same that it is durable", async ({ server, open }) => {
    const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "officer", path: "/queue", width: 360, height: 740 });
    await page.route("**/hotline.v1.ReferralService/AcceptReferral", async (route) => {
      const answer = await route.fetch();
      await page.locator('[data-act="RecordAssessment"]').waitFor({ state: "attached" }); // told by the stream
      await route.fulfill({ response: answer });
    });
    const row = page.getByRole("row").filter({ hasText: caseNumber });
    await row.getByRole("link", { name: caseNumber }).waitFor();
    await row.getByRole("button", { name: "Tiếp nhận" }).click();
    await send(page, "Tiếp nhận");
    await saved(page, "Tiếp nhận ca");
    await page.locator('[data-act="RecordAssessment"]').waitFor();
    await page.reload();
    await page.locator("[data-act]").first().waitFor();
    await begin(page, "AddNote"); // a form opens at a touch, and none was open: nothing is left to be sent again
    await page.locator("form").waitFor();
    expect(await page.locator("form").getByRole("heading").allInnerTexts()).toEqual(["Ghi chú"]);
    const { entries } = await (await as(server, "officer"))(CaseService).getHistory({ caseId, pageSize: 50 });
    expect(entries.filter(({ event }) => event?.body.case === "accepted").length).toBe(1);
  });

  test("an officer of another commune finds nothing, also at the right address", async ({ server, open }) => {
    const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "stranger", path: `/cases/${caseId}` });
    await page.getByRole("heading", { name: "Không có ca này" }).waitFor();
    const content = await page.content();
    for (const text of [caseNumber, "Trẻ Hư Cấu", "hàng xóm"]) expect(content).not.toContain(text);
    const unknown = await open({ login: "stranger", path: `/cases/${crypto.randomUUID()}` });
    await unknown.getByRole("heading", { name: "Không có ca này" }).waitFor();
    expect(await unknown.locator("main").innerText()).toBe(await page.locator("main").innerText());
    await expectAccessible(page);
    await page.goto("/cases");
    await page.getByRole("heading", { name: "Các ca" }).waitFor();
    await page.getByText(/Cập nhật/).waitFor();
    expect(await page.content()).not.toContain(caseNumber);
  });

  test("two at once: the other's change is shown and merged by the person, nothing is overwritten", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune, intake: { presentCarer: "bà ngoại", doneAlready: "chưa rõ" } });
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    await begin(page, "AcceptReferral");
    await send(page, "Tiếp nhận");
    await saved(page, "Tiếp nhận ca");
    await begin(page, "AmendIntake");
    await page.getByLabel("Người đang chăm sóc").fill("ông nội");
    await page.getByLabel("Trường", { exact: true }).fill("Tiểu học Thử");

    const chairman = await as(server, "chairman");
    const { case: seen } = await chairman(CaseService).getCase({ caseId });
    await chairman(CaseService).amendIntake({
      requestId: newRequestId(), caseId, expectedVersion: seen!.row!.version, reason: "gọi gia đình", intake: { presentCarer: "cô ruột", doneAlready: "đã đưa đi khám" },
    });
    await page.getByText("Người khác vừa thay đổi ca.").waitFor();
    await page.locator("form").getByText(/Người Thử chairman/).waitFor();
    await shoot(page, "case-changed");
    await expectAccessible(page);
    await send(page, "Ghi bổ sung"); // not sent: the change was not looked at yet
    expect((await chairman(CaseService).getCase({ caseId })).case!.intake!.presentCarer).toBe("cô ruột");

    await page.getByRole("button", { name: "Tôi đã xem, tiếp tục" }).click();
    await expect.poll(() => page.getByLabel("Người đang chăm sóc").inputValue()).toBe("ông nội");
    await expect.poll(() => page.getByLabel("Đã làm gì").inputValue()).toBe("đã đưa đi khám");
    await page.getByText("cô ruột").first().waitFor();
    await shoot(page, "case-merge");
    await page.getByRole("button", { name: "Dùng bản này" }).click();
    await expect.poll(() => page.getByLabel("Người đang chăm sóc").inputValue()).toBe("cô ruột");
    await send(page, "Ghi bổ sung");
    await saved(page, "Bổ sung, sửa Mẫu 01");
    const { case: after } = await chairman(CaseService).getCase({ caseId });
    expect(after!.intake).toMatchObject({ presentCarer: "cô ruột", doneAlready: "đã đưa đi khám", child: { school: "Tiểu học Thử", name: "Trẻ Hư Cấu" } });
  });

  test("two accept at the same moment: one does, the other sees who was faster", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    const [officer, chairman] = [await open({ login: "officer", path: `/cases/${caseId}` }), await open({ login: "chairman", path: `/cases/${caseId}` })];
    for (const page of [officer, chairman]) await begin(page, "AcceptReferral");
    await Promise.all([send(officer, "Tiếp nhận"), send(chairman, "Tiếp nhận")]);
    const won = (page: Page) => page.getByText("Tiếp nhận ca · đã lưu").waitFor().then(() => true);
    const lost = (page: Page) => page.getByText("Người khác vừa thay đổi ca.").waitFor().then(() => false);
    const outcomes = await Promise.all([officer, chairman].map((page) => Promise.race([won(page), lost(page)])));
    expect(outcomes.filter(Boolean).length).toBe(1);
    const late = outcomes[0] ? chairman : officer;
    await late.getByRole("button", { name: "Tôi đã xem, tiếp tục" }).click();
    await late.getByText("Việc này không còn làm được ở bước hiện tại của ca.").waitFor();
    const { entries } = await (await as(server, "officer"))(CaseService).getHistory({ caseId });
    expect(entries.filter(({ event }) => event?.body.case === "accepted").length).toBe(1);
  });

  test("what is typed outlives a reload, and leaves no trace once it is sent", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    await begin(page, "AddNote");
    await page.getByRole("textbox", { name: "Ghi chú" }).fill("Đã hỏi hàng xóm, chưa ai thấy trẻ hôm nay.");
    await page.getByRole("banner").getByText("Đang giữ trên máy này, chưa gửi").waitFor();
    await kept(page, "chưa ai thấy trẻ hôm nay.");
    await page.keyboard.press("Escape");
    await page.reload();
    await page.locator('[data-act="AddNote"]').getByText("bản nháp").waitFor();
    await begin(page, "AddNote");
    await expect.poll(() => page.getByRole("textbox", { name: "Ghi chú" }).inputValue()).toBe("Đã hỏi hàng xóm, chưa ai thấy trẻ hôm nay.");
    await page.keyboard.press("Control+Enter");
    await saved(page, "Ghi chú");
    await page.reload();
    await begin(page, "AddNote");
    await page.getByRole("textbox", { name: "Ghi chú" }).waitFor();
    expect(await page.getByRole("textbox", { name: "Ghi chú" }).inputValue()).toBe("");
    expect(await page.getByText("bản nháp").count()).toBe(0);
    expect(page.url()).toMatch(/\/cases\/[0-9a-f-]{36}$/);
    await expect.poll(() => page.title()).toBe("Ca · 111");
  });

  test("a case opens, and says that nothing is kept, where the browser's storage failed meanwhile", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    await page.locator('[data-act="AcceptReferral"]').waitFor();
    await page.evaluate(() => {
      IDBDatabase.prototype.transaction = () => {
        throw new DOMException("gone", "UnknownError");
      };
    });
    await page.getByRole("navigation").getByRole("link", { name: "Ca đang chờ" }).click();
    await page.locator(`a[href="/cases/${caseId}"]`).first().click();
    await begin(page, "AcceptReferral");
    await page.locator("form").getByText("Trình duyệt này không giữ được").waitFor();
    await send(page, "Tiếp nhận");
    await saved(page, "Tiếp nhận ca");
  });

  test("the keyboard alone: accept, assess, and a refusal that points at what is missing", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    await page.locator('[data-act="AcceptReferral"]').waitFor();
    await page.keyboard.press("1");
    await expect.poll(() => hasFocus(page.locator("form [data-send]"))).toBe(true);
    await page.keyboard.press("Enter");
    await saved(page, "Tiếp nhận ca");
    await page.keyboard.press("1");
    await page.getByRole("heading", { name: "Đánh giá nguy cơ", level: 2 }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator("form").waitFor({ state: "detached" });
    await expect.poll(() => hasFocus(page.locator('[data-act="RecordAssessment"]'))).toBe(true);
    await page.keyboard.press("Enter");
    await page.locator("form").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText("Không được để trống.").waitFor();
    const conclusion = page.getByRole("group", { name: /^Kết luận nguy cơ/ });
    await expect.poll(() => conclusion.locator("input").evaluateAll((all) => all.includes(document.activeElement as HTMLInputElement))).toBe(true);
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => conclusion.locator("input:checked").count()).toBe(1);
    await page.keyboard.press("Control+Enter");
    await saved(page, "Đánh giá nguy cơ");
  });

  test("sent while the server is gone: kept, sent by itself when it is back, carried out once", async ({ open }) => {
    const own = await TestServer.start();
    try {
      const { caseId } = await refer(await as(own.facts, "operator"), { unit: own.facts.commune });
      const page = await open({ login: "officer", path: `/cases/${caseId}`, server: own.facts });
      await begin(page, "AddNote");
      await page.getByRole("textbox", { name: "Ghi chú" }).fill("Gõ khi mất kết nối.");
      await own.kill();
      await send(page, "Ghi lại");
      await page.getByRole("alert").filter({ hasText: "Chưa gửi được" }).waitFor();
      expect(await page.getByText("đã lưu trên máy chủ").count()).toBe(0);
      await own.restart();
      await saved(page, "Ghi chú");
      const { entries } = await (await as(own.facts, "officer"))(CaseService).getHistory({ caseId });
      expect(entries.filter(({ event }) => event?.body.case === "noteAdded").length).toBe(1);
    } finally {
      await own.stop();
    }
  });
});
