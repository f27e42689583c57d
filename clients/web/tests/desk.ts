// The desk as hands use it, for the tests of its screens.
import type { Page } from "playwright-core";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { as, type ServerFacts } from "./server.ts";

/** Keystrokes as a hand makes them: every key that goes down, modifiers too. Text is counted apart. */
export function hands(page: Page) {
  let keys = 0;
  return {
    count: () => keys,
    async press(...list: string[]) {
      for (const key of list) {
        keys += key.split("+").length;
        await page.keyboard.press(key);
      }
    },
    text: (words: string) => page.keyboard.type(words),
  };
}

/** The form is open and takes keys. */
export async function atDesk(page: Page) {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.locator("[data-stops] [data-stop]").first().waitFor();
}

export const state_typed = "Đang ở nhà, có vết bầm.";

/** Place and state: enough for a referral. `hamlet` are words that no other test uses. */
export async function typeEnough(page: Page, hamlet: string) {
  await atDesk(page);
  await page.keyboard.press("F2");
  await page.keyboard.type(`${hamlet} xa bao dai luc nam`);
  await page.keyboard.press("Enter");
  await page.getByText("UBND xã Bảo Đài").waitFor();
  await page.keyboard.type(state_typed);
}

/** What the server holds of it, as the office of the place sees it. */
export async function casesOf(server: ServerFacts, hamlet: string) {
  const officer = await as(server, "officer");
  const { cases } = await officer(CaseService).listCases({ pageSize: 200 });
  return cases.filter(({ summary }) => summary?.hamlet.includes(hamlet));
}

export const referredHeading = (page: Page) => page.getByRole("heading", { name: /Đã chuyển .* tới UBND xã Bảo Đài/ });
