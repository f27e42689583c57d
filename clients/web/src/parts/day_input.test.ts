import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

test("every day in a browser's own field says below it how it is understood", () => {
  const src = join(import.meta.dirname, "..");
  const native = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tsx"))
    .filter((name) => /["'](date|datetime-local)["']/.test(readFileSync(join(src, name), "utf8")));
  expect(native).toEqual(["parts/DayInput.tsx"]);
});
