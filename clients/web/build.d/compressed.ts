// Lays "x.js.br" and "x.js.gz" beside every text file of the build: the server sends the smallest form that a browser
// takes, and never compresses anything itself. Over plain HTTP, in an office's own network, browsers take gzip alone: it
// is made as small as it can be (Zopfli, a twentieth less than zlib's best).
import { gzipAsync } from "@gfx/zopfli";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Plugin } from "vite";

const compressible = /\.(js|css|html|svg|json|webmanifest|txt)$/;

export function compressed(): Plugin {
  let out = "";
  return {
    name: "compressed",
    apply: "build",
    configResolved: (config) => void (out = config.build.outDir),
    async closeBundle() {
      for (const name of readdirSync(out, { recursive: true, encoding: "utf8" }).filter((n) => compressible.test(n))) {
        const bytes = readFileSync(join(out, name));
        writeFileSync(join(out, `${name}.gz`), await gzipAsync(bytes, { numiterations: 15 }));
        writeFileSync(join(out, `${name}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
      }
    },
  };
}
