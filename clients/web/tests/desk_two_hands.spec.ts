// What the desk and another hand wrote differently: said by the field's name and in words, and one of the two is chosen.
import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { Answer, Sex } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { ReferralService } from "../src/gen/hotline/v1/referral_pb.ts";
import { expectAccessible, looks, shoot, test } from "./browser.ts";
import { atDesk, casesOf, referredHeading, typeEnough } from "./desk.ts";
import { kept } from "./keeping.ts";
import { as, type ServerFacts } from "./server.ts";
import { hasFocus } from "./walking.ts";

/** A case that the office corrects while the desk adds to it: both say who the child is, and whether it is safe. */
async function bothWrote(server: ServerFacts, page: Page, hamlet: string) {
  await typeEnough(page, hamlet);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("status").filter({ hasText: "LN-" }).first().waitFor();
  const [row] = await casesOf(server, hamlet.replace("thon ", ""));
  const officer = await as(server, "officer");
  const { case: accepted } = await officer(ReferralService).acceptReferral({ requestId: newRequestId(), caseId: row!.caseId, expectedVersion: row!.version, referralId: row!.referral!.referralId });
  await officer(CaseService).amendIntake({
    requestId: newRequestId(), caseId: row!.caseId, expectedVersion: accepted!.row!.version,
    intake: { child: { name: "Tên Xã Ghi", sex: Sex.FEMALE }, triage: { carerHarms: Answer.NO } },
  });
  await page.locator("[data-path='intake.child.name']").fill("Tên Tổng Đài Ghi");
  await page.locator("[data-path='intake.child.sex']").press("a");
  await page.locator("[data-path='intake.triage.carerHarms']").press("?");
  await page.keyboard.press("Control+Enter");
  return async () => (await officer(CaseService).getCase({ caseId: row!.caseId })).case!.intake!;
}

describe("two hands on one record", () => {
  test("each field is named, what the other wrote is said in words, and either is taken by one key", async ({ server, open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    const intake = await bothWrote(server, page, "thon hai tay");
    const told = page.getByRole("alert").filter({ hasText: "Trong ca vừa có người ghi khác đi" });
    for (const line of ["Họ tên trẻ ở đó ghi: Tên Xã Ghi", "Trẻ là ở đó ghi: nữ", "(c) Người chăm sóc chính là người gây hại? ở đó ghi: không"]) await told.getByRole("listitem").filter({ hasText: line }).waitFor();
    await shoot(page, "desk-two-hands");
    // It is no line that a reload takes away.
    await kept(page, "Tên Xã Ghi");
    await page.reload();
    await atDesk(page);
    const choice = (what: string) => told.getByRole("button", { name: what });
    await choice("Lấy bản kia: Họ tên trẻ").press("Enter");
    expect(await page.getByLabel("Họ tên trẻ").inputValue()).toBe("Tên Xã Ghi");
    await expect.poll(() => told.getByRole("button").first().evaluate((button) => button === document.activeElement)).toBe(true);
    await choice("Lấy bản kia: (c)").press("Enter");
    await choice("Giữ của tôi: Trẻ là").press("Enter");
    await told.waitFor({ state: "detached" });
    await expect.poll(() => hasFocus(page.locator("[data-path='intake.child.sex']"))).toBe(true);
    await page.keyboard.press("Control+Enter");
    await page.getByText(/Đã gửi bổ sung vào ca/).first().waitFor();
    await expect.poll(intake).toMatchObject({ child: { name: "Tên Xã Ghi", sex: Sex.MALE }, triage: { carerHarms: Answer.NO } });
  });

  test("what was added goes to the case though its form was left at once", async ({ server, open }) => {
    const page = await open({ login: "colleague", path: "/desk" });
    await typeEnough(page, "thon roi ngay");
    await page.keyboard.press("Control+Enter");
    await referredHeading(page).waitFor();
    await page.getByLabel("Kể lại").fill("Người gây hại là Hư Cấu.");
    await page.keyboard.press("Alt+n");
    await page.getByText("Sẵn sàng.").waitFor();
    const [row] = await casesOf(server, "roi ngay");
    const officer = await as(server, "officer");
    await expect.poll(async () => (await officer(CaseService).getCase({ caseId: row!.caseId })).case!.intake!.narrative).toBe("Người gây hại là Hư Cấu.");
    // What is not right yet is not sent, and is listed by its case.
    await typeEnough(page, "thon roi sau");
    await page.keyboard.press("Control+Enter");
    await referredHeading(page).waitFor();
    await page.getByLabel("Tuổi (áng chừng)").fill("chín");
    await page.keyboard.press("Alt+n");
    const line = page.getByRole("listitem").filter({ hasText: /Bổ sung chưa gửi cho ca LN-/ });
    await line.getByRole("button", { name: "Mở" }).click();
    await expect.poll(() => page.getByLabel("Tuổi (áng chừng)").inputValue()).toBe("chín");
  });

  for (const width of [360, 1280])
    test(`what was written otherwise stays in sight beside the sending, covers nothing of what is typed, and leads to the choice: ${width} px`, async ({ server, open }) => {
      const page = await open({ login: "operator", path: "/desk", width, height: 700 });
      await bothWrote(server, page, `thon thay ${width}`);
      const told = page.getByText("Còn 3 ô có người ghi khác đi");
      await told.waitFor();
      const box = page.getByLabel("Kể lại");
      await box.fill("Người thứ ba kể thêm.");
      const inSight = (what: Locator) => what.evaluate((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const there = document.elementFromPoint((left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2);
        return top >= 0 && bottom <= innerHeight && there !== null && (element.contains(there) || there.contains(element));
      });
      expect([await inSight(told), await inSight(box)]).toEqual([true, true]);
      await shoot(page, `desk-contested-typing-${width}`);
      await page.getByRole("button", { name: "Xem, chọn" }).click();
      const choice = page.locator("[data-conflicts] button").first();
      await expect.poll(() => hasFocus(choice)).toBe(true);
      expect(await inSight(choice)).toBe(true);
      await shoot(page, `desk-contested-${width}`);
    });

  for (const { scheme, width } of looks) {
    test(`a conflict, nothing for axe to say: ${scheme}, ${width} px`, async ({ server, open }) => {
      const page = await open({ login: "operator", path: "/desk", scheme, width });
      await bothWrote(server, page, `thon tay ${scheme} ${width}`);
      await page.getByRole("alert").filter({ hasText: "Tên Xã Ghi" }).waitFor();
      await shoot(page, `desk-two-hands-${scheme}-${width}`);
      await expectAccessible(page);
    });
  }
});
