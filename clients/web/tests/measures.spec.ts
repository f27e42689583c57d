// Emergency measures that run beside each other, and a separation that an authority requires for longer.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { Measure } from "../src/gen/hotline/record/v1/case_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { begin, pick, saved, send } from "./acting.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { carry, refer } from "./cases.ts";
import { as, type ServerFacts } from "./server.ts";

async function separated(server: ServerFacts, page: Page) {
  const { caseId } = await refer(await as(server, "operator"), { unit: server.commune, emergency: true });
  await carry(server, caseId, "accepted");
  await page.goto(`/cases/${caseId}`);
  await begin(page, "StartEmergencyMeasures");
  const until = page.getByLabel("Cơ quan có thẩm quyền yêu cầu cách ly đến hết ngày");
  expect(await until.count()).toBe(0); // of a separation alone
  await pick(page, /^Biện pháp/, "tạm cách ly khỏi người chăm sóc");
  await until.waitFor();
  await page.getByLabel("Đã làm gì để bảo vệ trẻ").fill("Đưa trẻ về nhà ông bà.");
  await send(page, "Ghi biện pháp khẩn cấp");
  await saved(page, "Biện pháp khẩn cấp");
  return { caseId, until };
}

describe("emergency measures", () => {
  test("a separation lasts as long as an authority requires, by its paper, and the history says until when", async ({ server, open }) => {
    const page = await open({ login: "chairman", path: "/account", width: 360, height: 1600 });
    const { until } = await separated(server, page);
    await begin(page, "StartEmergencyMeasures");
    await pick(page, /^Biện pháp/, "tạm cách ly khỏi người chăm sóc");
    await page.getByLabel("Đã làm gì để bảo vệ trẻ").fill("Theo yêu cầu của Toà án.");
    const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    await until.fill(day);
    await expectAccessible(page);
    await shoot(page, "measures-required-360");
    await send(page, "Ghi biện pháp khẩn cấp");
    await page.getByText("Cần số và ngày văn bản").first().waitFor();
    await page.getByLabel("Số, ngày quyết định").fill("QĐ 7/2026/TA");
    await send(page, "Ghi biện pháp khẩn cấp");
    await saved(page, "Biện pháp khẩn cấp");
    await page.getByText(day.split("-").reverse().join("/")).first().waitFor();
  });

  test("one of two ends by itself, at the time that is said; where one is left nothing is asked", async ({ server, open }) => {
    const page = await open({ login: "chairman", path: "/account" });
    const { caseId } = await separated(server, page);
    await begin(page, "StartEmergencyMeasures");
    await page.getByLabel("Đã làm gì để bảo vệ trẻ").fill("Băng bó ở trạm y tế.");
    await send(page, "Ghi biện pháp khẩn cấp");
    await saved(page, "Biện pháp khẩn cấp");
    await begin(page, "EndEmergencyMeasures");
    await page.getByLabel("Kết thúc lúc").waitFor();
    await pick(page, "Kết thúc biện pháp nào", "bảo vệ, chăm sóc ban đầu");
    await page.getByLabel("Lý do").fill("Vết thương đã lành.");
    await shoot(page, "measures-end");
    await send(page, "Kết thúc biện pháp");
    await saved(page, "Kết thúc biện pháp khẩn cấp");
    const { entries } = await (await as(server, "officer"))(CaseService).getHistory({ caseId, pageSize: 50 });
    expect(entries.flatMap(({ event }) => (event?.body.case === "emergencyEnded" ? [event.body.value.measure] : []))).toEqual([Measure.PROTECT]);
    await begin(page, "EndEmergencyMeasures");
    await page.getByLabel("Lý do").waitFor();
    expect(await page.getByRole("group", { name: "Kết thúc biện pháp nào" }).count()).toBe(0);
  });
});
