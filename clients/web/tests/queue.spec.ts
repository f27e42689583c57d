import { describe, expect } from "vitest";
import { expectAccessible, shoot, test } from "./browser.ts";
import { ProminentReason } from "../src/gen/hotline/record/v1/case_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { act, callAgain, carry, refer } from "./cases.ts";
import { as, TestServer } from "./server.ts";

/** Only rows in sight are drawn, and the cases of other tests wait here too: a window as high as all of them need. */
const allRows = { path: "/queue", height: 20_000 };

describe("the queue", () => {
  test("shows a case the moment it is referred, without a name, and only to its office", async ({ server, open }) => {
    const officer = await open({ login: "officer", ...allRows });
    const stranger = await open({ login: "stranger", ...allRows });
    await officer.getByText(/Cập nhật/).waitFor();
    await stranger.getByText(/Cập nhật/).waitFor();
    const { caseNumber } = await refer(await as(server, "operator"), { unit: server.commune, hamlet: "thôn Sống" });
    const row = officer.getByRole("row").filter({ hasText: caseNumber });
    await row.filter({ hasText: "thôn Sống" }).filter({ hasText: /nữ, khoảng 8 tuổi/i }).waitFor();
    expect(await officer.content()).not.toContain("Trẻ Hư Cấu");
    await expect.poll(() => officer.title()).toBe("Ca đang chờ · 111");
    expect(await stranger.getByText(caseNumber).count()).toBe(0);
  });

  test("puts an emergency first, with its mark in words", async ({ server, open }) => {
    const operator = await as(server, "operator");
    await refer(operator, { unit: server.commune });
    const page = await open({ login: "officer", ...allRows });
    await page.getByText(/Cập nhật/).waitFor();
    const { caseNumber } = await refer(operator, { unit: server.commune, emergency: true });
    const row = page.getByRole("row").filter({ hasText: caseNumber });
    await row.filter({ hasText: "Khẩn cấp" }).waitFor();
    const rows = async () => (await page.getByRole("row").allInnerTexts()).slice(1); // without the heads of the columns
    const first_calm = async () => (await rows()).findIndex((text) => !text.includes("Khẩn cấp"));
    await expect.poll(first_calm).toBeGreaterThan(0);
    expect((await rows()).findIndex((text) => text.includes(caseNumber))).toBeLessThan(await first_calm());
  });

  test("a second call about a child in work stands in the queue at once, and goes when the office has acted", async ({ server, open }) => {
    const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune });
    await carry(server, caseId, "accepted");
    const page = await open({ login: "officer", ...allRows });
    await page.getByText(/Cập nhật/).first().waitFor();
    expect(await page.getByText(caseNumber).count()).toBe(0);
    await callAgain(server, caseId);
    const row = page.getByRole("row").filter({ hasText: caseNumber });
    await row.filter({ hasText: "có tin báo mới về trẻ" }).waitFor();
    await act(server, "officer", caseId, (api, common) => api(CaseService).addNote({ ...common, text: "đã gọi lại" }));
    await row.waitFor({ state: "detached" });
  });

  test("a prominent case is told to the level above at once", async ({ server, open }) => {
    const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune });
    await carry(server, caseId, "accepted");
    const page = await open({ login: "supervisor", path: "/queue" });
    await page.getByText(/Cập nhật/).first().waitFor();
    await act(server, "officer", caseId, (api, common) => api(CaseService).flagProminent({ ...common, reason: ProminentReason.PRESS }));
    const told = page.getByRole("region", { name: "Ca nổi cộm ở cấp dưới" });
    await told.getByRole("link", { name: caseNumber }).waitFor();
    await shoot(page, "queue-prominent");
    await expectAccessible(page);
  });

  test("says that the line is down, and goes on by itself when the server is back", async ({ open }) => {
    const own = await TestServer.start();
    try {
      const page = await open({ login: "officer", path: "/queue", server: own.facts });
      await page.getByText("Không có ca nào chờ").waitFor();
      await own.kill();
      await page.getByRole("alert").filter({ hasText: "Mất kết nối" }).waitFor();
      await own.restart();
      const { caseNumber } = await refer(await as(own.facts, "operator"), { unit: own.facts.commune });
      await page.getByText(caseNumber).waitFor();
      await page.getByRole("banner").getByText("trực tuyến").first().waitFor();
    } finally {
      await own.stop();
    }
  });
});
