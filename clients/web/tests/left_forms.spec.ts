// Forms outside of cases, sent while the line is down: what was sent goes on from any screen and after a reload, once.
import { create, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { CallType, Channel, ContactClass } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { CallSchema, ListCallsResponseSchema } from "../src/gen/hotline/v1/supervision_pb.ts";
import { expectAccessible, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { as } from "./server.ts";

/** The line is down for this act, also over a reload; answers with what mends it. */
async function cut(page: Page, call: string) {
  for (const path of [`/${call}`, "/readyz"]) await page.context().route(`**${path}`, (route) => route.abort());
  return async () => {
    for (const path of [`/${call}`, "/readyz"]) await page.context().unroute(`**${path}`);
  };
}

/** From the form that waits to another screen, all code anew, and on until the server has it. */
async function goesOnElsewhere(page: Page, words: string, address: string, mend: () => Promise<void>) {
  await page.getByRole("alert").filter({ hasText: "bạn có thể sang trang khác" }).waitFor();
  await page.goto("/account");
  const waits = page.getByRole("note").filter({ hasText: "Chưa gửi được" }).getByRole("link", { name: words });
  await waits.waitFor();
  expect(await waits.getAttribute("href")).toBe(address);
  await expectAccessible(page);
  await mend();
  await page.getByRole("alert").filter({ hasText: "Đã gửi" }).getByRole("link", { name: words }).waitFor();
}

describe("sent while the line is down, and gone on with from elsewhere", () => {
  test("a delegation", async ({ server, open }) => {
    const page = await open({ login: "chairman", path: "/deputies" });
    await page.getByLabel("Người được uỷ quyền").selectOption({ label: "Người Thử officer" });
    const mend = await cut(page, "Delegate");
    await page.getByRole("button", { name: "Uỷ quyền", exact: true }).click();
    await goesOnElsewhere(page, "việc uỷ quyền", "/deputies", mend);
    expect((await (await as(server, "chairman"))(DirectoryService).listDelegations({})).delegations.length).toBe(1);
  });

  test("a line of the roster", async ({ server, open }) => {
    const page = await open({ login: "chairman", path: "/roster" });
    await page.getByLabel("Ai", { exact: true }).selectOption({ label: "Người Thử officer" });
    const mend = await cut(page, "SetDuty");
    await page.getByRole("button", { name: "Xếp vào lịch" }).click();
    await goesOnElsewhere(page, "một dòng lịch trực", "/roster", mend);
    expect((await (await as(server, "chairman"))(DirectoryService).getRoster({ unit: server.commune })).duties.length).toBe(1);
  });

  test("a hold on a contact", async ({ server, open }) => {
    const operator = await as(server, "operator");
    const { contactId } = await operator(IntakeService).submitContact({ requestId: newRequestId(), contact: { channel: Channel.PHONE, callType: CallType.ABOUT_A_CHILD, contactClass: ContactClass.INFORMATION, asked: "hỏi thủ tục" } });
    const page = await open({ login: "supervisor", path: `/contacts/${contactId}` });
    await page.getByLabel(/^Theo yêu cầu của ai/).fill("Công văn 12/CV");
    const mend = await cut(page, "SetContactLegalHold");
    await page.getByRole("button", { name: "Lưu giữ theo lệnh" }).click();
    await goesOnElsewhere(page, "việc lưu giữ một cuộc liên hệ", `/contacts/${contactId}`, mend);
    expect((await (await as(server, "supervisor"))(IntakeService).getContact({ contactId })).legalHold).toBe(true);
  });

  test("the result of a call", async ({ server, open }) => {
    const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune });
    const supervisor = await as(server, "supervisor");
    const { case: now } = await supervisor(CaseService).getCase({ caseId });
    const page = await open({ login: "supervisor", path: "/account" });
    const call = create(CallSchema, { unit: server.commune, since: timestampFromMs(Date.now()), case: { caseId, number: caseNumber, version: now!.row!.version } });
    await page.route("**/hotline.v1.SupervisionService/ListCalls", (route) => route.fulfill({ contentType: "application/proto", body: Buffer.from(toBinary(ListCallsResponseSchema, create(ListCallsResponseSchema, { calls: [call] }))) }));
    await page.goto("/calls");
    await page.getByText(caseNumber).waitFor();
    await page.keyboard.press("2");
    await page.getByLabel(/^Ghi chú/).fill("Đổ chuông hai lần");
    const mend = await cut(page, "RecordCallAttempt");
    await page.getByRole("button", { name: "Ghi cuộc gọi" }).click();
    await goesOnElsewhere(page, "kết quả một cuộc gọi", "/calls", mend);
    const { entries } = await supervisor(CaseService).getHistory({ caseId, pageSize: 200 });
    expect(entries.flatMap(({ event }) => (event?.body.case === "callAttempted" ? [event.body.value.attempt!.notes] : []))).toEqual(["Đổ chuông hai lần"]);
  });
});
