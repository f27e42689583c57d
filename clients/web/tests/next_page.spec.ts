// A long list whose next page does not come says so, and is gone on with by hand.
import { clone, create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { expect } from "vitest";
import { CaseRowSchema } from "../src/gen/hotline/v1/case_detail_pb.ts";
import { ListCasesRequestSchema, ListCasesResponseSchema, type ListCasesResponse } from "../src/gen/hotline/v1/case_pb.ts";
import { expectAccessible, test } from "./browser.ts";
import { carry, refer } from "./cases.ts";
import { as } from "./server.ts";

const later = "LN-2026-900001";

test("a list whose next page failed says that it goes on, offers it again, and loses neither by a look at the pages before", async ({ server, open }) => {
  const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune });
  await carry(server, caseId, "accepted");
  const page = await open({ login: "officer", path: "/account" });
  let failures = 0;
  await page.route("**/hotline.v1.CaseService/ListCases", async (route) => {
    // No broken line: that one is asked over again by itself.
    const { pageToken } = fromBinary(ListCasesRequestSchema, route.request().postDataBuffer()!);
    if (pageToken && failures < 2) return (++failures, route.fulfill({ status: 500, contentType: "application/json", body: JSON.stringify({ code: "internal" }) }));
    const answer = async (of: ListCasesResponse) => route.fulfill({ contentType: "application/proto", body: Buffer.from(toBinary(ListCasesResponseSchema, of)) });
    const first = fromBinary(ListCasesResponseSchema, await (await route.fetch({ postData: Buffer.from(toBinary(ListCasesRequestSchema, create(ListCasesRequestSchema, { pageSize: 100 }))) })).body());
    if (!pageToken) return answer(create(ListCasesResponseSchema, { ...first, nextPageToken: "more" }));
    const row = { ...clone(CaseRowSchema, first.cases[0]!), caseId: "00000000-0000-4000-8000-000000900001", number: later };
    await answer(create(ListCasesResponseSchema, { cases: [row] }));
  });
  await page.goto("/cases");
  await page.getByRole("row").filter({ hasText: caseNumber }).waitFor();
  const failed = page.getByRole("alert").filter({ hasText: "Danh sách chưa hết" });
  await failed.waitFor();
  await expectAccessible(page);
  expect(await page.getByRole("table").getAttribute("aria-rowcount")).toBe("-1");
  await page.getByRole("button", { name: "Thử lại" }).click();
  await expect.poll(() => failures).toBe(2);
  await failed.waitFor();
  // What comes anew of the page before is no answer to what is missing.
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await failed.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Xem thêm" }).click();
  await page.getByRole("row").filter({ hasText: later }).waitFor();
  await page.getByRole("button", { name: "Xem thêm" }).waitFor({ state: "detached" });
});
