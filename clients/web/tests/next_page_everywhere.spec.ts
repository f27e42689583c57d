// Every list that is not whole says so in one way, also where its next part does not come.
import { clone, create, fromBinary, toBinary, type DescMessage, type DescMethodUnary, type MessageShape } from "@bufbuild/protobuf";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { ReferralService } from "../src/gen/hotline/v1/referral_pb.ts";
import { CallSchema, ListCallsResponseSchema, SupervisionService } from "../src/gen/hotline/v1/supervision_pb.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { as, type Login } from "./server.ts";

type Paged = MessageShape<DescMessage> & { pageToken: string; pageSize: number; nextPageToken: string };

/** The list's first page says that there is more, which fails once; then it was nothing. */
async function failsOnce(page: Page, method: DescMethodUnary, with_: (first: Paged) => Paged = (first) => first) {
  let asked = 0;
  await page.route(`**/${method.parent.typeName}/${method.name}`, async (route) => {
    const { pageToken } = fromBinary(method.input, route.request().postDataBuffer()!) as Paged;
    if (pageToken && asked++ === 0) return route.fulfill({ status: 500, contentType: "application/json", body: '{"code":"internal"}' });
    const first = pageToken ? (create(method.output) as Paged) : with_({ ...clone(method.output, fromBinary(method.output, await (await route.fetch()).body())), nextPageToken: "more" } as Paged);
    await route.fulfill({ contentType: "application/proto", body: Buffer.from(toBinary(method.output, first)) });
  });
}

async function goesOnByHand(page: Page, name: string) {
  await page.getByRole("button", { name: "Xem thêm" }).click();
  await page.getByRole("alert").filter({ hasText: "Danh sách chưa hết" }).waitFor();
  await expectAccessible(page);
  await shoot(page, `next-page-${name}`);
  await page.getByRole("button", { name: "Thử lại" }).click();
  await page.getByRole("button", { name: /Thử lại|Đang mở thêm|Xem thêm/ }).waitFor({ state: "detached" });
}

describe("a list whose next page failed says that it goes on, and offers it again", () => {
  for (const [name, login, path, method] of [
    ["undelivered", "supervisor", "/board", SupervisionService.method.listUndelivered],
    ["units", "admin", "/units", DirectoryService.method.listUnits],
    ["unanswered", "supervisor", "/roster", DirectoryService.method.listUnanswered],
  ] satisfies [string, Login, string, DescMethodUnary<never, never> | DescMethodUnary][])
    test(`${name} on ${path}`, async ({ open }) => {
      const page = await open({ login, path: "/account" });
      await failsOnce(page, method as DescMethodUnary);
      await page.goto(path);
      await goesOnByHand(page, name);
    });

  test("the cases behind a number of the board", async ({ server, open }) => {
    await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "supervisor", path: "/board" });
    await failsOnce(page, ReferralService.method.listQueue as DescMethodUnary);
    await page.getByRole("group").getByRole("button", { name: /chưa ai tiếp nhận/i }).click();
    await goesOnByHand(page, "numbers");
    expect(await page.locator("main table tbody tr, main [role=row]").count()).toBeGreaterThan(0);
  });

  test("the calls, whose list is as new as it says", async ({ server, open }) => {
    const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "supervisor", path: "/account" });
    const call = create(CallSchema, { unit: server.commune, case: { caseId, number: caseNumber } });
    await failsOnce(page, SupervisionService.method.listCalls as DescMethodUnary, (first) => ({ ...create(ListCallsResponseSchema, { calls: [call] }), nextPageToken: first.nextPageToken }) as never);
    await page.goto("/calls");
    await page.getByText(caseNumber).waitFor();
    await page.getByRole("button", { name: "Xem thêm" }).waitFor();
    await goesOnByHand(page, "calls");
    expect(await page.getByText("chưa cập nhật được").count()).toBe(0);
  });
});
