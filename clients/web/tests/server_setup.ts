// One server for the whole run; a test that kills or configures one starts its own (tests/server).
import type { TestProject } from "vitest/node";
import { TestServer, type ServerFacts } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    server: ServerFacts;
  }
}

export default async function setup(project: TestProject) {
  const server = await TestServer.start();
  project.provide("server", server.facts);
  return () => server.stop();
}
