// Chromium for tests: `test` with what a test of a screen needs.
//
//   test("the officer sees it", async ({ server, open }) => {
//     const page = await open({ login: "officer", path: "/queue", width: 360, scheme: "dark", language: "en" });
//   });
//
// Every page that was opened is held, at the end, to having broken no rule of the page's policy and thrown no error.
//
// No test knows how busy its machine is. `open`, `goto` and `reload` come back when the application stands, not at the
// first paint; what arrives later is waited for (`waitFor`, `expect.poll`), never looked at once.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { expect, test as base } from "vitest";
import { patience_ms } from "./patience.ts";
import { passwordOf, TestServer, type Login, type ServerFacts } from "./server.ts";

export type Scheme = "light" | "dark";
export type Language = "vi" | "en";

export interface Opening {
  /** Signed in already; absent: nobody is. */
  login?: Login;
  path?: string;
  width?: number;
  height?: number;
  scheme?: Scheme;
  language?: Language;
  /** A browser that was never here: our font comes after the first screen. */
  newHere?: boolean;
  /** Another server than the file's. */
  server?: ServerFacts;
  /** A further tab of the same browser: the context of a page that is open. */
  beside?: Page;
}

/** HOTLINE_SLOW_MS=1500: the server is asked so much later, always. What looks before an answer can be there fails then. */
const slow_ms = Number(process.env.HOTLINE_SLOW_MS ?? 0);

export const chromiumPath = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";
export const chromiumArgs = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

let browser: Promise<Browser> | undefined;

export function theBrowser(): Promise<Browser> {
  browser ??= chromium.launch({ executablePath: chromiumPath, args: chromiumArgs });
  return browser;
}

/** What the oldest browsers that the build is for (vite.config.ts) do not have is nowhere in these tests either. */
function asOldAsServed() {
  for (const [owner, names] of [
    [AbortSignal, ["any"]],
    [Array, ["fromAsync"]],
    [Array.prototype, ["toSorted", "toReversed", "toSpliced", "with"]],
    [Object, ["groupBy"]],
    [Map, ["groupBy"]],
    [Promise, ["withResolvers", "try"]],
    [Set.prototype, ["union", "intersection", "difference", "symmetricDifference", "isSubsetOf", "isSupersetOf", "isDisjointFrom"]],
    [ReadableStream.prototype, ["values", Symbol.asyncIterator]],
    [Object.getPrototypeOf(Object.getPrototypeOf([].values())) as object, ["map", "filter", "take", "drop", "flatMap", "reduce", "toArray", "forEach", "some", "every", "find"]],
    [URL, ["canParse", "parse"]],
  ] satisfies [object, PropertyKey[]][])
    for (const name of names) Reflect.deleteProperty(owner, name);
}

async function contextFor({ login, width = 1280, height = 900, scheme = "light", language = "vi", newHere = false }: Opening, url: string): Promise<BrowserContext> {
  const context = await (await theBrowser()).newContext({ viewport: { width, height }, colorScheme: scheme, baseURL: url, locale: "vi-VN", reducedMotion: "reduce" });
  context.setDefaultTimeout(patience_ms);
  await context.addInitScript(asOldAsServed);
  await context.addInitScript((chosen) => localStorage.getItem("hotline.language") ?? localStorage.setItem("hotline.language", chosen), language);
  if (slow_ms) await context.route("**/hotline.v1.*/*", async (route) => (await new Promise((later) => setTimeout(later, slow_ms)), route.fallback()));
  if (!newHere) await context.addInitScript(() => localStorage.setItem("hotline.letters", "1"));
  if (login) {
    const answer = await context.request.post("/hotline.v1.SessionService/SignIn", {
      data: { requestId: crypto.randomUUID(), login, password: passwordOf(login), asCookie: true },
    });
    expect(answer.status(), await answer.text()).toBe(200);
    await context.addInitScript(() => localStorage.getItem("hotline.signed_in") ?? localStorage.setItem("hotline.signed_in", "1"));
  }
  return context;
}

/** What is painted before the application, and while its screen's code is on its way, is gone. A page without it stands. */
const stands = (page: Page) => page.locator(".opening, [data-opening]").first().waitFor({ state: "detached" });

/** A page that hangs answers nobody, and says so before the whole test's time is over. */
function givesUpOnAPageThatHangs(page: Page) {
  const evaluate = page.evaluate.bind(page) as (...of: unknown[]) => Promise<unknown>;
  page.evaluate = (async (...of: unknown[]) => {
    let timer: NodeJS.Timeout | undefined;
    const hangs = new Promise((_, fail) => (timer = setTimeout(() => fail(new Error(`the page did not answer within ${patience_ms} ms`)), patience_ms)));
    return Promise.race([evaluate(...of), hangs]).finally(() => clearTimeout(timer));
  }) as typeof page.evaluate;
}

/** Whoever says what to wait for (`waitUntil`) has the page as it is then. */
function waitsForApplication(page: Page) {
  const [goTo, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (address, options) => {
    const answer = await goTo(address, options);
    if (!options?.waitUntil) await stands(page);
    return answer;
  };
  page.reload = async (options) => {
    const answer = await reload(options);
    if (!options?.waitUntil) await stands(page);
    return answer;
  };
}

export interface Fixtures {
  server: ServerFacts;
  open(opening?: Opening): Promise<Page>;
}

export const test = base.extend<Fixtures>({
  // One for a file: what the tests of another file left in its queues is no matter of this one's.
  server: [
    // oxlint-disable-next-line no-empty-pattern -- vitest reads the names that a fixture asks for
    async ({}, use) => {
      const server = await TestServer.start();
      await use(server.facts);
      await server.stop();
    },
    { scope: "file" },
  ],
  open: async ({ server, task }, use) => {
    const contexts: BrowserContext[] = [];
    const broken: string[] = [];
    await use(async (opening = {}) => {
      const context = opening.beside?.context() ?? (await contextFor(opening, (opening.server ?? server).url));
      if (!opening.beside) contexts.push(context);
      const page = await context.newPage();
      waitsForApplication(page);
      givesUpOnAPageThatHangs(page);
      page.on("pageerror", (error) => broken.push(error.message));
      page.on("console", (message) => {
        const text = message.text();
        // What the network answered is the test's own matter, also to the browser's look for a newer service worker.
        const of_network = text.startsWith("Failed to load resource") || text.startsWith("TypeError: Failed to fetch dynamically imported module") || text.startsWith("An unknown error occurred when fetching the script");
        if (message.type() === "error" && !of_network) broken.push(text);
      });
      await page.goto(opening.path ?? "/");
      return page;
    });
    if (task.result?.state === "fail") {
      const pages = contexts.flatMap((context) => context.pages());
      for (const [index, page] of pages.entries()) await shoot(page, `failed-${task.name.replace(/\W+/g, "-").slice(0, 40)}-${index}`).catch(() => {});
    }
    for (const context of contexts) await context.close();
    expect(broken).toEqual([]);
  },
});

/** Every rule of axe, at WCAG 2.2 AA and its best practices. */
export async function expectAccessible(page: Page) {
  await expect.poll(() => page.locator("th:empty").count()).toBe(0); // the names of offices come after their figures
  // Through the debugger, so that the page's policy stays as it is.
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} (${failureSummary})`).join("; ")}`);
  });
  expect(found).toEqual([]);
}

const shots = join(import.meta.dirname, "shots");

/** A picture to look at: tests/shots/<name>.png. */
export async function shoot(page: Page, name: string) {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

/** One message of a stream, for a test that answers in the server's place; flag 2 ends it. */
export function enveloped(flags: number, bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(flags, 0);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/** Every look that a screen has: both themes, a phone and a desk, both languages. */
export const looks = (["light", "dark"] as const).flatMap((scheme) =>
  ([360, 1280] as const).map((width) => ({ scheme, width, language: scheme === "light" ? ("vi" as const) : ("en" as const) })),
);
