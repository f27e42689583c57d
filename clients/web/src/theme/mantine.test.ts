// mantine.css has the styles of every Mantine component that the client imports, and of what those are made of.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";

const source = resolve(import.meta.dirname, "..");
const mantine = resolve(source, "../node_modules/@mantine/core/esm");

function imported(): Set<string> {
  const names = new Set<string>();
  for (const file of readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name)))
    for (const [, list] of readFileSync(join(source, file), "utf8").matchAll(/import \{([^}]*)\} from "@mantine\/core"/g))
      for (const name of list!.split(",")) names.add(name.trim().replace(/^type /, ""));
  return names;
}

/** The style modules that these components reach. */
function stylesOf(names: Set<string>): Set<string> {
  const styles = new Set<string>();
  const seen = new Set<string>();
  const walk = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    if (file.includes(".module.")) return void styles.add(basename(file).split(".")[0]!);
    for (const [, next] of readFileSync(file, "utf8").matchAll(/from\s*"(\.[^"]+)"/g)) walk(resolve(dirname(file), next!));
  };
  for (const [, list, file] of readFileSync(join(mantine, "index.mjs"), "utf8").matchAll(/import \{([^}]*)\} from "([^"]+)"/g))
    if (list!.split(",").some((name) => names.has(name.trim()))) walk(resolve(mantine, file!));
  return styles;
}

test("the styles of every component in use are there, and no others", () => {
  const listed = [...readFileSync(join(import.meta.dirname, "mantine.css"), "utf8").matchAll(/styles\/(\w+)\.css/g)].map(([, name]) => name!);
  expect(listed.filter((name) => name !== "baseline" && name !== "global").sort()).toEqual([...stylesOf(imported())].sort());
});
