import { afterAll, beforeAll, describe, expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { CallResult, DutyAnswer } from "../src/gen/hotline/record/v1/case_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { DutyLinkService } from "../src/gen/hotline/v1/duty_pb.ts";
import { begin, saved, send } from "./acting.ts";
import { expectAccessible, looks, shoot, test } from "./browser.ts";
import { act, refer } from "./cases.ts";
import { Gateway } from "./gateway.ts";
import { as } from "./server.ts";

let gateway: Gateway;
beforeAll(async () => void (gateway = await Gateway.start()));
afterAll(() => gateway.stop());

/** A case that waits for the commune, and the link that its duty telephone got. */
async function told() {
  const { facts } = gateway.server;
  const { caseId, caseNumber } = await refer(await as(facts, "operator"), { unit: facts.commune });
  return { caseId, caseNumber, path: await gateway.link(caseNumber) };
}
const seen = async (caseId: string) => (await (await as(gateway.server.facts, "operator"))(CaseService).getCase({ caseId })).case!.row!;

describe("the link to a duty telephone", () => {
  test("opens without an account, changes nothing by that, and acknowledges by the second tap", async ({ open }) => {
    const { caseId, caseNumber, path } = await told();
    const before = (await seen(caseId)).version;
    const page = await open({ server: gateway.server.facts, path, width: 360 });
    await page.getByText(`Ca ${caseNumber}`).waitFor();
    await page.getByText(/^Hạn xác nhận đã nhận: \d\d:\d\d \d\d\/\d\d\/\d{4}$/).waitFor();
    expect((await seen(caseId)).version).toBe(before);
    expect(await page.title()).toBe("111");

    const tap = page.getByRole("button", { name: "Chúng tôi đã nhận" });
    await tap.click();
    await page.getByText("Đã ghi nhận lúc").waitFor();
    await expect.poll(() => tap.isDisabled()).toBe(true);
    await page.getByText(/^Hạn đăng nhập để tiếp nhận: /).waitFor();
    const row = await seen(caseId);
    expect(row.referral?.acknowledgedAt).toBeDefined();
    expect(row.version).toBe(before + 1);
    await shoot(page, "duty-acknowledged");
  });

  test("keeps its token out of the address, of what is asked for and of the history, and a reload of the tab goes on", async ({ open }) => {
    const { caseNumber, path } = await told();
    const token = path.split("#")[1]!;
    const page = await open({ server: gateway.server.facts, path: "/duty.html" });
    const addresses: string[] = [];
    page.on("request", (request) => void addresses.push(request.url(), request.headers()["referer"] ?? ""));
    await page.goto("/icon.svg"); // away, so that the link is opened whole
    await page.goto(gateway.server.facts.url + path);
    await page.getByText(caseNumber).waitFor();
    expect(new URL(page.url()).hash).toBe("");
    await page.reload();
    await page.getByText(caseNumber).waitFor();
    await page.getByRole("link", { name: "Đăng nhập" }).click();
    await page.waitForURL((url) => url.pathname !== "/duty.html");
    await page.goBack();
    await page.getByText(caseNumber).waitFor();
    expect(page.url()).not.toContain(token);
    const sent = addresses.filter((address) => address.includes(token));
    // The one opening of the link itself: what is behind the "#" stays in the browser.
    expect(sent.every((address) => new URL(address).hash === `#${token}`)).toBe(true);
    expect(sent.length).toBeLessThanOrEqual(1);
  });

  test("opened in the tab of an earlier link shows its own case, and answers that one", async ({ open }) => {
    const first = await told();
    const second = await told();
    const page = await open({ server: gateway.server.facts, path: first.path, width: 360 });
    await page.getByText(first.caseNumber).waitFor();
    await page.goto(gateway.server.facts.url + second.path);
    await page.getByText(second.caseNumber).waitFor();
    await page.getByRole("button", { name: "Chúng tôi đã nhận" }).click();
    await page.getByText("Đã ghi nhận lúc").waitFor();
    expect((await seen(second.caseId)).referral?.acknowledgedAt).toBeDefined();
    expect((await seen(first.caseId)).referral?.acknowledgedAt).toBeUndefined();
  });

  test("claims, which the case shows as claims, and which an account confirms", async ({ open }) => {
    const { caseId, path } = await told();
    const telephone = await open({ server: gateway.server.facts, path, width: 360 });
    await telephone.getByRole("button", { name: "Không thuộc đơn vị chúng tôi" }).click();
    await telephone.getByText("Đã báo là không thuộc đơn vị, chưa xác nhận").waitFor();
    await telephone.getByRole("button", { name: "Đã gặp trẻ" }).click();
    await telephone.getByText("Đã báo là đã gặp trẻ, chưa xác nhận").waitFor();
    await expect.poll(() => telephone.getByRole("button", { name: "Chúng tôi đã nhận" }).isEnabled()).toBe(true);
    await shoot(telephone, "duty-claims");

    const page = await open({ server: gateway.server.facts, login: "officer", path: `/cases/${caseId}` });
    const said = page.getByRole("region", { name: "Máy trực của đơn vị" });
    await said.getByText("báo là đã gặp trẻ, chưa xác nhận").waitFor();
    await said.getByText("chưa dừng thời hạn nào").waitFor();
    await page.getByText("Máy trực trả lời, không qua tài khoản").first().waitFor();
    await shoot(page, "duty-case");
    await expectAccessible(page);
    // On the board as what it is, until somebody confirms it: here a call back, of one of the two.
    const board = await open({ server: gateway.server.facts, login: "supervisor", path: "/board" });
    const claims = board.getByRole("region", { name: /Đơn vị báo không qua tài khoản/ });
    await claims.getByText("báo là đã gặp trẻ, chưa xác nhận").first().waitFor();
    await claims.getByText("báo là không thuộc đơn vị, chưa xác nhận").first().waitFor();
    await claims.getByText(/^còn \d+ (phút|giờ|ngày)/).first().waitFor(); // what is said without an account stops no clock
    await expectAccessible(board);
    await shoot(board, "duty-board");
    await act(gateway.server.facts, "operator", caseId, (api, common) =>
      api(CaseService).recordCallAttempt({ ...common, attempt: { unit: gateway.server.facts.commune, result: CallResult.REACHED, confirms: [DutyAnswer.CHILD_SEEN] } }));
    await said.getByText(/báo là đã gặp trẻ, xác nhận qua điện thoại/).waitFor();
    await said.getByRole("button", { name: "Xác nhận: Trả lại, có lý do" }).click();
    await send(page, "Trả lại");
    await saved(page, "Trả lại, có lý do");
    await telephone.reload();
    await telephone.getByText("Liên kết này không còn dùng được.").waitFor();
  });

  test("that was revoked, or that nobody made, opens nothing and says what to do", async ({ open }) => {
    const { caseId, caseNumber, path } = await told();
    const page = await open({ server: gateway.server.facts, path });
    await page.getByText(caseNumber).waitFor();
    await act(gateway.server.facts, "operator", caseId, (api, common) => api(DutyLinkService).revokeDutyLinks(common));
    await page.getByRole("button", { name: "Chúng tôi đã nhận" }).click();
    await page.getByText("Liên kết này không còn dùng được. Hãy đăng nhập, hoặc gọi cho tổng đài 111.").waitFor();
    await page.getByText(caseNumber).waitFor({ state: "hidden" });
    expect((await seen(caseId)).referral?.acknowledgedAt).toBeUndefined();
    for (const other of [`/duty.html#${newRequestId()}`, "/duty.html"]) {
      const bare = await open({ server: gateway.server.facts, path: other });
      await bare.getByText("Liên kết này không còn dùng được.").waitFor();
      await bare.getByRole("button", { name: "Chúng tôi đã nhận" }).waitFor({ state: "hidden" });
    }
  });

  test("is revoked on the page of the case by whoever may, is offered no more, and the telephone opens nothing", async ({ open }) => {
    const { caseId, caseNumber, path } = await told();
    const telephone = await open({ server: gateway.server.facts, path, width: 360 });
    await telephone.getByText(caseNumber).waitFor();
    const page = await open({ server: gateway.server.facts, login: "officer", path: `/cases/${caseId}` });
    await begin(page, "RevokeDutyLinks");
    await page.getByText("Đơn vị đăng nhập để tiếp nhận.").waitFor();
    await expectAccessible(page);
    await shoot(page, "duty-revoking");
    await send(page, "Huỷ liên kết");
    await saved(page, "Huỷ liên kết của máy trực");
    await page.locator('[data-act="RevokeDutyLinks"]').waitFor({ state: "detached" });
    await telephone.reload();
    await telephone.getByText("Liên kết này không còn dùng được.").waitFor();
    const foreign = await open({ server: gateway.server.facts, login: "stranger", path: `/cases/${caseId}` });
    await foreign.getByRole("main").getByRole("button").first().waitFor();
    expect(await foreign.locator('[data-act="RevokeDutyLinks"]').count()).toBe(0);
  });

  for (const look of looks)
    test(`can be used by everybody: ${look.scheme}, ${look.width} px, ${look.language}`, async ({ open }) => {
      const { caseNumber, path } = await told();
      const page = await open({ ...look, server: gateway.server.facts, path });
      await page.getByText(caseNumber).waitFor();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await shoot(page, `duty-${look.scheme}-${look.width}`);
    });
});
