// Ten thousand cases in a queue and in a list: what the page holds and does stays that of a screenful. The answers are
// the contract's own bytes, served in the server's place, since nobody waits for a test to record so many.
import { create, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { Page, Route } from "playwright-core";
import { describe, expect } from "vitest";
import { CaseStatus, ProofLevel } from "../src/gen/hotline/record/v1/case_pb.ts";
import { Sex } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { CaseRowSchema, ClockKind } from "../src/gen/hotline/v1/case_detail_pb.ts";
import { ListCasesResponseSchema } from "../src/gen/hotline/v1/case_pb.ts";
import { WatchQueueResponseSchema } from "../src/gen/hotline/v1/referral_pb.ts";
import { enveloped, shoot, test } from "./browser.ts";
import type { ServerFacts } from "./server.ts";

const many = 10_000;
const scrolls = 40;

const rowsOf = ({ commune }: ServerFacts) =>
  Array.from({ length: many }, (_, index) =>
    create(CaseRowSchema, {
      caseId: `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`,
      number: `LN-2026-${String(index).padStart(6, "0")}`,
      version: 1,
      status: CaseStatus.REFERRED,
      emergency: index < 200,
      responsibleUnit: commune,
      receivedAt: timestampFromMs(1_790_000_000_000 + index * 1000),
      nextDueAt: timestampFromMs(1_790_003_600_000 + index * 1000),
      nextDueKind: ClockKind.ACKNOWLEDGE,
      summary: { incidentUnit: commune, hamlet: `thôn ${index}`, age: 8, sex: Sex.FEMALE },
      referral: { referralId: `00000000-0000-7000-9000-${String(index).padStart(12, "0")}`, toUnit: commune, proofLevel: ProofLevel.DELIVERED },
    }),
  );

/** All rows and the end of the stream; where it is opened again, nothing new. */
function queueOf(server: ServerFacts) {
  const first = Buffer.concat([
    ...rowsOf(server).map((row) => enveloped(0, toBinary(WatchQueueResponseSchema, create(WatchQueueResponseSchema, { row })))),
    enveloped(0, toBinary(WatchQueueResponseSchema, create(WatchQueueResponseSchema, { caughtUp: true, cursor: "1" }))),
    enveloped(2, Buffer.from("{}")),
  ]);
  const again = Buffer.concat([enveloped(0, toBinary(WatchQueueResponseSchema, create(WatchQueueResponseSchema, { heartbeat: true, cursor: "1" }))), enveloped(2, Buffer.from("{}"))]);
  let opened = 0;
  return (route: Route) => route.fulfill({ contentType: "application/connect+proto", body: opened++ === 0 ? first : again });
}

const listOf = (server: ServerFacts) => {
  const body = Buffer.from(toBinary(ListCasesResponseSchema, create(ListCasesResponseSchema, { cases: rowsOf(server) })));
  return (route: Route) => route.fulfill({ contentType: "application/proto", body });
};

/** Counts, until it is asked, the most rows that the page held at once, and the rows it made. */
async function counting(page: Page) {
  await page.evaluate(() => {
    const counted = { most: 0, made: 0 };
    const look = (changes: MutationRecord[]) => {
      counted.made += changes.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => node instanceof HTMLElement && node.role === "row").length;
      counted.most = Math.max(counted.most, document.querySelectorAll("[role=row]").length);
    };
    new MutationObserver(look).observe(document.querySelector("[role=table]")!, { childList: true, subtree: true });
    Object.assign(window, { counted });
  });
  return () => page.evaluate(() => (window as unknown as { counted: { most: number; made: number } }).counted);
}

describe("ten thousand cases", () => {
  for (const [path, method, answer] of [["/queue", "WatchQueue", queueOf], ["/cases", "ListCases", listOf]] as const) {
    test(`${path}: a screenful of rows in the page, wherever one scrolls, and no work that grows with the list`, async ({ server, open }) => {
      const page = await open({ login: "officer", path: "/account" });
      await page.context().route(`**/*/${method}`, answer(server));
      await page.goto(path);
      await page.getByRole("row").nth(1).waitFor();
      await expect.poll(() => page.getByRole("table").getAttribute("aria-rowcount")).toBe(String(many + 1));
      expect(await page.getByRole("row").count()).toBeLessThan(100);
      const counted = await counting(page);
      const tall = () => page.evaluate(() => document.documentElement.scrollHeight);
      await expect.poll(tall).toBeGreaterThan(many * 60);
      const height = await tall();
      for (let step = 1; step <= scrolls; ++step) {
        await page.evaluate((top) => new Promise((drawn) => (window.scrollTo({ top }), requestAnimationFrame(() => requestAnimationFrame(drawn)))), (height * step) / scrolls);
        await expect.poll(() => page.getByRole("row").filter({ visible: true }).count()).toBeGreaterThan(5);
      }
      await page.getByText(`LN-2026-${String(many - 1).padStart(6, "0")}`).waitFor();
      const jumped = await counted();
      await page.evaluate(() => window.scrollTo({ top: 0 }));
      await page.mouse.move(640, 450);
      for (let step = 0; step < scrolls; ++step) {
        await page.mouse.wheel(0, 240);
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      }
      await shoot(page, `ten-thousand${path.replace("/", "-")}`);
      const { most, made } = await counted();
      expect(most).toBeLessThan(100);
      expect(jumped.made).toBeLessThan(100 * scrolls); // each jump another screenful
      expect(made - jumped.made).toBeLessThan(10 * scrolls); // each turn of the wheel the rows that came into sight
    });
  }
});
