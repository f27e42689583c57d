// What was sent while the line was down: corrected before it left, it goes once and as corrected; and whoever goes on to
// another screen meanwhile sees what waits, and need not come back for it to go.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { Role } from "../src/gen/hotline/record/v1/options_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { begin, saved, send } from "./acting.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { act, refer } from "./cases.ts";
import { boxes } from "./keeping.ts";
import { as, hire, type ServerFacts } from "./server.ts";

/** The line is down, for this act and for whoever asks whether it is back; answers with what mends it. */
async function cut(page: Page, call: string) {
  for (const path of [call, "/readyz"]) await page.context().route(`**${path}`, (route) => route.abort());
  return async () => {
    for (const path of [call, "/readyz"]) await page.context().unroute(`**${path}`);
  };
}

async function happened(server: ServerFacts, caseId: string, what: string) {
  const { entries } = await (await as(server, "officer"))(CaseService).getHistory({ caseId });
  return entries.filter(({ event }) => event?.body.case === what).length;
}

describe("while the line is down", () => {
  test("an act that is corrected takes the place of the one that waits", async ({ server, open }) => {
    await hire(server, "second", server.commune, Role.OFFICER);
    const page = await open({ login: "chairman", path: "/deputies" });
    const deputy = page.getByLabel("Người được uỷ quyền");
    await deputy.selectOption({ label: "Người Thử officer" });
    const mend = await cut(page, "/hotline.v1.DirectoryService/Delegate");
    const press = () => page.getByRole("button", { name: "Uỷ quyền", exact: true }).click();
    await press();
    const waits = page.getByRole("alert").filter({ hasText: "Chưa gửi được" });
    await waits.waitFor();
    await deputy.selectOption({ label: "Người Thử second" });
    await press();
    await page.getByText("Đang gửi…").waitFor();
    await waits.waitFor();
    await mend();
    await page.getByText("đang có hiệu lực").first().waitFor();
    await page.getByRole("alert").filter({ hasText: "Người Thử second" }).waitFor();
    const { delegations } = await (await as(server, "chairman"))(DirectoryService).listDelegations({});
    expect(delegations.map(({ deputyId }) => deputyId)).toEqual([await deputy.inputValue()]);
  });

  test("an act on a case goes also from another screen, which says by the case's number what waits", async ({ server, open }) => {
    const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    await begin(page, "AcceptReferral");
    const mend = await cut(page, "/hotline.v1.ReferralService/AcceptReferral");
    await send(page, "Tiếp nhận");
    await page.getByRole("alert").filter({ hasText: "bạn có thể sang trang khác" }).waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Ca đang chờ" }).click();
    const waits = page.getByRole("note").filter({ hasText: "Chưa gửi được" }).getByRole("link", { name: `ca ${caseNumber}` });
    await waits.waitFor();
    expect(await waits.getAttribute("href")).toBe(`/cases/${caseId}`);
    await expectAccessible(page);
    await shoot(page, "left-waiting");
    await mend();
    await page.getByRole("alert").filter({ hasText: "Đã gửi" }).getByRole("link", { name: `ca ${caseNumber}` }).waitFor();
    expect(await happened(server, caseId, "accepted")).toBe(1);
    await page.getByRole("banner").getByText(/^Đã lưu trên máy chủ/).waitFor();
    expect(await boxes(page)).toEqual([]);
  });

  test("what waits goes on after a reload on another screen; its form, opened meanwhile, sees it through, once", async ({ server, open }) => {
    const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    await begin(page, "AddNote");
    await page.getByRole("textbox", { name: "Ghi chú" }).fill("Gõ khi mất kết nối.");
    const mend = await cut(page, "/hotline.v1.CaseService/AddNote");
    await send(page, "Ghi lại");
    await page.getByRole("alert").filter({ hasText: "Chưa gửi được" }).waitFor();
    await page.goto("/queue");
    const waits = page.getByRole("note").filter({ hasText: "Chưa gửi được" }).getByRole("link", { name: `ca ${caseNumber}` });
    await waits.click();
    await page.getByRole("alert").filter({ hasText: "Chưa gửi được" }).waitFor();
    await waits.waitFor({ state: "detached" });
    await mend();
    await saved(page, "Ghi chú");
    expect(await happened(server, caseId, "noteAdded")).toBe(1);
  });

  test("what the server does not take is told, and what was typed is in its form", async ({ server, open }) => {
    const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    await begin(page, "AddNote");
    await page.getByRole("textbox", { name: "Ghi chú" }).fill("Hàng xóm đã gọi.");
    const mend = await cut(page, "/hotline.v1.CaseService/AddNote");
    await send(page, "Ghi lại");
    await page.getByRole("alert").filter({ hasText: "Chưa gửi được" }).waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Ca đang chờ" }).click();
    await page.getByRole("note").filter({ hasText: "Chưa gửi được" }).waitFor();
    await act(server, "chairman", caseId, (api, common) => api(CaseService).addNote({ ...common, text: "Trước đó." }));
    await mend();
    await page.getByRole("alert").filter({ hasText: "Máy chủ không nhận" }).getByRole("link", { name: `ca ${caseNumber}` }).click();
    await begin(page, "AddNote");
    await expect.poll(() => page.getByRole("textbox", { name: "Ghi chú" }).inputValue()).toBe("Hàng xóm đã gọi.");
    expect(await happened(server, caseId, "noteAdded")).toBe(1);
  });
});
