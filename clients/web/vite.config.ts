import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { compressed } from "./build.d/compressed.ts";
import { offline } from "./build.d/offline.ts";
import { themeStyles } from "./build.d/theme_styles.ts";

export default defineConfig({
  plugins: [react(), themeStyles(), offline(), compressed()],
  build: {
    target: ["chrome107", "firefox104", "safari16"],
    assetsInlineLimit: 0, // the page's policy takes fonts from files alone
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "first", tags: ["$initial"], priority: 2 },
            // What three screens or more share comes in one piece: over a slow line each piece costs a round trip.
            { name: "shared", minShareCount: 3, priority: 1 },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 1000, // kB before compression; tests/size.spec.ts holds the first load to its budget
  },
  server: { proxy: { "/hotline.v1.": process.env.HOTLINE_URL ?? "http://127.0.0.1:8111" } },
  test: {
    projects: [
      { extends: true, test: { name: "logic", include: ["src/**/*.test.ts"], environment: "node" } },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["tests/**/*.spec.ts"],
          environment: "node",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } }, // as long as every other wait: a busy machine fails no test
          fileParallelism: false,
        },
      },
    ],
  },
});
