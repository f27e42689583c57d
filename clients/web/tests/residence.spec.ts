// The commune where the child lives leads the plan (Children Law, art. 52).
import { describe, expect } from "vitest";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { begin, saved, send } from "./acting.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { act, carry, refer } from "./cases.ts";
import { as } from "./server.ts";

describe("a child who lives in another commune", () => {
  test("whoever plans is told who leads the plan, and a transfer is proposed to go there", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    await carry(server, caseId, "assessed");
    await act(server, "officer", caseId, (api, common) => api(CaseService).setPlaces({ ...common, residence: { unit: server.other_commune } }));
    const page = await open({ login: "officer", path: `/cases/${caseId}`, width: 360 });
    await begin(page, "SubmitPlan");
    await page.getByText(/^Trẻ cư trú tại xã .*: nơi đó chủ trì kế hoạch/).waitFor();
    await expectAccessible(page);
    await shoot(page, "plan-leader-360");
    await page.keyboard.press("Escape");
    await begin(page, "TransferCase");
    await page.locator("form").getByText(/^Đã chọn: /).waitFor();
    expect(await page.getByLabel("Lý do").inputValue()).toContain("điều 52");
    await send(page, "Chuyển ca");
    await saved(page, "Chuyển ca sang nơi khác");
    const other = await open({ login: "stranger", path: `/cases/${caseId}` });
    await begin(other, "AcceptReferral");
  });

  test("who has the case where the child lives is told nothing, and proposed nothing", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    await carry(server, caseId, "assessed");
    await act(server, "officer", caseId, (api, common) => api(CaseService).setPlaces({ ...common, residence: { unit: server.commune } }));
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    await begin(page, "SubmitPlan");
    await page.getByLabel("Mục tiêu").waitFor();
    expect(await page.getByText(/chủ trì kế hoạch/).count()).toBe(0);
    await page.keyboard.press("Escape");
    await begin(page, "TransferCase");
    expect(await page.getByLabel("Chuyển tới").inputValue()).toBe("");
  });
});
