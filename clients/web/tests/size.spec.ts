// What a first visit loads, from the built files themselves.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const dist = join(import.meta.dirname, "../dist");
const index = readFileSync(join(dist, "index.html"), "utf8");

test("the first load is at most 250 kB of compressed script, in gzip too", () => {
  const scripts = [...index.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path!);
  expect(scripts.length).toBeGreaterThan(0);
  const bytes = scripts.reduce((sum, path) => sum + statSync(join(dist, `${path}.gz`)).size, 0);
  expect(bytes).toBeLessThanOrEqual(250_000);
});

const styleTexts = () => readdirSync(join(dist, "assets")).filter((name) => name.endsWith(".css")).map((name) => readFileSync(join(dist, "assets", name), "utf8")).join("");

/** What public/opening.js sends for at each address, as the build wrote it (build.d/ahead.ts). */
const screens = JSON.parse(`[${/const screens = \[(.*)\]; \/\/ of the build/.exec(readFileSync(join(dist, "opening.js"), "utf8"))![1]}]`) as [address: string, files: string[]][];

test("a screen is at most eight files and 90 kB besides the first load", () => {
  const heavy = screens.map(([address, files]) => ({ address, files: files.length, bytes: files.reduce((sum, path) => sum + statSync(join(dist, `${path}.gz`)).size, 0) }));
  expect(heavy.length).toBeGreaterThan(20);
  expect(heavy.filter(({ files, bytes }) => files > 8 || bytes > 90_000)).toEqual([]);
});

test("the first screen of each role is at most 250 kB of compressed script with all that it needs, in gzip too", () => {
  const first = [...index.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, path]) => path!);
  const scripts = (address: string) => [...new Set([...first, ...screens.find(([of]) => new RegExp(of).test(address))![1].filter((path) => path.endsWith(".js"))])];
  // And of a case: what an officer opens from a message is no first page, and first all the same.
  const bytes = Object.fromEntries(["/desk", "/queue", "/board", "/people", "/cases/0199e745-0000-7000-8000-000000000000"].map((address) => [address, scripts(address).reduce((sum, path) => sum + statSync(join(dist, `${path}.gz`)).size, 0)]));
  expect(Object.entries(bytes).filter(([, size]) => size > 250_000)).toEqual([]);
});

test("the style of the first paint is one answer that a new connection sends at once", () => {
  const [style, ...more] = [...index.matchAll(/href="(\/assets\/[^"]+\.css)"/g)].map(([, path]) => path!);
  expect(more).toEqual([]);
  expect(statSync(join(dist, `${style}.br`)).size).toBeLessThanOrEqual(13_900); // with its header in ten segments
});

test("off line the page has every font that its styles name", () => {
  const worker = readFileSync(join(dist, "service_worker.js"), "utf8");
  const named = [...styleTexts().matchAll(/url\("?([^)"]+\.woff2)/g)].map(([, path]) => path!.split("/").at(-1)!);
  expect(named.length).toBe(4);
  expect(named.filter((font) => !worker.includes(`/assets/${font}"`))).toEqual([]);
});

test("every colour that the styles name is one of the theme", () => {
  const styles = styleTexts();
  const named = new Set([...styles.matchAll(/var\((--mantine-color-[\w-]+)/g)].map(([, name]) => name!));
  expect([...named].filter((name) => !styles.includes(`${name}:`))).toEqual([]);
});

test("the page holds nothing inline and nothing from elsewhere", () => {
  expect(index).not.toMatch(/<style|<script>|style="|https?:/);
});
