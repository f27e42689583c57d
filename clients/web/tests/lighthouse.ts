// Lighthouse on every screen, each visited for the first time: at least 95 of 100. Performance as its telephone (slow
// line, slow processor) and as a desk's computer, each screen in one of the four looks; accessibility and best practices
// in all four, both themes and both languages.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse, { desktopConfig } from "lighthouse";
import { throttling } from "lighthouse/core/config/constants.js";
import { pageFunctions } from "lighthouse/core/lib/page-functions.js";
import { chromium, type BrowserContext } from "playwright-core";
import { describe, expect } from "vitest";
import { chromiumArgs, chromiumPath, test, type Language, type Scheme } from "./browser.ts";
import { screens } from "./screens.ts";
import { freePort, passwordOf, type ServerFacts } from "./server.ts";

const least = 95;
const looks = (["light", "dark"] as const).flatMap((scheme) => (["vi", "en"] as const).map((language) => ({ scheme, language })));
type Device = "mobile" | "desktop";
type Category = "performance" | "accessibility" | "best-practices";
const reports = join(import.meta.dirname, "shots/lighthouse");

/**
 * How many times slower a telephone is than a machine of this benchmark, as Lighthouse's calculator has it
 * (docs/throttling.md). Its own constant, 4, is of a desktop of benchmark 1533; beyond it the line is drawn on.
 */
const slowdowns = [[150, 1], [800, 2], [1300, 3], [1533, 4]] as const;
function slowdownOf(benchmark: number): number {
  const above = slowdowns.findIndex(([at], index) => index > 0 && (benchmark < at || index === slowdowns.length - 1));
  const [[from, low], [to, high]] = [slowdowns[above - 1]!, slowdowns[above]!];
  return low + ((benchmark - from) / (to - from)) * (high - low);
}

const addresses = new Map<string, string>();
async function addressOf(server: ServerFacts, name: string): Promise<string> {
  if (!addresses.has(name)) addresses.set(name, await screens[name]!.path(server));
  return server.url + addresses.get(name)!;
}

async function settle(context: BrowserContext, login: string | undefined, scheme: Scheme, language: Language) {
  if (login) {
    const answer = await context.request.post("/hotline.v1.SessionService/SignIn", { data: { requestId: crypto.randomUUID(), login, password: passwordOf(login), asCookie: true } });
    expect(answer.status()).toBe(200);
  }
  const page = context.pages()[0]!;
  await page.goto("/icon.svg"); // of the same origin, and loads nothing of the client
  const stored = { "mantine-color-scheme-value": scheme, "hotline.language": language, ...(login && { "hotline.signed_in": "1" }) };
  await page.evaluate((entries) => Object.entries(entries).forEach(([key, value]) => localStorage.setItem(key, value)), stored);
  return page.evaluate(pageFunctions.computeBenchmarkIndex);
}

/** A browser of its own: nothing of an earlier visit is kept, and Lighthouse is told not to throw the session away. */
async function visit(server: ServerFacts, name: string, device: Device, { scheme, language }: (typeof looks)[number], onlyCategories: Category[]) {
  const profile = mkdtempSync(join(tmpdir(), "hotline-lighthouse-"));
  const port = await freePort();
  const address = await addressOf(server, name);
  const context = await chromium.launchPersistentContext(profile, { executablePath: chromiumPath, args: [...chromiumArgs, `--remote-debugging-port=${port}`], baseURL: server.url });
  try {
    const benchmark = await settle(context, screens[name]!.login, scheme, language);
    const asked = process.env.LIGHTHOUSE_SLOWDOWN;
    const cpuSlowdownMultiplier = asked === "calibrated" ? slowdownOf(benchmark) : Number(asked) || throttling.mobileSlow4G.cpuSlowdownMultiplier;
    const flags = { port, logLevel: "error" as const, output: "html" as const, onlyCategories, disableStorageReset: true, ...(device === "mobile" && { throttling: { ...throttling.mobileSlow4G, cpuSlowdownMultiplier } }) };
    const { report, lhr } = (await lighthouse(address, flags, device === "desktop" ? desktopConfig : undefined))!;
    const file = join(reports, `${name.replace(/[^a-z]+/g, "-").replace(/^-/, "")}-${onlyCategories.includes("performance") ? device : "look"}-${scheme}-${language}`);
    mkdirSync(reports, { recursive: true });
    writeFileSync(`${file}.html`, String(report));
    writeFileSync(`${file}.json`, JSON.stringify(lhr));
    const scores = Object.fromEntries(onlyCategories.map((category) => [category, Math.round((lhr.categories[category]!.score ?? 0) * 100)]));
    const took = (audit: string) => lhr.audits[audit]?.displayValue;
    const times = onlyCategories.includes("performance") ? `; first paint ${took("first-contentful-paint")}, largest ${took("largest-contentful-paint")}, blocked ${took("total-blocking-time")}, shift ${took("cumulative-layout-shift")}, speed index ${took("speed-index")}; benchmark ${benchmark}${device === "mobile" ? `, slowed ${cpuSlowdownMultiplier.toFixed(1)} times` : ""}` : "";
    process.stdout.write(`${name}, ${device}, ${scheme}, ${language}: ${Object.entries(scores).map(([category, score]) => `${category} ${score}`).join(", ")}${times}\n`);
    return scores;
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

const hold = (scores: Record<string, number>) => expect(Object.entries(scores).filter(([, score]) => score < least)).toEqual([]);

describe("Lighthouse", () => {
  for (const device of ["mobile", "desktop"] as const) {
    for (const [index, name] of Object.keys(screens).entries()) {
      const look = looks[index % looks.length]!;
      test(`speed of ${name}, ${device}`, async ({ server }) => hold(await visit(server, name, device, look, ["performance", "accessibility", "best-practices"])));
    }
  }
  for (const look of looks) {
    for (const name of Object.keys(screens)) {
      test(`${name}, ${look.scheme}, ${look.language}`, async ({ server }) => hold(await visit(server, name, "desktop", look, ["accessibility", "best-practices"])));
    }
  }
});
