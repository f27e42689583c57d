// A browser opens six connections to a host, and a stream holds one for good: how many the tabs of a browser hold.
import type { Page, Request } from "playwright-core";
import { describe, expect } from "vitest";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { test } from "./browser.ts";
import { act, carry, refer } from "./cases.ts";
import { as } from "./server.ts";

/**
 * The streams of the methods so called that the browser of this page opens from now on. `most`: at one time, of those the
 * server answered. What the pages tell comes by a way of its own from each: before it is said that two are open at once,
 * every page is heard out, for one may have let go already.
 */
function streams(page: Page, method: RegExp) {
  const open = new Set<Request>();
  const answered = new Set<Request>();
  const heard: Promise<void>[] = [];
  let opened = 0;
  let most = 0;
  const over = (request: Request) => (open.delete(request), answered.delete(request));
  async function count(beside: Request[]) {
    if (beside.length > 1) await Promise.all(page.context().pages().map((one) => one.evaluate(() => undefined).catch(() => undefined)));
    most = Math.max(most, beside.filter((request) => answered.has(request)).length);
  }
  page.context().on("request", (request) => {
    if (!method.test(new URL(request.url()).pathname.split("/").at(-1)!)) return;
    open.add(request);
    ++opened;
  });
  page.context().on("response", (response) => {
    if (!open.has(response.request())) return;
    answered.add(response.request());
    heard.push(count([...answered]));
  });
  page.context().on("requestfinished", over);
  page.context().on("requestfailed", over);
  return { opened: () => opened, open: () => open.size, most: () => Promise.all(heard).then(() => most) };
}

/** As when another tab of the window is looked at. */
const lookedAt = (page: Page, looked: boolean) =>
  page.evaluate((seen) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => !seen });
    document.dispatchEvent(new Event("visibilitychange"));
  }, looked);

describe("the streams of a browser", () => {
  test("three tabs share one queue, and the others go on when the first is closed", async ({ server, open }) => {
    const first = await open({ login: "officer", path: "/account", height: 20_000 });
    const queue = streams(first, /^WatchQueue$/);
    await first.goto("/queue");
    await expect.poll(queue.opened).toBe(1); // before another tab could be the one that holds it
    const tabs = [first];
    for (let more = 0; more < 2; ++more) tabs.push(await open({ beside: first, path: "/queue" }));
    for (const tab of tabs) await tab.getByText(/Cập nhật/).waitFor();
    const operator = await as(server, "operator");
    const seen = await refer(operator, { unit: server.commune });
    for (const tab of tabs) await tab.getByText(seen.caseNumber).waitFor();
    await expect.poll(() => [queue.opened(), queue.open()]).toEqual([1, 1]);
    await first.close();
    const later = await refer(operator, { unit: server.commune });
    for (const tab of tabs.slice(1)) await tab.getByText(later.caseNumber).waitFor();
    await expect.poll(queue.opened).toBe(2);
  });

  test("eight tabs with eight cases hold one stream: a tab that nobody looks at lets go, and has missed nothing when it is looked at again", async ({ server, open }) => {
    const operator = await as(server, "operator");
    const caseIds: string[] = [];
    for (let made = 0; made < 8; ++made) caseIds.push((await refer(operator, { unit: server.commune })).caseId);
    await carry(server, caseIds[0]!, "accepted");
    const first = await open({ login: "officer", path: "/account" });
    const watched = streams(first, /^WatchCase$/);
    const tabs: Page[] = [];
    for (const caseId of caseIds) {
      if (tabs.at(-1)) await lookedAt(tabs.at(-1)!, false);
      tabs.push(await open({ beside: first, path: `/cases/${caseId}` }));
      await tabs.at(-1)!.locator("[data-act]").first().waitFor(); // it got through: the others hold no connection
    }
    await expect.poll(watched.open).toBe(1);
    await act(server, "chairman", caseIds[0]!, (api, common) => api(CaseService).addNote({ ...common, text: "Ghi khi không ai nhìn." }));
    await lookedAt(tabs.at(-1)!, false);
    await lookedAt(tabs[0]!, true);
    await tabs[0]!.getByText("Ghi khi không ai nhìn.").waitFor();
    await expect.poll(watched.open).toBe(1);
  });

  test("eight windows with eight screens hold one stream between them; each hears what is new, and requests go through", async ({ server, open }) => {
    const operator = await as(server, "operator");
    const caseIds: string[] = [];
    for (let made = 0; made < 3; ++made) caseIds.push((await refer(operator, { unit: server.commune })).caseId);
    const first = await open({ login: "supervisor", path: "/account" });
    const watched = streams(first, /^Watch/);
    const [board, ...others] = await Promise.all(["/board", "/queue", "/cases", "/contacts"].map((path) => open({ beside: first, path })));
    const cases = await Promise.all(caseIds.map((caseId) => open({ beside: first, path: `/cases/${caseId}` })));
    for (const page of [board!, ...others]) await page.getByRole("heading", { level: 1 }).waitFor();
    for (const page of cases) await page.locator("ol li time").first().waitFor();
    for (const caseId of caseIds) await act(server, "supervisor", caseId, (api, common) => api(CaseService).addNote({ ...common, text: "Ghi cho mọi cửa sổ." }));
    for (const page of cases) await page.getByText("Ghi cho mọi cửa sổ.").waitFor();
    for (const page of [first, board!, ...others, ...cases]) expect(await page.evaluate(async () => (await fetch("/readyz", { cache: "no-store" })).status)).toBe(200);
    await expect.poll(watched.opened).toBeGreaterThanOrEqual(5);
    expect(await watched.most()).toBe(1);
  });
});
