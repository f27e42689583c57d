// An office at which nobody answers: said while the caller is still on the line, after sending, and on the case page.
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { describe, expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { DutyKind } from "../src/gen/hotline/record/v1/person_pb.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { SessionService } from "../src/gen/hotline/v1/session_pb.ts";
import { expectAccessible, looks, shoot, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { atDesk } from "./desk.ts";
import { as, type ServerFacts } from "./server.ts";

/** A commune of Lục Nam at which no person of the tests works. */
const empty_office = "07519@2025-07-01";
const telephone = "0204 388 4119";

async function withTelephone(server: ServerFacts) {
  const admin = await as(server, "admin");
  const { unit } = await admin(DirectoryService).getUnit({ unit: empty_office });
  if (unit!.telephones.length > 0) return;
  await admin(DirectoryService).setUnitTelephones({ requestId: newRequestId(), unit: empty_office, telephones: [telephone], expectedUnitVersion: unit!.version });
}

describe("where nobody answers", () => {
  test("the desk says so before and after sending, with the number to ring, and so does the case", async ({ server, open }) => {
    await withTelephone(server);
    const page = await open({ login: "operator", path: "/desk" });
    await atDesk(page);
    await page.keyboard.press("F2");
    await page.keyboard.type("thon vang xa cam ly luc nam");
    await page.keyboard.press("Enter");
    await page.getByText("UBND xã Cẩm Lý").waitFor();
    const said = page.getByRole("alert").filter({ hasText: "Chưa ai ở xã Cẩm Lý có tài khoản: hãy gọi điện." });
    await page.getByRole("complementary").locator(said).getByRole("link", { name: telephone }).waitFor();
    expect(await page.getByRole("link", { name: telephone }).count()).toBe(1);
    await shoot(page, "nobody-desk-1280");
    await page.keyboard.type("Đang ở nhà.");
    await page.keyboard.press("Control+Enter");
    const card = page.getByRole("status").filter({ hasText: "Đã chuyển" });
    await card.locator(said).getByRole("link", { name: telephone }).waitFor();
    await expectAccessible(page);
    await shoot(page, "nobody-sent-1280");
    await card.getByRole("link", { name: /^LN-/ }).click();
    await page.locator("article header").locator(said).waitFor();
  });

  for (const look of looks) {
    test(`the case page, nothing for axe to say: ${look.scheme}, ${look.width} px, ${look.language}`, async ({ server, open }) => {
      await withTelephone(server);
      const { caseId } = await refer(await as(server, "operator"), { unit: empty_office, emergency: true });
      const page = await open({ login: "supervisor", path: `/cases/${caseId}`, ...look });
      await page.getByRole("alert").getByRole("link", { name: telephone }).waitFor();
      await expectAccessible(page);
      expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
      await shoot(page, `nobody-case-${look.scheme}-${look.width}`);
    });
  }

  test("an office that has people, of whom none is on duty, is called that; to its own people it is not said", async ({ server, open }) => {
    const { person } = await (await as(server, "officer"))(SessionService).whoAmI({});
    const away = { unit: server.commune, kind: DutyKind.AWAY, personId: person!.personId, from: timestampFromMs(Date.now() - 60_000), until: timestampFromMs(Date.now() + 3_600_000) };
    await (await as(server, "chairman"))(DirectoryService).setDuty({ requestId: newRequestId(), duty: away });
    const { caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "supervisor", path: `/cases/${caseId}` });
    await page.getByRole("alert").filter({ hasText: "Lúc này không ai trực ở xã Bảo Đài: hãy gọi điện." }).filter({ hasText: "chưa có số điện thoại" }).waitFor();
    const own = await open({ login: "officer", path: `/cases/${caseId}` });
    await own.getByRole("heading", { level: 1, name: caseNumber }).waitFor();
    expect(await own.getByText("không ai trực").count()).toBe(0);
    // In the list of such offices, what lies there stands beside it.
    const roster = await open({ login: "supervisor", path: "/roster" });
    await roster.getByRole("button", { name: /xã Bảo Đài, tỉnh Bắc Ninh.*không ai trực.*\d+ ca đang mở · \d+ chưa tiếp nhận/i }).waitFor();
    await shoot(roster, "nobody-roster-1280");
  });
});
