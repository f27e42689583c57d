// An old phone: a finger, a screen of 360 px, and no hover. Two taps do what must be done at once, and what is tapped is as
// large as a finger.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { saved } from "./acting.ts";
import { test, theBrowser } from "./browser.ts";
import { refer } from "./cases.ts";
import { screens } from "./screens.ts";
import { as, passwordOf, type Login, type ServerFacts } from "./server.ts";

const finger_px = 44;

/** As such a phone is: touch alone, and the browser of a phone. */
async function onPhone(server: ServerFacts, login: Login, use: (page: Page) => Promise<void>) {
  const context = await (await theBrowser()).newContext({ baseURL: server.url, viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2, locale: "vi-VN", reducedMotion: "reduce" });
  try {
    const answer = await context.request.post("/hotline.v1.SessionService/SignIn", { data: { requestId: crypto.randomUUID(), login, password: passwordOf(login), asCookie: true } });
    expect(answer.status()).toBe(200);
    await context.addInitScript(() => localStorage.setItem("hotline.signed_in", "1"));
    await use(await context.newPage());
  } finally {
    await context.close();
  }
}

describe("an old phone", () => {
  test("accepts a referral by two taps from the queue, and nothing on the way needs a mouse or a key", async ({ server }) => {
    const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune, emergency: true });
    await onPhone(server, "officer", async (page) => {
      await page.goto("/");
      const row = page.getByRole("row").filter({ hasText: caseNumber });
      await row.getByRole("button", { name: "Tiếp nhận" }).waitFor();
      expect(await page.evaluate(() => [navigator.maxTouchPoints > 0, matchMedia("(hover: none) and (pointer: coarse)").matches, document.documentElement.scrollWidth])).toEqual([true, true, 360]);
      let taps = 0;
      await page.exposeFunction("tapped", () => void ++taps);
      await page.addInitScript(() => addEventListener("touchstart", () => (window as unknown as { tapped(): void }).tapped(), true));
      await page.reload();
      await row.getByRole("button", { name: "Tiếp nhận" }).tap();
      await page.locator("form").getByRole("button", { name: "Tiếp nhận" }).tap();
      await saved(page, "Tiếp nhận ca");
      await expect.poll(() => taps).toBe(2);
    });
    const { case: found } = await (await as(server, "officer"))(CaseService).getCase({ caseId });
    expect(found!.row!.responsibleUnit).toBe(server.commune);
    expect(found!.possible).not.toContain("AcceptReferral");
  });

  // The desk, the call list and the board are worked on at a desk, with a mouse and keys.
  for (const path of ["/queue", "/cases/:id", "/cases", "/contacts", "/people", "/units", "/reports", "/account"] as const) {
    test(`${path}: whatever is tapped is at least ${finger_px} px high and wide, or a link inside a line`, async ({ server }) => {
      const { login, path: make, ready } = screens[path]!;
      const address = await make(server);
      await onPhone(server, login!, async (page) => {
        await page.goto(address);
        await ready(page);
        expect(await page.evaluate(tooSmall, finger_px)).toEqual([]);
      });
    });
  }
});

/** Runs in the page. A target is as large as all that answers to it: its own box, its label, and what it draws around itself. */
function tooSmall(least: number): string[] {
  const small: string[] = [];
  for (const target of document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [role=option], [role=menuitem]")) {
    if (!target.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || target.closest("[aria-hidden=true]")) continue;
    const whole = target.closest("label") ?? document.querySelector<HTMLElement>(`label[for="${CSS.escape(target.id || "-")}"]`) ?? target;
    const after = getComputedStyle(target, "::after"); // drawn over all of the row: the link is as large as that
    const stretched = after.content !== "none" && after.position === "absolute" && after.inset === "0px" ? target.offsetParent! : target;
    const boxes = [target, whole, stretched].map((element) => element.getBoundingClientRect());
    const [width, height] = [Math.max(...boxes.map((box) => box.width)), Math.max(...boxes.map((box) => box.height))];
    if (width === 0 || (boxes[0]!.width <= 1 && whole === target)) continue; // for a screen reader alone
    const inLine = target.tagName === "A" && getComputedStyle(target).display === "inline";
    if (inLine || (width >= least - 0.5 && height >= least - 0.5)) continue;
    small.push(`${target.tagName.toLowerCase()} "${(target.getAttribute("aria-label") ?? (target.textContent || target.getAttribute("name")) ?? "").trim().slice(0, 40)}" ${Math.round(width)} x ${Math.round(height)} ${target.className.toString().slice(0, 60)}`);
  }
  return [...new Set(small)];
}
