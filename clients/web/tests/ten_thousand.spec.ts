// Ten thousand cases in a queue and in a list, reports that are owed, people: what the page holds, and the rows it makes, stay those of a screenful. The answers are
// the contract's own bytes, served in the server's place, since nobody waits for a test to record so many.
import { create, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { Page, Route } from "playwright-core";
import { describe, expect } from "vitest";
import { CaseStatus, ProofLevel } from "../src/gen/hotline/record/v1/case_pb.ts";
import { Sex } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { Role } from "../src/gen/hotline/record/v1/options_pb.ts";
import { ListPeopleResponseSchema } from "../src/gen/hotline/v1/directory_pb.ts";
import { ListContactsResponseSchema } from "../src/gen/hotline/v1/intake_pb.ts";
import { ReportState } from "../src/gen/hotline/v1/report_content_pb.ts";
import { ListReportsResponseSchema } from "../src/gen/hotline/v1/report_pb.ts";
import { CaseRowSchema, ClockKind } from "../src/gen/hotline/v1/case_detail_pb.ts";
import { ListCasesResponseSchema } from "../src/gen/hotline/v1/case_pb.ts";
import { WatchQueueResponseSchema } from "../src/gen/hotline/v1/referral_pb.ts";
import { enveloped, shoot, test } from "./browser.ts";
import type { Login, ServerFacts } from "./server.ts";

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

const id = (index: number) => `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`;
const answering = (body: Uint8Array) => (route: Route) => route.fulfill({ contentType: "application/proto", body: Buffer.from(body) });

const reportsOf = ({ commune }: ServerFacts) => {
  const reports = Array.from({ length: many }, (_, index) => ({
    key: { duty: `duty${index}`, unit: commune, firstDay: "2026-01-01" }, name: { vi: `Báo cáo thứ ${index}`, en: `Report ${index}` },
    lastDay: "2026-06-30", dueAt: timestampFromMs(1_790_000_000_000), state: ReportState.OWED, late: index % 3 === 0,
  }));
  return answering(toBinary(ListReportsResponseSchema, create(ListReportsResponseSchema, { reports, counts: { owed: many } })));
};

const peopleOf = ({ commune }: ServerFacts) => {
  const people = Array.from({ length: many }, (_, index) => ({ personId: id(index), login: `nguoi${index}`, name: `Người Thử ${index}`, memberships: [{ unit: commune, role: Role.OFFICER }] }));
  return answering(toBinary(ListPeopleResponseSchema, create(ListPeopleResponseSchema, { people })));
};

const contactsOf = ({ commune }: ServerFacts) => {
  const contacts = Array.from({ length: many }, (_, index) => ({ contactId: id(index), unit: commune, caseId: id(index), caseNumber: `LN-2026-${String(index).padStart(6, "0")}`, receivedAt: timestampFromMs(1_790_000_000_000) }));
  return answering(toBinary(ListContactsResponseSchema, create(ListContactsResponseSchema, { contacts })));
};

interface Long {
  path: string;
  method: string;
  answer(server: ServerFacts): (route: Route) => Promise<void>;
  login: Login;
  /** Of a row, and of what holds all of them; in CSS. */
  row: string;
  list: string;
  last: string;
  row_px: number;
}

const last = many - 1;
const lists: readonly Long[] = [
  { path: "/queue", method: "WatchQueue", answer: queueOf, login: "officer", row: "[role=row]", list: "[role=table]", last: `LN-2026-${String(last).padStart(6, "0")}`, row_px: 60 },
  { path: "/cases", method: "ListCases", answer: listOf, login: "officer", row: "[role=row]", list: "[role=table]", last: `LN-2026-${String(last).padStart(6, "0")}`, row_px: 60 },
  { path: "/reports", method: "ListReports", answer: reportsOf, login: "supervisor", row: "tbody tr:not([aria-hidden])", list: "main table", last: `Báo cáo thứ ${last}`, row_px: 40 },
  { path: "/contacts", method: "ListContacts", answer: contactsOf, login: "supervisor", row: "main li[data-index]", list: "main ul:has(> li[data-index])", last: `LN-2026-${String(last).padStart(6, "0")}`, row_px: 40 },
  { path: "/people", method: "ListPeople", answer: peopleOf, login: "admin", row: "main li[data-index]", list: "main ul:has(> li[data-index])", last: `Người Thử ${last}`, row_px: 60 },
];

/** Counts, until it is asked, the most rows that the page held at once, and the rows it made. */
async function counting(page: Page, long: Long) {
  await page.evaluate(({ row, list }) => {
    const counted = { most: 0, made: 0 };
    const look = (changes: MutationRecord[]) => {
      counted.made += changes.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => node instanceof HTMLElement && node.matches(row)).length;
      counted.most = Math.max(counted.most, document.querySelectorAll(row).length);
    };
    new MutationObserver(look).observe(document.querySelector(list)!, { childList: true, subtree: true });
    Object.assign(window, { counted });
  }, { row: long.row, list: long.list });
  return () => page.evaluate(() => (window as unknown as { counted: { most: number; made: number } }).counted);
}

describe("ten thousand", () => {
  for (const long of lists) {
    test(`${long.path}: a screenful of rows in the page, wherever one scrolls, and no more rows made than came into sight`, async ({ server, open }) => {
      const page = await open({ login: long.login, path: "/account" });
      await page.context().route(`**/*/${long.method}`, long.answer(server));
      await page.goto(long.path);
      const rows = page.locator(long.row);
      await rows.nth(1).waitFor();
      await expect.poll(() => page.locator(`${long.list}[aria-rowcount="${many + 1}"], ${long.list}:has([aria-setsize="${many}"])`).count()).toBe(1);
      expect(await rows.count()).toBeLessThan(100);
      const counted = await counting(page, long);
      const tall = () => page.evaluate(() => document.documentElement.scrollHeight);
      await expect.poll(tall).toBeGreaterThan(many * long.row_px);
      const height = await tall();
      for (let step = 1; step <= scrolls; ++step) {
        await page.evaluate((top) => new Promise((drawn) => (window.scrollTo({ top }), requestAnimationFrame(() => requestAnimationFrame(drawn)))), (height * step) / scrolls);
        await expect.poll(() => rows.filter({ visible: true }).count()).toBeGreaterThan(5);
      }
      await page.getByText(long.last, { exact: true }).waitFor();
      const jumped = await counted();
      await page.evaluate(() => window.scrollTo({ top: 0 }));
      await page.mouse.move(640, 450);
      for (let step = 0; step < scrolls; ++step) {
        await page.mouse.wheel(0, 240);
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      }
      await shoot(page, `ten-thousand${long.path.replace("/", "-")}`);
      const { most, made } = await counted();
      expect(most).toBeLessThan(100);
      expect(jumped.made).toBeLessThan(100 * scrolls); // each jump another screenful
      expect(made - jumped.made).toBeLessThan(10 * scrolls); // each turn of the wheel the rows that came into sight
    });
  }
});
