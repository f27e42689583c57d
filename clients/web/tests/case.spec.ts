import { describe, expect } from "vitest";
import { expectAccessible, looks, shoot, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { as } from "./server.ts";

describe("the case page", () => {
  for (const look of looks) {
    test(`nothing for axe to say: ${look.scheme}, ${look.width} px, ${look.language}`, async ({ server, open }) => {
      const { caseId } = await refer(await as(server, "operator"), { unit: server.commune, emergency: true });
      const page = await open({ login: "officer", path: `/cases/${caseId}`, ...look });
      await page.locator("ol li time").first().waitFor();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await shoot(page, `case-${look.scheme}-${look.width}`);
    });
  }
});
