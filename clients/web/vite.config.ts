import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { ahead } from "./build.d/ahead.ts";
import { compressed } from "./build.d/compressed.ts";
import { descriptors } from "./build.d/descriptors.ts";
import { offline } from "./build.d/offline.ts";
import { themeStyles } from "./build.d/theme_styles.ts";
import { patience_ms } from "./tests/patience.ts";

export default defineConfig({
  plugins: [react(), descriptors(), themeStyles(), ahead(), offline(), compressed()],
  build: {
    target: ["chrome107", "firefox104", "safari16"],
    assetsInlineLimit: 0, // the page's policy takes fonts from files alone
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // The first bundle, in the pieces in which opening.js starts it: none asks for a later one.
            { name: "first_1", tags: ["$initial"], test: /node_modules\/(react|react-dom|scheduler|@mantine)\//, priority: 5 },
            { name: "first_2", tags: ["$initial"], test: /node_modules|src\/gen|src\/contract\/descriptor_wire/, priority: 4 },
            { name: "first", tags: ["$initial"], priority: 3 },
            // A file of the contract is read when its piece is: what a list needs, what a case needs, what supervisors need.
            { name: "contract_rows", test: /src\/gen\/hotline\/(record\/v1\/(case|contact)|v1\/(case_detail|referral))_pb/, priority: 2 },
            { name: "contract_supervision", test: /src\/gen\/hotline\/v1\/(audit|supervision)_pb/, priority: 2, includeDependenciesRecursively: false },
            { name: "contract_cases", test: /src\/(gen\/hotline\/(history\/v1\/event|record\/v1\/(draft|reference)|v1\/(case|case_act|intake|reference))_pb|api\/history|contract\/reference|parts\/CodesPick)/, priority: 2, includeDependenciesRecursively: false },
            // What three screens or more share comes in one piece: over a slow line each piece costs a round trip.
            { name: "shared", test: (id) => !id.includes("/src/gen/") && !id.includes("/@mantine/form/"), minShareCount: 3, priority: 1 },
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
          globalSetup: "tests/filled.ts",
          testTimeout: 300_000, // many waits: the one that fails gives up before
          hookTimeout: 300_000,
          expect: { poll: { timeout: patience_ms } },
          sequence: { groupOrder: 1 }, // after the logic
          maxWorkers: 2, // a browser and a server each: what one waits for, the other uses
        },
      },
    ],
  },
});
