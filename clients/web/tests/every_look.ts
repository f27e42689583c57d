// Every screen of the router in every look: both themes, both languages, a phone and a desk, enlarged to 200 % (640 of
// 1280 px), reflowed to 320 px, and with a reader's own spacing of letters; and walked through by Tab.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { expectAccessible, shoot, test, type Language } from "./browser.ts";
import { layoutFaults, spacedText } from "./layout.ts";
import { screens } from "./screens.ts";
import { walk } from "./walking.ts";

/** Colours are axe's matter, at a phone and a desk. */
async function inBothThemes(page: Page, name: string, language: Language) {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor();
      await expectAccessible(page);
      if ((language === "vi") === (scheme === "light")) await shoot(page, `${name}-${scheme}-${width}`);
    }
  }
}

/** The layout is of no theme. */
async function faultsAtEverySize(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const width of [320, 360, 640, 1280]) {
    await page.setViewportSize({ width, height: width < 640 ? 740 : 450 });
    found.push(...(await layoutFaults(page)).map((fault) => `${name}, ${width} px: ${fault}`));
    await spacedText(page, true);
    found.push(...(await layoutFaults(page)).map((fault) => `${name}, ${width} px, wide text: ${fault}`));
    await spacedText(page, false);
  }
  return found;
}

const parts = 2;

/** Every second screen, from the one of that number: two files of tests run at once. */
export const lookAt = (part: number) => describe("every screen", () => {
  for (const [route, { login, path, ready, then = {} }] of Object.entries(screens).filter((_, index) => index % parts === part)) {
    const name = route.replace(/^\//, "").replace(/(\/:\w+)+/g, "-one").replace(/\//g, "-");
    test(`${route}: nothing for axe to say, nothing cut in any size, all of it reached by Tab`, async ({ server, open }) => {
      const who = { ...(login && { login }), path: await path(server) };
      const page = await open(who);
      const faults: string[] = [];
      for (const language of ["vi", "en"] as const) {
        await page.evaluate((chosen) => (localStorage.setItem("hotline.language", chosen), localStorage.removeItem("hotline.hidden")), language);
        await page.reload();
        for (const [state, bring] of [["", ready], ...Object.entries(then)] satisfies [string, (page: Page, language: Language) => Promise<unknown>][]) {
          await bring(page, language);
          const shown = state ? `${name}-${state}` : name;
          await inBothThemes(page, shown, language);
          faults.push(...(await faultsAtEverySize(page, `${shown} ${language}`)));
          if (language === "vi" && !state) await walk(page, name);
        }
      }
      // As a browser sees it that was never here: in a font of the machine.
      const first = await open({ ...who, newHere: true });
      await ready(first);
      faults.push(...(await faultsAtEverySize(first, `${name}, first visit`)));
      expect(faults).toEqual([]);
    });
  }
});
