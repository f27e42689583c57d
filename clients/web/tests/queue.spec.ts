import { describe, expect } from "vitest";
import { expectAccessible, shoot, test } from "./browser.ts";
import { ProminentReason, ReturnReason } from "../src/gen/hotline/record/v1/case_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { ReferralService } from "../src/gen/hotline/v1/referral_pb.ts";
import { saved, send } from "./acting.ts";
import { act, callAgain, carry, refer } from "./cases.ts";
import { as, TestServer } from "./server.ts";
import { hasFocus } from "./walking.ts";

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
    const { caseNumber: later } = await refer(await as(server, "operator"), { unit: server.other_commune });
    await stranger.getByText(later).waitFor(); // what came after is here: the one before does not come
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

  for (const corrected of [false, true]) {
    test(`what an office returned goes on in two touches on a phone, ${corrected ? "to the commune of the place that was corrected" : "to the level above, which finds the commune"}`, async ({ server, open }) => {
      const operator = await as(server, "operator");
      const { caseId, caseNumber } = await refer(operator, { unit: server.commune, hamlet: "thôn Trả Lại" });
      const { case: found } = await operator(CaseService).getCase({ caseId });
      await act(server, "officer", caseId, (api, common) =>
        api(ReferralService).returnReferral({ ...common, referralId: found!.row!.referral!.referralId, reason: ReturnReason.WRONG_PLACE, explanation: "không thuộc xã" }));
      if (corrected) await act(server, "operator", caseId, (api, common) => api(CaseService).setPlaces({ ...common, incident: { unit: server.other_commune, detail: "thôn Trả Lại" } }));
      const { unit: commune } = await operator(DirectoryService).getUnit({ unit: server.commune });
      const to = corrected ? server.other_commune : commune!.parent;

      const page = await open({ login: "operator", path: "/queue", width: 360, height: 20_000 });
      const row = page.getByRole("row").filter({ hasText: caseNumber });
      await row.getByText("bị trả lại, cần chuyển tiếp").waitFor();
      await shoot(page, "queue-returned");
      await row.getByRole("button", { name: "Chuyển hướng" }).click();
      await page.locator("form").getByText(corrected ? /^Đã chọn: xã Đông Phú/ : /^Đã chọn: tỉnh Bắc Ninh/).waitFor();
      await expect.poll(() => hasFocus(page.locator("form [data-send]"))).toBe(true); // no keyboard rises over it
      await expectAccessible(page);
      await shoot(page, `queue-reroute-${corrected ? "commune" : "above"}`);
      await send(page, "Chuyển tới đơn vị này");
      await saved(page, "Chuyển hướng");
      const { case: after } = await operator(CaseService).getCase({ caseId });
      expect(after!.row!.referral).toMatchObject({ toUnit: to, toSort: !corrected });
      const { entries } = await operator(CaseService).getHistory({ caseId, pageSize: 50 });
      const rerouted = entries.map(({ event }) => event?.body).find((body) => body?.case === "rerouted");
      expect(rerouted?.value).toMatchObject({ referral: { reason: corrected ? "Đơn vị nhận trước đã trả lại. Nơi xảy ra thuộc địa bàn của đơn vị này." : "Đơn vị nhận trước đã trả lại. Đề nghị xác định xã và xử lý." } });
    });
  }

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

  test("a prominent case is told to the level above at once, with what is due next", async ({ server, open }) => {
    const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune, emergency: true });
    await carry(server, caseId, "accepted");
    const page = await open({ login: "supervisor", path: "/queue" });
    await page.getByText(/Cập nhật/).first().waitFor();
    await act(server, "officer", caseId, (api, common) => api(CaseService).flagProminent({ ...common, reason: ProminentReason.PRESS }));
    const told = page.getByRole("region", { name: "Ca nổi cộm ở cấp dưới" });
    await told.getByRole("listitem").filter({ hasText: caseNumber }).getByText(/^còn 1\d giờ/).waitFor(); // of the twelve
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
