// Every act of the case page, once, against the real server.
import { fromBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { describe, expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { AddNoteRequestSchema } from "../src/gen/hotline/v1/case_act_pb.ts";
import { Role } from "../src/gen/hotline/record/v1/options_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { begin, pick, saved, send } from "./acting.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { act, carry, refer } from "./cases.ts";
import { as, hire, passwordOf, type ServerFacts } from "./server.ts";

async function referred(server: ServerFacts, until?: "accepted" | "assessed" | "planned") {
  const made = await refer(await as(server, "operator"), { unit: server.commune, emergency: true });
  if (until) await carry(server, made.caseId, until);
  return made;
}

describe("acts on a case", () => {
  for (const look of [{ scheme: "light", width: 1280, language: "vi" }, { scheme: "dark", width: 360, language: "en" }] as const) {
    test(`every form: nothing for axe to say, nothing wider than the screen: ${look.scheme}, ${look.width} px, ${look.language}`, async ({ server, open }) => {
      const { caseId } = await referred(server, "planned");
      const page = await open({ login: "chairman", path: `/cases/${caseId}`, ...look });
      await page.locator("[data-act]").first().waitFor();
      const ids = await page.locator("[data-act]").evaluateAll((found) => found.map((element) => (element as HTMLElement).dataset.act!));
      expect(ids.length).toBeGreaterThan(12);
      for (const id of ids) {
        await begin(page, id);
        await page.locator("form").waitFor();
        await expectAccessible(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), id).toBe(true);
        await shoot(page, `act-${id}-${look.scheme}-${look.width}`);
        await page.locator("form").getByRole("button").first().click(); // closes it
      }
    });
  }

  test("an act whose answer never came goes on by itself after a reload, and is done once", async ({ server, open }) => {
    const { caseId } = await referred(server, "accepted");
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    const ids: string[] = [];
    let lost = true;
    await page.route("**/hotline.v1.CaseService/AddNote", async (route) => {
      const { requestId } = fromBinary(AddNoteRequestSchema, route.request().postDataBuffer()!);
      ids.push(requestId);
      if (!lost) return route.continue();
      lost = false;
      await route.fetch(); // the server has it; the answer is lost with the page
      await page.reload({ waitUntil: "commit" }); // nobody waits here for the page that follows
      await route.abort().catch(() => {});
    });
    await begin(page, "AddNote");
    await page.locator("form textarea").fill("Đã gặp trẻ ở trường.");
    await send(page, "Ghi lại");
    await saved(page, "Ghi chú");
    await expect.poll(() => ids.length).toBe(2);
    expect(new Set(ids).size).toBe(1);
    const { entries } = await (await as(server, "officer"))(CaseService).getHistory({ caseId, pageSize: 50 });
    expect(entries.filter(({ event }) => event?.body.case === "noteAdded").length).toBe(1);
    await page.reload();
    await begin(page, "AddNote"); // nothing is left of it
    await page.locator("form textarea").waitFor();
    expect(await page.locator("form textarea").inputValue()).toBe("");
  });

  test("a birth date is added as people here write it, and another's shown the same way", async ({ server, open }) => {
    const { caseId } = await referred(server, "accepted");
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    await begin(page, "AmendIntake");
    const date = page.getByLabel("Ngày sinh");
    await date.focus();
    await page.keyboard.type("26/03/15");
    await send(page, "Ghi bổ sung");
    await page.getByText("Ngày viết là 2015, 03/2015 hoặc 26/03/2015.").waitFor();
    await date.focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("3/2015");
    await page.keyboard.press("Tab");
    await expect.poll(() => date.inputValue()).toBe("03/2015");
    await act(server, "chairman", caseId, (api, common) => api(CaseService).amendIntake({ ...common, intake: { child: { birthDate: "2014-12" } } }));
    await page.getByRole("button", { name: "Tôi đã xem, tiếp tục" }).click();
    await page.locator("form q").filter({ hasText: "12/2014" }).waitFor();
    await send(page, "Ghi bổ sung");
    await saved(page, "Bổ sung, sửa Mẫu 01");
    const { case: found } = await (await as(server, "officer"))(CaseService).getCase({ caseId });
    expect(found!.intake!.child!.birthDate).toBe("2015-03");
  });

  test("notes, police, prominence, places, a further contact and a link stand in the history", async ({ server, open }) => {
    const other = await referred(server, "accepted");
    const { caseId } = await referred(server, "accepted");
    const page = await open({ login: "officer", path: `/cases/${caseId}` });

    await begin(page, "InformPolice");
    await page.getByLabel("Cơ quan công an").fill("Công an xã");
    await send(page, "Ghi đã báo công an");
    await saved(page, "Báo công an");

    await begin(page, "FlagProminent");
    await pick(page, /^Vì sao nổi cộm/, "báo chí đưa tin");
    await send(page, "Báo cáo ngay");
    await saved(page, "Đánh dấu nổi cộm");
    await page.locator("header").getByText("nổi cộm").waitFor();

    await begin(page, "SetPlaces");
    await send(page, "Ghi địa điểm");
    await page.getByText("Chưa có gì khác với hồ sơ.").waitFor();
    const residence = page.getByRole("region", { name: "Nơi cư trú" });
    await residence.getByLabel("Xã, phường").fill("dong phu luc nam");
    await residence.getByRole("radio", { name: /Đông Phú/ }).first().check();
    await residence.getByLabel("Thôn, đường, mốc").fill("thôn Xa");
    await shoot(page, "case-places");
    await send(page, "Ghi địa điểm");
    await saved(page, "Cập nhật địa điểm");

    await begin(page, "AddContactToCase");
    await page.getByLabel("Nội dung").fill("Hàng xóm gọi lại: trẻ đã được đưa về.");
    await send(page, "Thêm vào ca");
    await saved(page, "Thêm cuộc liên hệ");

    await begin(page, "LinkCases");
    await page.getByLabel("Số của ca kia").fill("999999");
    await page.getByRole("paragraph").filter({ hasText: /Không tìm thấy|không có/i }).waitFor();
    await page.getByLabel("Số của ca kia").fill(String(Number(other.caseNumber.split("-")[2])));
    await page.getByText("Đã tìm thấy ca này.").waitFor();
    await pick(page, "Quan hệ", "anh chị em");
    await send(page, "Liên kết");
    await saved(page, "Liên kết ca");

    const thread = page.getByRole("region", { name: "Diễn biến" });
    for (const text of ["Công an xã", "Báo chí đưa tin", "thôn Xa", "Hàng xóm gọi lại: trẻ đã được đưa về.", "Liên kết với ca khác"]) await thread.getByText(text).first().waitFor();
    await thread.getByRole("link", { name: "Mở ca kia" }).click();
    await page.getByRole("heading", { level: 1, name: other.caseNumber }).waitFor();
  });

  test("each level above takes note of a prominent case for itself, and who has not yet stands in the case and in the list", async ({ server, open }) => {
    const { caseId, caseNumber } = await referred(server, "accepted");
    const officer = await open({ login: "officer", path: `/cases/${caseId}` });
    await begin(officer, "FlagProminent");
    await pick(officer, /^Vì sao nổi cộm/, "báo chí đưa tin");
    await send(officer, "Báo cáo ngay");
    await saved(officer, "Đánh dấu nổi cộm");
    const levels = officer.locator("header dl > div").filter({ hasText: "Các cấp trên đã nắm ca này chưa" });
    await levels.getByText("chưa ghi đã nắm").first().waitFor();
    const above = await levels.getByText("chưa ghi đã nắm").count();
    await shoot(officer, "case-prominent-levels");

    const supervisor = await open({ login: "supervisor", path: `/cases/${caseId}` });
    await begin(supervisor, "AcknowledgeProminent");
    await supervisor.getByLabel("Ghi chú").fill("Cử người xuống xã.");
    await send(supervisor, "Ghi đã nắm");
    await saved(supervisor, "Đã nắm ca nổi cộm");
    await supervisor.locator('[data-act="AcknowledgeProminent"]').waitFor({ state: "detached" });
    await levels.getByText(/: đã nắm /).waitFor(); // on the officer's open page
    await expect.poll(() => levels.getByText("chưa ghi đã nắm").count()).toBe(above - 1);
    await officer.getByRole("region", { name: "Diễn biến" }).getByText("Cử người xuống xã.").waitFor();

    const list = await open({ login: "officer", path: "/cases" });
    await list.getByRole("row").filter({ hasText: caseNumber }).getByText(`${above - 1} cấp chưa ghi đã nắm`).waitFor();
    await shoot(list, "cases-prominent");
  });

  test("a case is handed to another commune, which accepts; the first keeps its own history", async ({ server, open }) => {
    const { caseId } = await referred(server, "accepted");
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    await begin(page, "TransferCase");
    await page.getByLabel("Chuyển tới").fill("xa dong phu luc nam");
    await page.getByRole("radio", { name: /Đông Phú/ }).first().check();
    await page.getByLabel("Lý do").fill("Gia đình đã chuyển tới ở đó.");
    await send(page, "Chuyển ca");
    await saved(page, "Chuyển ca sang nơi khác");
    const other = await open({ login: "stranger", path: `/cases/${caseId}` });  // its queue is long by now
    await begin(other, "AcceptReferral");
    await send(other, "Tiếp nhận");
    await saved(other, "Tiếp nhận ca");
    await begin(other, "AddNote");
    await other.getByRole("textbox", { name: "Ghi chú" }).fill("Chỉ xã mới thấy.");
    await send(other, "Ghi lại");
    await saved(other, "Ghi chú");
    await page.reload();
    await page.getByText("Chuyển ca sang đơn vị khác").waitFor();
    await page.getByText("Bạn xem được ca này").waitFor();
    expect(await page.content()).not.toContain("Chỉ xã mới thấy.");
  });

  test("the chairman returns a plan, the officer mends it, and a deputy approves for the chairman", async ({ server, open }) => {
    const { caseId } = await referred(server, "planned");
    const chairman = await open({ login: "chairman", path: `/cases/${caseId}` });
    await begin(chairman, "ReturnPlan");
    await chairman.getByText("Thăm nhà").first().waitFor();
    await chairman.getByLabel("Cần sửa gì").fill("Thiếu người làm và thời hạn.");
    await send(chairman, "Trả lại để sửa");
    await saved(chairman, "Trả lại kế hoạch");

    const officer = await open({ login: "officer", path: `/cases/${caseId}` });
    await officer.getByText("Thiếu người làm và thời hạn.").waitFor();
    await begin(officer, "SubmitPlan");
    await expect.poll(() => officer.getByLabel("Mục tiêu").inputValue()).toBe("Trẻ an toàn");
    await officer.getByLabel("Trước ngày").fill("2027-02-01");
    await officer.getByText("Hiểu là 01/02/2027").waitFor();
    await send(officer, "Trình Chủ tịch");
    await saved(officer, "Trình kế hoạch");

    const first = await hire(server, "deputy", server.commune, Role.OFFICER);
    const people = await (await as(server, "admin"))(DirectoryService).listPeople({ pageSize: 200 });
    const deputyId = people.people.find(({ login }) => login === "deputy")!.personId;
    await (await as(server, "chairman"))(DirectoryService).delegate({ requestId: newRequestId(), unit: server.commune, deputyId, until: timestampFromMs(Date.now() + 86_400_000) });
    const deputy = await open({ path: `/cases/${caseId}` });
    await deputy.getByLabel("Tên đăng nhập").fill("deputy");
    await deputy.locator("input[name=password]").fill(first);
    await deputy.keyboard.press("Enter");
    await deputy.locator("input[name=oldPassword]").fill(first);
    await deputy.locator("input[name=newPassword]").fill(passwordOf("deputy"));
    await deputy.locator("input[name=again]").fill(passwordOf("deputy"));
    await deputy.keyboard.press("Enter");
    await begin(deputy, "ApprovePlan");
    await send(deputy, "Phê duyệt");
    await saved(deputy, "Phê duyệt kế hoạch");
    await officer.getByText("Người Thử deputy (được uỷ quyền)").waitFor();
  });

  test("unfounded is the chairman's, after an assessment of low risk; new information reopens", async ({ server, open }) => {
    const { caseId } = await referred(server, "accepted");
    const officer = await open({ login: "officer", path: `/cases/${caseId}` });
    await begin(officer, "RecordAssessment");
    await pick(officer, /^Kết luận nguy cơ/, "thấp");
    await officer.getByText("Đã gặp trực tiếp trẻ", { exact: true }).click();
    await send(officer, "Ghi đánh giá");
    await officer.getByRole("alert").filter({ hasText: "Đã gặp trẻ thì cần trả lời có phải trường hợp khẩn cấp hay không." }).waitFor();
    await pick(officer, /^Có phải trường hợp khẩn cấp/, "không");
    await send(officer, "Ghi đánh giá");
    await saved(officer, "Đánh giá nguy cơ");
    const chairman = await open({ login: "chairman", path: `/cases/${caseId}` });
    await begin(chairman, "CloseCase.unfounded");
    await chairman.getByLabel("Quyết định của Chủ tịch").fill("QĐ 13/QĐ-UBND.");
    await send(chairman, "Quyết định đóng ca");
    await saved(chairman, "Đóng ca: không có cơ sở");
    await begin(officer, "ReopenCase");
    await officer.getByLabel("Lý do").fill("Nhà trường báo tin mới.");
    await send(officer, "Mở lại");
    await saved(officer, "Mở lại ca");
  });

  test("a refusal explains itself and loses nothing: separation is the chairman's", async ({ server, open }) => {
    const { caseId } = await referred(server, "accepted");
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    await begin(page, "StartEmergencyMeasures");
    await page.getByText("Tạm cách ly khỏi người chăm sóc").click();
    await page.getByLabel("Đã làm gì để bảo vệ trẻ").fill("Đưa trẻ về nhà ông bà.");
    await send(page, "Ghi biện pháp khẩn cấp");
    await page.getByRole("alert").filter({ hasText: "Chủ tịch (hoặc người được uỷ quyền)" }).waitFor();
    expect(await page.getByLabel("Đã làm gì để bảo vệ trẻ").inputValue()).toBe("Đưa trẻ về nhà ông bà.");
    await shoot(page, "case-refused");
  });

  test("the operator reroutes what was returned; the supervisor releases the informant, with a reason, on record", async ({ server, open }) => {
    const { caseId } = await referred(server);
    const officer = await open({ login: "officer", path: `/cases/${caseId}` });
    await begin(officer, "ReturnReferral");
    await pick(officer, /^Lý do/, "trùng ca");
    await expect.poll(() => officer.getByLabel("Giải thích").inputValue()).toBe("Đã có ca về cùng trẻ và cùng vụ việc.");
    await send(officer, "Trả lại");
    await saved(officer, "Trả lại, có lý do");

    const operator = await open({ login: "operator", path: `/cases/${caseId}` });
    await begin(operator, "RerouteReferral");
    await operator.getByLabel("Chuyển tới").fill("dong phu luc nam");
    await operator.getByRole("radio", { name: /Đông Phú/ }).first().check();
    await operator.getByLabel("Lý do").fill("Xảy ra ở Đông Phú.");
    await send(operator, "Chuyển tới đơn vị này");
    await saved(operator, "Chuyển hướng");

    const supervisor = await open({ login: "supervisor", path: `/cases/${caseId}` });
    await begin(supervisor, "ReleaseInformant");
    await supervisor.getByText("xã Đông Phú").first().waitFor();
    await supervisor.getByLabel("Lý do (được ghi lại)").fill("Cần gọi lại ngay để tìm trẻ.");
    await send(supervisor, "Cho biết");
    await saved(supervisor, "Cho biết người báo tin");
    const { entries } = await (await as(server, "supervisor"))(CaseService).getHistory({ caseId });
    expect(entries.at(-1)!.event!.body.case).toBe("informantReleased");
  });
});
