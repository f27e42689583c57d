import { describe, expect } from "vitest";
import { AbuseType, CallType, ContactClass, Relationship, Sex } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { newRequestId } from "../src/api/request_id.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { expectAccessible, looks, shoot, test } from "./browser.ts";
import { atDesk, casesOf, hands, referredHeading } from "./desk.ts";
import { as } from "./server.ts";

describe("the desk", () => {
  test("a complete intake, from the first key to referred, needs at most 25 keystrokes besides the text, which is also how a relation is said", async ({ server, open }) => {
    const admin = await as(server, "admin");
    const { unit } = await admin(DirectoryService).getUnit({ unit: server.commune });
    await admin(DirectoryService).setUnitTelephones({ requestId: newRequestId(), unit: server.commune, telephones: ["0204 388 0007"], expectedUnitVersion: unit!.version });
    const page = await open({ login: "operator" });
    await atDesk(page);
    const { press, text, count } = hands(page);
    // "cha duong" is written on a sheet of paper too: words of the talk, taken from the list as they stand. The key that
    // takes them counts.
    await press("K", "C", "C", "K"); // is the child safe?
    await page.getByRole("alert").filter({ hasText: "KHẨN CẤP" }).waitFor();
    await text("thon dem phim tam di luc nam");
    await press("Enter");
    await page.getByText("UBND xã Bảo Đài").waitFor();
    await text("Có vết bầm ở tay, sợ hãi, đang ở nhà.");
    await press("Tab", "Tab");
    await text("Trẻ Hư Cấu");
    await press("Enter");
    await text("8");
    await press("Enter", "U"); // a girl
    await press("B", "Tab"); // violence
    await text("Nhiều tối liền nghe tiếng trẻ khóc và tiếng đánh.");
    await press("Alt+1"); // who harms?
    await page.getByLabel("Là gì của trẻ").waitFor();
    await text("cha duong");
    await press("Tab");
    await text("Người Hư Cấu");
    await press("Alt+2"); // who cares for the child?
    await text("Bà ngoại hư cấu, nhà bên.");
    await press("Alt+3"); // who calls?
    await text("hang xom");
    await press("Tab");
    await text("Nguyễn Thị Hư");
    await press("Enter");
    await text("0987654321");
    await press("Alt+5"); // what was advised?
    await text("Chờ cán bộ xã tới, không tự vào nhà.");
    const before = page.getByRole("complementary").getByRole("list").filter({ hasText: "an thiệp khẩn cấp" });
    // Of the law's own clock, which counts from the first key; the office's time to acknowledge counts from the sending.
    const due = /an thiệp khẩn cấp[^]*?(trước \S+)/.exec(await before.innerText())![1]!;
    await shoot(page, "desk-emergency-1280");
    await press("Control+Enter");
    await referredHeading(page).waitFor();
    expect(count()).toBeLessThanOrEqual(25);
    const card = page.getByRole("status").filter({ hasText: "Đã chuyển" });
    for (const fact of ["LN-", "Khẩn cấp", "0204 388 0007", "Xác nhận tiếp nhận", "an thiệp khẩn cấp", "NĐ 56/2017"]) await card.filter({ hasText: fact }).waitFor();
    await card.filter({ hasText: due }).waitFor(); // what was said before it left
    expect(await card.getByRole("link", { name: "In phiếu và Mẫu 01" }).getAttribute("href")).toMatch(/^\/cases\/[0-9a-f-]+\/print$/);
    await shoot(page, "desk-referred-1280");
    await expectAccessible(page);

    await page.getByText("Cuộc gọi đã xong").waitFor(); // its clock stands

    const [row] = await casesOf(server, "dem phim");
    const { entries } = await (await as(server, "operator"))(CaseService).getHistory({ caseId: row!.caseId, pageSize: 10 });
    const opened = entries.map(({ event }) => event?.body).find((body) => body?.case === "opened");
    expect(opened!.value.contact!.endedAt!.seconds).toBeGreaterThanOrEqual(opened!.value.contact!.startedAt!.seconds);
    const { case: found } = await (await as(server, "operator"))(CaseService).getCase({ caseId: row!.caseId });
    expect(row!.emergency).toBe(true);
    expect(found!.intake).toMatchObject({ presentState: "Có vết bầm ở tay, sợ hãi, đang ở nhà.", child: { name: "Trẻ Hư Cấu", estimatedAge: 8, sex: Sex.FEMALE }, abuseTypes: [AbuseType.VIOLENCE] });
    expect(found!.intake!.incident).toMatchObject({ unit: server.commune, detail: "thon dem phim, xã Tam Dị (cũ)" });
    expect(found!.intake).toMatchObject({ narrative: "Nhiều tối liền nghe tiếng trẻ khóc và tiếng đánh.", presentCarer: "Bà ngoại hư cấu, nhà bên.", suspectedAbusers: [{ name: "Người Hư Cấu", relation: Relationship.STEP_PARENT }] });
    expect(found!.informant).toMatchObject({ relation: Relationship.NEIGHBOUR, name: "Nguyễn Thị Hư", telephone: "0987654321" });
    expect(opened!.value.contact!.advised).toBe("Chờ cán bộ xã tới, không tự vào nhà.");
  });

  test("a silent call is closed by one key, and that can be undone for five seconds", async ({ server, open }) => {
    const page = await open({ login: "colleague", path: "/desk" });
    await atDesk(page);
    await page.clock.install();
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000); // from here its time is the test's
    const operator = await as(server, "colleague");
    const silent = async () => (await operator(IntakeService).listContacts({ contactClass: ContactClass.NON_COUNSELLING, pageSize: 200 })).contacts.filter(({ callType }) => callType === CallType.SILENT).length;
    const before = await silent();
    await page.keyboard.press("1");
    await page.getByText(/Đã đóng: im lặng/).waitFor();
    await shoot(page, "desk-undo-1280");
    await page.clock.runFor(4_900);
    await page.getByText(/^Đã đóng: im lặng\. Ghi sau [12] giây\.$/).waitFor(); // it counts once a second, from any part of one
    await page.keyboard.press("Alt+z");
    await page.getByText(/Đã đóng/).waitFor({ state: "detached" });
    await page.clock.runFor(10_000);
    await page.keyboard.press("1");
    await page.getByText(/Đã đóng: im lặng/).waitFor();
    expect(await silent()).toBe(before); // what was undone was never recorded
    // The page goes by the server's clock, which this test does not stop: it says itself when its five seconds are over.
    await expect.poll(async () => (await page.clock.runFor(1_000), silent())).toBe(before + 1);
    await page.getByText(/Đã đóng/).waitFor({ state: "detached" });
  });

  for (const look of looks) {
    test(`nothing for axe to say: ${look.scheme}, ${look.width} px, ${look.language}`, async ({ open }) => {
      const page = await open({ login: "operator", path: "/desk", ...look });
      await atDesk(page);
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await shoot(page, `desk-${look.scheme}-${look.width}`);
      // Emergency, everything open, everything wrong.
      await page.keyboard.press(look.language === "vi" ? "c" : "y");
      const closed = page.locator("[data-stops] h2 button[aria-expanded=false]");
      while ((await closed.count()) > 0) await closed.first().click();
      await page.keyboard.press("Control+Enter");
      await page.getByText(look.language === "vi" ? "Không được để trống." : "This may not be left empty.").first().waitFor();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await page.getByText(look.language === "vi" ? "Điều gì đã xảy ra?" : "What happened?").scrollIntoViewIfNeeded();
      await shoot(page, `desk-all-${look.scheme}-${look.width}`);
      // And referred.
      await page.keyboard.press("F2");
      await page.keyboard.type("thon bon dang tam di luc nam");
      await page.keyboard.press("Enter");
      await page.keyboard.type("ở nhà"); // at once: hands wait for no answer
      await page.getByText(/UBND xã Bảo Đài|People's Committee of xã Bảo Đài/).waitFor();
      await page.keyboard.press("Control+Enter");
      await page.getByRole("heading", { name: look.language === "vi" ? /Đã chuyển/ : /Referred/ }).waitFor();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await shoot(page, `desk-referred-${look.scheme}-${look.width}`);
    });
  }

  test("what the box gives as an example is taken by Enter", async ({ open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await atDesk(page);
    const example = /“(.+)”/.exec(await page.getByText(/^Gõ không dấu, tên cũ cũng được/).innerText())![1]!;
    await page.keyboard.press("F2");
    await page.keyboard.type(example);
    await page.keyboard.press("Enter");
    await page.getByText("UBND xã Bảo Đài").waitFor();
  });
});
