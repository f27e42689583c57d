// A browser opens six connections to a host, and a stream holds one for good: how many the tabs of a browser hold.
import type { Page, Request } from "playwright-core";
import { describe, expect } from "vitest";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { test } from "./browser.ts";
import { act, carry, refer } from "./cases.ts";
import { as } from "./server.ts";

/** The streams of a method that the browser of this page opens from now on. */
function streams(page: Page, method: string) {
  const open = new Set<Request>();
  let opened = 0;
  const ours = (request: Request) => request.url().endsWith(`/${method}`);
  page.context().on("request", (request) => void (ours(request) && (open.add(request), ++opened)));
  page.context().on("requestfinished", (request) => void open.delete(request));
  page.context().on("requestfailed", (request) => void open.delete(request));
  return { opened: () => opened, open: () => open.size };
}

/** As when another tab of the window is looked at. */
const lookedAt = (page: Page, looked: boolean) =>
  page.evaluate((seen) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => !seen });
    document.dispatchEvent(new Event("visibilitychange"));
  }, looked);

describe("the streams of a browser", () => {
  test("three tabs share one queue, and the others go on when the first is closed", async ({ server, open }) => {
    const first = await open({ login: "officer", height: 20_000 });
    const queue = streams(first, "WatchQueue");
    await first.reload();
    const tabs = [first];
    for (let more = 0; more < 2; ++more) tabs.push(await open({ beside: first, path: "/queue" }));
    for (const tab of tabs) await tab.getByText(/Cập nhật/).waitFor();
    const operator = await as(server, "operator");
    const seen = await refer(operator, { unit: server.commune });
    for (const tab of tabs) await tab.getByText(seen.caseNumber).waitFor();
    expect([queue.opened(), queue.open()]).toEqual([1, 1]);
    await first.close();
    const later = await refer(operator, { unit: server.commune });
    for (const tab of tabs.slice(1)) await tab.getByText(later.caseNumber).waitFor();
    expect(queue.opened()).toBe(2);
  });

  test("eight tabs with eight cases hold one stream: a tab that nobody looks at lets go, and has missed nothing when it is looked at again", { timeout: 120_000 }, async ({ server, open }) => {
    const operator = await as(server, "operator");
    const caseIds: string[] = [];
    for (let made = 0; made < 8; ++made) caseIds.push((await refer(operator, { unit: server.commune })).caseId);
    await carry(server, caseIds[0]!, "accepted");
    const first = await open({ login: "officer", path: "/account" });
    const watched = streams(first, "WatchCase");
    const tabs: Page[] = [];
    for (const caseId of caseIds) {
      if (tabs.at(-1)) await lookedAt(tabs.at(-1)!, false);
      tabs.push(await open({ beside: first, path: `/cases/${caseId}` }));
      await tabs.at(-1)!.locator("[data-act]").first().waitFor(); // it got through: the others hold no connection
    }
    await expect.poll(watched.open, { timeout: 10_000 }).toBe(1);
    await act(server, "chairman", caseIds[0]!, (api, common) => api(CaseService).addNote({ ...common, text: "Ghi khi không ai nhìn." }));
    await lookedAt(tabs.at(-1)!, false);
    await lookedAt(tabs[0]!, true);
    await tabs[0]!.getByText("Ghi khi không ai nhìn.").waitFor();
    await expect.poll(watched.open, { timeout: 10_000 }).toBe(1);
  });
});
