// Once for a run: the data that every server of the browser suite begins with (server.ts), from the real program.
import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { TestServer, type ServerFacts } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    filled: { folder: string; facts: ServerFacts };
  }
}

export async function setup(project: TestProject) {
  const server = await TestServer.filled();
  const folder = await server.left();
  project.provide("filled", { folder, facts: server.facts });
  return () => rmSync(folder, { recursive: true, force: true });
}
