// The service worker of the build: the page itself opens again while the line is down. It holds the files of this build
// and nothing else: no answer of the API is ever kept by it.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

export function offline(): Plugin {
  let out = "";
  return {
    name: "offline",
    apply: "build",
    configResolved: (config) => void (out = config.build.outDir),
    writeBundle() {
      const files = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((name) => /^assets\/.*\.(js|css|woff2)$|\.(svg|webmanifest)$|^opening\.js$/.test(name));
      const index = createHash("sha256").update(readFileSync(join(out, "index.html"))).digest("hex").slice(0, 16);
      const worker = readFileSync(join(import.meta.dirname, "service_worker.js"), "utf8")
        .replace('"BUILD"', JSON.stringify(index))
        .replace('["FILES"]', JSON.stringify(["/", ...files.map((name) => `/${name}`)]));
      writeFileSync(join(out, "service_worker.js"), worker);
    },
  };
}
