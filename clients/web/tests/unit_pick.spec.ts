// Offices of one name: wherever one is picked, each offer and what was chosen say where it lies.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { ReturnReason } from "../src/gen/hotline/record/v1/case_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { ReferralService } from "../src/gen/hotline/v1/referral_pb.ts";
import { begin } from "./acting.ts";
import { expectAccessible, looks, shoot, test } from "./browser.ts";
import { act, carry, refer } from "./cases.ts";
import { as, TestServer } from "./server.ts";

const units = readFileSync(join(import.meta.dirname, "../../../config/units/luc-nam.csv"), "utf8");
/** A second province, with a commune that is called like one of Bắc Ninh; the law has hundreds of them. */
const namesakes = "98,2025-07-01,,province,tỉnh,Hư Cấu,,,,,,thử\n98001,2025-07-01,,commune,xã,Bảo Đài,,98@2025-07-01,,,,thử\n";

let own: TestServer;
beforeAll(async () => {
  own = await TestServer.start();
  const unitsCsv = new TextEncoder().encode(`${units.trimEnd()}\n${namesakes}`);
  for await (const word of (await as(own.facts, "admin"))(DirectoryService).importUnits({ requestId: newRequestId(), unitsCsv })) if (word.done) expect(word.applied).toBe(true);
});
afterAll(() => own.stop());

const found = { vi: "Đơn vị tìm thấy", en: "Units found" };

describe("two offices of one name", () => {
  for (const look of looks) {
    test(`are told apart where a case is sent on: ${look.scheme}, ${look.width} px, ${look.language}`, async ({ open }) => {
      const { caseId } = await refer(await as(own.facts, "operator"), { unit: own.facts.other_commune });
      await carry(own.facts, caseId, "accepted", "stranger");
      const page = await open({ login: "stranger", path: `/cases/${caseId}`, server: own.facts, ...look });
      await begin(page, "TransferCase");
      await page.locator("form").getByRole("textbox").first().fill("xa bao dai");
      const offers = page.getByRole("radiogroup", { name: found[look.language] });
      await offers.getByRole("radio", { name: /^xã Bảo Đài tỉnh Bắc Ninh/ }).waitFor();
      const other = offers.getByRole("radio", { name: /^xã Bảo Đài tỉnh Hư Cấu/ });
      await other.click();
      await page.locator("form").getByText(/: xã Bảo Đài, tỉnh Hư Cấu$/).waitFor();
      await expectAccessible(page);
      expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
      await other.scrollIntoViewIfNeeded();
      await shoot(page, `unit-pick-${look.scheme}-${look.width}`);
    });
  }

  test("Enter in the search goes to what was found and picks it; it never sends the case to the office proposed before", async ({ open }) => {
    const { caseId } = await refer(await as(own.facts, "operator"), { unit: own.facts.other_commune });
    await act(own.facts, "stranger", caseId, (api, common) => api(CaseService).getCase({ caseId }).then(({ case: now }) =>
      api(ReferralService).returnReferral({ ...common, referralId: now!.row!.referral!.referralId, reason: ReturnReason.WRONG_PLACE, explanation: "Không thuộc xã." })));
    const page = await open({ login: "operator", path: `/cases/${caseId}`, server: own.facts });
    let sent = 0;
    await page.route("**/hotline.v1.ReferralService/RerouteReferral", (route) => (sent++, route.abort()));
    await begin(page, "RerouteReferral");
    await page.locator("form").getByText(/^Đã chọn: /).waitFor(); // the level above, and the form could be sent
    const box = page.locator("form").getByRole("textbox").first();
    await box.fill("xa bao dai");
    await box.press("Enter"); // perhaps before anything is found
    const offers = page.getByRole("radiogroup", { name: found.vi });
    await offers.getByRole("radio", { name: /tỉnh Hư Cấu/ }).waitFor();
    await box.press("Enter");
    await expect.poll(() => offers.getByRole("radio").first().evaluate((radio) => radio === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter"); // this one
    await expect.poll(() => offers.getByRole("radio").first().isChecked()).toBe(true);
    await page.locator("form").getByText(/^Đã chọn: xã Bảo Đài/).waitFor();
    expect(sent).toBe(0);
  });

  test("an old name has its district and province, and where it has gone those of today", async ({ open }) => {
    const page = await open({ login: "admin", path: "/units", server: own.facts });
    await page.getByLabel("Tìm đơn vị").fill("xa tam di");
    await page.getByRole("radio", { name: /^xã Bảo Đài tỉnh Bắc Ninh trước đây: xã Tam Dị, huyện Lục Nam, tỉnh Bắc Giang$/ }).waitFor();
    // The tree of a day offers what was then.
    await page.getByLabel("Cây đơn vị vào ngày").fill("2015-03-26");
    await page.getByRole("radio", { name: /^xã Tam Dị huyện Lục Nam, tỉnh Bắc Giang · trước 01\/07\/2025$/ }).waitFor();
  });

  test("are told apart in what was gathered: offices that end, and the roles of a person", async ({ open }) => {
    const page = await open({ login: "admin", path: "/units/draft", server: own.facts });
    await page.getByLabel("Thêm đơn vị kết thúc").fill("xa bao dai");
    await page.getByRole("radio", { name: /tỉnh Hư Cấu/ }).click();
    await page.getByRole("list", { name: "Đơn vị kết thúc" }).getByText("xã Bảo Đài, tỉnh Hư Cấu").waitFor();
    await page.goto("/people");
    await page.getByText(/· xã Bảo Đài, tỉnh Bắc Ninh/).first().waitFor();
  });

  test("are told apart where the roster is opened", async ({ open }) => {
    const page = await open({ login: "supervisor", path: "/roster", server: own.facts });
    await page.getByLabel("Đơn vị khác").fill("xa bao dai");
    await page.getByRole("radio", { name: /tỉnh Hư Cấu/ }).click();
    await page.getByRole("heading", { name: "Lúc này: xã Bảo Đài, tỉnh Hư Cấu" }).waitFor();
  });
});
