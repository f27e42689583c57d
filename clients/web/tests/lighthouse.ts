// Lighthouse on the pages that open first, each visited for the first time: at least 95 of 100 for accessibility and best
// practices on its telephone (slow line, slow processor) and on a desk's computer, and for performance on the latter. On
// the telephone performance is written into the report and not held to that mark.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse, { desktopConfig } from "lighthouse";
import { chromium } from "playwright-core";
import { describe, expect } from "vitest";
import { chromiumArgs, chromiumPath, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { as, freePort, passwordOf, type Login, type ServerFacts } from "./server.ts";

const least = 95;
const categories = ["performance", "accessibility", "best-practices"] as const;
const held = { desktop: categories, mobile: ["accessibility", "best-practices"] } as const;
const reports = join(import.meta.dirname, "shots/lighthouse");

interface Visit {
  name: string;
  login?: Login;
  path(server: ServerFacts): Promise<string> | string;
}
const waiting = async (server: ServerFacts) => (await refer(await as(server, "operator"), { unit: server.commune, emergency: true })).caseId;
const visits: readonly Visit[] = [
  { name: "sign-in", path: () => "/" },
  { name: "desk", login: "operator", path: () => "/desk" },
  { name: "queue", login: "officer", path: async (server) => (await waiting(server), "/queue") },
  { name: "case", login: "officer", path: async (server) => `/cases/${await waiting(server)}` },
  { name: "board", login: "supervisor", path: async (server) => (await waiting(server), "/board") },
];

/** A browser of its own: nothing of an earlier visit is kept, and Lighthouse is told not to throw the session away. */
async function visit(server: ServerFacts, { name, login, path }: Visit, device: "mobile" | "desktop") {
  const profile = mkdtempSync(join(tmpdir(), "hotline-lighthouse-"));
  const port = await freePort();
  const context = await chromium.launchPersistentContext(profile, { executablePath: chromiumPath, args: [...chromiumArgs, `--remote-debugging-port=${port}`], baseURL: server.url });
  try {
    if (login) {
      const answer = await context.request.post("/hotline.v1.SessionService/SignIn", { data: { requestId: crypto.randomUUID(), login, password: passwordOf(login), asCookie: true } });
      expect(answer.status()).toBe(200);
      const [page] = context.pages();
      await page!.goto("/icon.svg"); // of the same origin, and loads nothing of the client
      await page!.evaluate(() => localStorage.setItem("hotline.signed_in", "1"));
    }
    const flags = { port, logLevel: "error" as const, output: "html" as const, onlyCategories: [...categories], disableStorageReset: true };
    const found = await lighthouse(server.url + (await path(server)), flags, device === "desktop" ? desktopConfig : undefined);
    mkdirSync(reports, { recursive: true });
    writeFileSync(join(reports, `${name}-${device}.html`), String(found!.report));
    writeFileSync(join(reports, `${name}-${device}.json`), JSON.stringify(found!.lhr));
    const took = (audit: string) => found!.lhr.audits[audit]!.displayValue;
    const score = (category: string) => Math.round((found!.lhr.categories[category]!.score ?? 0) * 100);
    process.stdout.write(`${name}, ${device}: ${categories.map((category) => `${category} ${score(category)}`).join(", ")}; first paint ${took("first-contentful-paint")}, largest ${took("largest-contentful-paint")}, blocked ${took("total-blocking-time")}, shift ${took("cumulative-layout-shift")}, speed index ${took("speed-index")}; machine ${found!.lhr.environment.benchmarkIndex}\n`);
    return Object.fromEntries(categories.map((category) => [category, score(category)]));
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

describe("Lighthouse", () => {
  for (const device of ["mobile", "desktop"] as const) {
    for (const one of visits) {
      test(`${one.name}, ${device}`, async ({ server }) => {
        const scores = await visit(server, one, device);
        for (const category of held[device]) expect(scores[category], category).toBeGreaterThanOrEqual(least);
      });
    }
  }
});
