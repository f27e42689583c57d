// npm run lighthouse: minutes of measuring, and scores that a busy machine spoils, so it is asked for and not part of the run.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["tests/lighthouse.ts"], environment: "node", globalSetup: "tests/filled.ts", testTimeout: 120_000, hookTimeout: 60_000, fileParallelism: false },
});
