import { describe, expect } from "vitest";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { shoot, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { as, TestServer } from "./server.ts";

// Cases of 2015, and where each of them lay from each day on (813/NQ-UBTVQH14, 510/NQ-UBTVQH15, 1191/NQ-UBTVQH15,
// 1658/NQ-UBTVQH15). 07498 and 07450 are codes that were given to other places.
const lived = {
  "07474@2004-07-08": ["xã Tiên Hưng", "thị trấn Đồi Ngô", "xã Lục Nam"],
  "07477@2004-07-08": ["xã Phương Sơn", "thị trấn Phương Sơn", "xã Lục Nam"],
  "07516@2004-07-08": ["xã Vũ Xá", "xã Cẩm Lý", "xã Cẩm Lý"],
  "07498@2004-07-08": ["xã Yên Sơn", "xã Bắc Lũng"],
  "07450@2004-07-08": ["xã Đông Hưng", "xã Đông Phú"],
};
const days = ["2020-01-01", "2022-07-01", "2025-01-01", "2025-07-01", ""];

describe("cases of 2015 that are still open", { timeout: 180_000 }, () => {
  test("went over with their offices at each merger, and say so in the browser today", async ({ open }) => {
    const own = await TestServer.start({}, "2015-03-26");
    try {
      const operator = await as(own.facts, "operator");
      const cases: { caseId: string; caseNumber: string; names: string[] }[] = [];
      for (const [unit, names] of Object.entries(lived)) {
        const { caseId, caseNumber } = await refer(operator, { unit });
        expect(caseNumber).toContain("2015");
        cases.push({ caseId, caseNumber, names });
      }
      for (const day of days) {
        await own.kill();
        await own.restart(day);
      }
      const supervisor = await as(own.facts, "supervisor");
      const nameOf = async (unit: string) => {
        const { unit: found } = await supervisor(DirectoryService).getUnit({ unit });
        return `${found!.kind} ${found!.name}`;
      };
      for (const { caseId, names } of cases) {
        const { entries } = await supervisor(CaseService).getHistory({ caseId });
        const moves = entries.flatMap(({ event }) => (event?.body.case === "unitSucceeded" ? [event.body.value] : []));
        expect(await Promise.all([...moves.map(({ fromUnit }) => fromUnit), moves.at(-1)!.toUnit].map(nameOf))).toEqual(names);
        expect(moves.every(({ toSort, late }) => !toSort && !late)).toBe(true);
      }

      const page = await open({ login: "supervisor", path: `/cases/${cases[0]!.caseId}`, server: own.facts });
      for (const [at, { caseId, caseNumber, names }] of cases.entries()) {
        if (at > 0) await page.goto(`${own.facts.url}/cases/${caseId}`);
        await page.getByRole("heading", { name: new RegExp(caseNumber) }).first().waitFor();
        const moves = page.getByRole("listitem").filter({ hasText: "Đơn vị đã kết thúc, việc chuyển tiếp" });
        for (let step = 1; step < names.length; ++step) await moves.filter({ hasText: names[step - 1]! }).filter({ hasText: names[step]! }).first().waitFor();
        if (at === 0) await shoot(page, "case-of-2015-1280");
      }
    } finally {
      await own.stop();
    }
  });

  test("are found by their places of then: a code that was used again shows all that it meant", async ({ open }) => {
    const page = await open({ login: "supervisor", path: "/units" });
    for (const [code, before, now] of [["24", "tỉnh Bắc Giang", "tỉnh Bắc Ninh"], ["07498", "xã Yên Sơn", "xã Bắc Lũng"], ["07450", "xã Đông Hưng", "xã Đông Phú"]] as const) {
      await page.getByRole("searchbox").or(page.getByRole("textbox")).first().fill(code);
      await page.getByRole("radio", { name: new RegExp(now) }).first().click();
      const history = page.getByRole("region", { name: "Đơn vị này qua các thời kỳ" });
      await history.getByRole("heading", { name: `Mã ${code} đã chỉ những đơn vị` }).waitFor();
      await history.getByText(before).first().waitFor();
      await history.getByText(now).first().waitFor();
    }
  });
});
