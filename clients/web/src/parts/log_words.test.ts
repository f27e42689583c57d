import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { faultWords } from "./log_words";

test("whatever the server can find wrong with the log has its sentence", () => {
  const source = readFileSync(join(import.meta.dirname, "../../../../server/evidence/finding.cpp"), "utf8");
  const codes = [...source.matchAll(/^ {4}\{"([a-z_]+)",/gm)].map(([, code]) => code!);
  expect(codes.length).toBeGreaterThan(15);
  expect(codes.filter((code) => faultWords.say(code as "other") === code)).toEqual([]);
});
