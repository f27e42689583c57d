// Tells public/opening.js which files of the build a screen needs besides the first bundle, so that they are on their way
// before that bundle has run; and leaves to it to start that bundle, which the page fetches meanwhile: first something is
// painted. Addresses and screens are those of src/app/routes.tsx, as they stand there.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin, Rolldown } from "vite";

const places = { screens: "/* SCREENS */", start: "/* START */" };
const entry_script = /<script type="module" crossorigin src="(\/assets\/[^"]+)"><\/script>/;

interface Files {
  scripts: Set<string>;
  styles: Set<string>;
}

/** Everything that a chunk loads with it. */
function gather(bundle: Rolldown.OutputBundle, name: string, found: Files): Files {
  const chunk = bundle[name];
  if (chunk?.type !== "chunk" || found.scripts.has(name)) return found;
  found.scripts.add(name);
  for (const style of (chunk as { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss ?? []) found.styles.add(style);
  for (const next of chunk.imports) gather(bundle, next, found);
  return found;
}

function screensOf(bundle: Rolldown.OutputBundle, routes: string): [address: string, files: string[]][] {
  const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
  const entry = chunks.find(({ isEntry }) => isEntry)!;
  const first = gather(bundle, entry.fileName, { scripts: new Set(), styles: new Set() });
  const found = [...routes.matchAll(/^    path: "([^"]+)",[^]*?import\("\.\.\/(screens\/[^"]+)"\)/gm)];
  if (found.length === 0 || found.length !== routes.match(/^    path: /gm)!.length) throw new Error("build.d/ahead.ts does not understand src/app/routes.tsx");
  return found.map(([, path, screen]) => {
    const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/src/${screen}.tsx`));
    if (!chunk) throw new Error(`${screen} has no file of its own`);
    const { scripts, styles } = gather(bundle, chunk.fileName, { scripts: new Set(), styles: new Set() });
    const files = [...scripts, ...styles].filter((file) => !first.scripts.has(file) && !first.styles.has(file));
    return [`^${path!.replace(/:\w+/g, "[^/]+")}$`, files.map((file) => `/${file}`)];
  });
}

export function ahead(): Plugin {
  let [out, root, start] = ["", "", ""];
  return {
    name: "ahead",
    apply: "build",
    configResolved: (config) => void ([out, root] = [config.build.outDir, config.root]),
    transformIndexHtml: {
      order: "post",
      handler(html) {
        start = entry_script.exec(html)?.[1] ?? "";
        // After what is painted first: its style and opening.js go before it on a slow line.
        return html.replace(entry_script, '<link rel="modulepreload" fetchpriority="low" crossorigin href="$1">').replaceAll('<link rel="modulepreload" crossorigin', '<link rel="modulepreload" fetchpriority="low" crossorigin');
      },
    },
    writeBundle(_, bundle) {
      const opening = resolve(root, out, "opening.js");
      let text = readFileSync(opening, "utf8");
      const screens = screensOf(bundle, readFileSync(resolve(root, "src/app/routes.tsx"), "utf8"));
      const put = (place: string, code: string) => {
        if (!text.includes(place)) throw new Error(`public/opening.js has no ${place}`);
        text = text.replace(place, () => code);
      };
      if (!start) throw new Error("index.html has no first bundle");
      put(places.screens, screens.map((screen) => JSON.stringify(screen)).join(","));
      // Piece by piece, each in a task of its own: a slow processor answers to a finger in between.
      const pieces = [...Object.values(bundle).flatMap((one) => (one.type === "chunk" && one.name.startsWith("first_") ? [`/${one.fileName}`] : [])).toSorted(), start];
      put(places.start, JSON.stringify(pieces).slice(1, -1));
      writeFileSync(opening, text);
    },
  };
}
