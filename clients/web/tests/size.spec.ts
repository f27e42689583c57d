// What a first visit loads, from the built files themselves.
import { readFileSync, statSync } from "node:fs";
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

test("the page holds nothing inline and nothing from elsewhere", () => {
  expect(index).not.toMatch(/<style|<script>|style="|https?:/);
});
