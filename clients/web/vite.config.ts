import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { ahead } from "./build.d/ahead.ts";
import { compressed } from "./build.d/compressed.ts";
import { descriptors } from "./build.d/descriptors.ts";
import { offline } from "./build.d/offline.ts";
import { pieces } from "./build.d/pieces.ts";
import { themeStyles } from "./build.d/theme_styles.ts";
import { patience_ms } from "./tests/patience.ts";

/** A piece of what screens share. */
const piece = (name: string, test: RegExp, minShareCount = 1) => ({ name, test, minShareCount, priority: name === "shared" ? 1 : 2, includeDependenciesRecursively: false });

export default defineConfig({
  plugins: [react(), descriptors(), themeStyles(), pieces(), ahead(), offline(), compressed()],
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
            { name: "first_2", tags: ["$initial"], test: /node_modules|src\/gen\/(?!fonts)|src\/contract\/descriptor_wire/, priority: 4 },
            { name: "first", tags: ["$initial"], priority: 3 },
            // Of the screens, what several share: by what it is for, since a screen reads all of a piece that it needs any
            // of; and in no more pieces than that, since over a slow line each costs a round trip.
            piece("lists", /@tanstack\/(react-virtual|virtual-core)|src\/parts\/(CaseList|CasesBehind|rows_in_sight|RowsOut)/),
            piece("cases", /src\/(gen\/hotline\/(history\/v1\/event|v1\/(case|case_act))_pb|api\/history)/),
            piece("intake", /src\/(gen\/hotline\/(record\/v1\/draft|v1\/intake)_pb|parts\/(Combo|CodePick|CodesPick|ManyPick|OfficialsPick|LeakWarning|leak|offices)\.)|\/Checkbox\//),
            piece("supervision", /src\/(gen\/hotline\/v1\/(notice|supervision)_pb|api\/board_watch)/),
            piece("log", /src\/(gen\/hotline\/v1\/audit_pb|parts\/(log_words|ActList|Verification|checkpoint))/),
            piece("figures", /src\/(gen\/hotline\/(v1\/(filled_report|report|report_content|report_form|statistics)|record\/v1\/report)_pb|contract\/labels_apart|parts\/(figure_words|Files|Leaving|Paper)|screens\/reports\/(ReportChip|Reports\.module|words))/),
            piece("pictures", /src\/screens\/statistics\/(Bars|Picture\.|Pictures\.module|Statistics\.module|figures|words|period|Controls|OfficeChoice|selection|duty_periods|trend|Columns)/),
            piece("form", /@mantine\/form|klona|fast-deep-equal|src\/parts\/(ChangePasswordForm|password_words)/),
            piece("shared", /src\/gen\/hotline\/(record\/v1\/(case|reference)|v1\/(case_detail|referral|reference))_pb|^(?!.*(src\/(screens(?!\/units\/days)|gen)))/, 2),
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
