// Two people at one case: nothing that one recorded disappears when the other sends, and what was there before an amendment
// stays in the history.
import { describe, expect } from "vitest";
import { Relationship } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
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
