// Messages that nobody got, on the board of a supervisor: which office was not told of what, why, and one more try.
import { afterAll, beforeAll, describe, expect } from "vitest";
import { SupervisionService } from "../src/gen/hotline/v1/supervision_pb.ts";
import { expectAccessible, looks, shoot, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { Gateway } from "./gateway.ts";
import { as } from "./server.ts";
import { hasFocus, tabTo } from "./walking.ts";

let gateway: Gateway;
beforeAll(async () => void (gateway = await Gateway.start()));
afterAll(() => gateway.stop());

/** A case of which the commune's duty telephone was never told. */
async function untold() {
  const { facts } = gateway.server;
  gateway.refuses = true;
  const made = await refer(await as(facts, "operator"), { unit: facts.commune });
  const supervisor = await as(facts, "supervisor");
  await expect.poll(async () => (await supervisor(SupervisionService).listUndelivered({})).messages.some(({ notice }) => notice?.caseNumber === made.caseNumber)).toBe(true);
  gateway.refuses = false;
  return made;
}

describe("messages that nobody got", () => {
  test("stand on the board with what, to whom, why and since when, and go again by the keyboard", async ({ open }) => {
    const { caseId, caseNumber } = await untold();
    const page = await open({ server: gateway.server.facts, login: "supervisor", path: "/board" });
    const card = page.getByRole("region", { name: "Tin không tới nơi" });
    const row = card.getByRole("listitem").filter({ hasText: caseNumber });
    await row.getByText(/ca mới chuyển đến, tới xã Bảo Đài, hạn \d/i).waitFor();
    await row.getByText(/tin nhắn: máy nhận từ chối, đã thử 1 lần · viết \d.*, thôi gửi \d/).waitFor();
    expect(await row.getByRole("link", { name: caseNumber }).getAttribute("href")).toBe(`/cases/${caseId}`);
    expect(await card.innerText()).not.toMatch(/0204|duty\.html/);
    await expectAccessible(page);
    await shoot(page, "undelivered");

    await tabTo(page, row.getByRole("button", { name: /^Thử gửi lại: / }));
    await page.keyboard.press("Enter");
    const said = card.getByRole("alert").filter({ hasText: /Đã xếp để gửi lại: LN-/ });
    await said.waitFor();
    await row.waitFor({ state: "detached" });
    await expect.poll(() => hasFocus(said.locator(".."))).toBe(true);
    await gateway.link(caseNumber);
    await expectAccessible(page);
  });

  test("one that a colleague has sent again meanwhile leaves the list, and nothing is sent twice", async ({ open }) => {
    const { caseNumber } = await untold();
    const page = await open({ server: gateway.server.facts, login: "supervisor", path: "/board" });
    const row = page.getByRole("region", { name: "Tin không tới nơi" }).getByRole("listitem").filter({ hasText: caseNumber });
    await row.waitFor();
    let click = () => {};
    const clicked = new Promise<void>((resolve) => (click = resolve)); // until then the page's own look at the list does not take the row away
    await page.route("**/SupervisionService/ListUndelivered*", async (route) => { await clicked; await route.continue(); });
    const supervisor = await as(gateway.server.facts, "supervisor");
    const { messages } = await supervisor(SupervisionService).listUndelivered({});
    const { messageId } = messages.find(({ notice }) => notice?.caseNumber === caseNumber)!;
    await supervisor(SupervisionService).retryUndelivered({ requestId: crypto.randomUUID(), messageId });
    await gateway.link(caseNumber);
    await row.getByRole("button").click();
    click();
    await row.waitFor({ state: "detached" });
  });

  test("there are none where every message arrived", async ({ server, open }) => {
    const page = await open({ server, login: "supervisor", path: "/board" });
    await page.getByRole("region", { name: "Tin không tới nơi" }).getByText("Không có tin nào bị bỏ dở.").waitFor();
  });

  for (const look of looks)
    test(`can be seen by everybody: ${look.scheme}, ${look.width} px, ${look.language}`, async ({ open }) => {
      const { caseNumber } = await untold();
      const page = await open({ ...look, server: gateway.server.facts, login: "supervisor", path: "/board" });
      await page.getByRole("region", { name: look.language === "vi" ? "Tin không tới nơi" : "Messages that nobody got" }).getByText(caseNumber).waitFor();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    });
});
