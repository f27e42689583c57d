// Two people at one case: nothing that one recorded disappears when the other sends, and what was there before an amendment
// stays in the history.
import { describe, expect } from "vitest";
import { AssessmentKind } from "../src/gen/hotline/record/v1/case_pb.ts";
import { Relationship, Risk } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { ReferenceService } from "../src/gen/hotline/v1/reference_pb.ts";
import { begin, saved, send } from "./acting.ts";
import { test } from "./browser.ts";
import { act, carry, refer } from "./cases.ts";
import { as } from "./server.ts";

describe("two people at one case", () => {
  test("a suspected abuser that another recorded meanwhile is shown, kept and stands in the history", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune, intake: { presentState: "đang ở nhà bà ngoại" } });
    await carry(server, caseId, "accepted");
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    await begin(page, "AmendIntake");
    await page.getByRole("button", { name: "Thêm người bị cho là gây hại" }).click();
    const first = page.getByRole("region", { name: "Người bị cho là gây hại 1" });
    await first.getByLabel("Họ tên").fill("Người thứ hai");
    await act(server, "chairman", caseId, (api, common) =>
      api(CaseService).amendIntake({ ...common, intake: { presentState: "đã về nhà", suspectedAbusers: [{ name: "Người thứ nhất", relation: Relationship.NEIGHBOUR }] } }));
    await page.getByRole("button", { name: "Tôi đã xem, tiếp tục" }).click();
    await page.locator("form q").filter({ hasText: "Người thứ nhất" }).waitFor();
    await send(page, "Ghi bổ sung");
    await saved(page, "Bổ sung, sửa Mẫu 01");
    const { case: found } = await (await as(server, "officer"))(CaseService).getCase({ caseId });
    expect(found!.intake!.suspectedAbusers.map(({ name }) => name).sort()).toEqual(["Người thứ hai", "Người thứ nhất"].sort());
    // Each amendment says what it wrote, and the opening says what stood there before.
    await page.locator('[data-kind="intakeAmended"]').filter({ hasText: "đã về nhà" }).waitFor();
    const opened = page.locator('[data-kind="opened"]');
    await opened.getByText("đang ở nhà bà ngoại").waitFor();
  });

  test("steps of a plan that another wrote meanwhile are shown beside one's own, and can be taken", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    await carry(server, caseId, "assessed");
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    await begin(page, "SubmitPlan");
    const mine = page.getByRole("region", { name: "Việc 1" }).getByLabel("Làm gì");
    await mine.fill("Gặp nhà trường");
    await act(server, "officer", caseId, (api, common) => api(CaseService).submitPlan({ ...common, plan: { goals: "Trẻ an toàn", steps: [{ what: "Thăm nhà mỗi tuần", who: "cán bộ xã" }] } }));
    await act(server, "chairman", caseId, (api, common) => api(CaseService).returnPlan({ ...common, reason: "Thiếu hạn." }));
    await page.getByRole("button", { name: "Tôi đã xem, tiếp tục" }).click();
    const theirs = page.locator("form q").filter({ hasText: "Thăm nhà mỗi tuần" });
    await theirs.waitFor();
    expect(await mine.inputValue()).toBe("Gặp nhà trường");
    await theirs.locator("xpath=ancestor::div[1]").getByRole("button").click();
    await expect.poll(() => mine.inputValue()).toBe("Thăm nhà mỗi tuần");
  });

  for (const table of ["harm", "protection"] as const)
    test(`a table of risks that another filled meanwhile is shown under one's own: ${table}`, async ({ server, open }) => {
      const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
      await carry(server, caseId, "accepted");
      const page = await open({ login: "officer", path: `/cases/${caseId}` });
      await begin(page, "RecordAssessment");
      const lines = page.locator(`[data-path="assessment.${table}"]`);
      await lines.getByText(/^cao$/i).first().click();
      const items = (await (await as(server, "officer"))(ReferenceService).listCategories({})).lists.filter(({ list }) => list === `risk_${table}`).at(-1)!.items;
      const [last] = items.filter(({ uses }) => uses.length === 0 || uses.includes("specific")).slice(-1);
      await act(server, "chairman", caseId, (api, common) =>
        api(CaseService).recordAssessment({ ...common, assessment: { kind: AssessmentKind.SPECIFIC, conclusion: Risk.MEDIUM, [table]: [{ item: last!.code, level: Risk.MEDIUM, notes: "Chủ tịch ghi" }] } }));
      await page.getByRole("button", { name: "Tôi đã xem, tiếp tục" }).click();
      await lines.locator("q").filter({ hasText: "Chủ tịch ghi" }).waitFor();
    });

  test("the last of two abusers, emptied, is really taken away; the only one is not sent as if nothing were changed", async ({ server, open }) => {
    const people = [{ name: "Người ở lại", relation: Relationship.NEIGHBOUR }, { name: "Người ghi nhầm", relation: Relationship.NEIGHBOUR }];
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune, intake: { suspectedAbusers: people } });
    await carry(server, caseId, "accepted");
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    const named = async () => (await (await as(server, "officer"))(CaseService).getCase({ caseId })).case!.intake!.suspectedAbusers.map(({ name }) => name);
    const empty = async (number: number) => {
      const person = page.getByRole("region", { name: `Người bị cho là gây hại ${number}` });
      await person.getByLabel("Họ tên").fill("");
      await person.getByLabel("Là gì của trẻ").selectOption("0");
    };
    await begin(page, "AmendIntake");
    await empty(2);
    await send(page, "Ghi bổ sung");
    await saved(page, "Bổ sung, sửa Mẫu 01");
    expect(await named()).toEqual(["Người ở lại"]);
    await begin(page, "AmendIntake");
    await empty(1);
    await send(page, "Ghi bổ sung");
    await page.locator('[data-path="intake.suspectedAbusers"]').getByText(/^Không xoá trắng được/).waitFor();
    expect(await named()).toEqual(["Người ở lại"]);
  });

  test("what is emptied and may not be is said at its place: abuse types", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    await carry(server, caseId, "accepted");
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    await begin(page, "AmendIntake");
    const abuse = page.locator('[data-path="intake.abuseTypes"]');
    await abuse.locator("input:checked").first().uncheck();
    await send(page, "Ghi bổ sung");
    await abuse.getByText(/^Không xoá trắng được/).waitFor();
  });
});
