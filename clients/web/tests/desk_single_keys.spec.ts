// A single key at the desk does one thing, and none that cannot be meant.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { CallType, ContactClass, Sex } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { shoot, test } from "./browser.ts";
import { atDesk } from "./desk.ts";
import { as, type ServerFacts } from "./server.ts";
import { hasFocus } from "./walking.ts";

const question = (page: Page, letter: string) => page.getByRole("radiogroup", { name: new RegExp(`^\\(${letter}\\)`) });
const answers = (page: Page) => page.locator("[role=radio][aria-checked=true]").count();

/** As a keyboard repeats a key that is held. */
async function hold(page: Page, key: string) {
  for (let times = 0; times < 6; ++times) await page.keyboard.down(key);
  await page.keyboard.up(key);
}

/** How many calls the server has that were closed as being of this kind. */
async function closedAs(server: ServerFacts, type: CallType) {
  const { contacts } = await (await as(server, "colleague"))(IntakeService).listContacts({ contactClass: ContactClass.NON_COUNSELLING, pageSize: 200 });
  return contacts.filter(({ callType }) => callType === type).length;
}

describe("a single key", () => {
  for (const [key, type, words] of [["2", CallType.HANG_UP, "gác máy"], ["3", CallType.PRANK, "trêu đùa"], ["4", CallType.WRONG_NUMBER, "nhầm số"], ["5", CallType.ABUSIVE, "lăng mạ"]] as const) {
    test(`closes a call as “${words}”; undone, nothing of it is recorded`, async ({ server, open }) => {
      const page = await open({ login: "colleague", path: "/desk" });
      await atDesk(page);
      const before = await closedAs(server, type);
      await page.clock.install();
      await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000); // from here its time is the test's
      await page.keyboard.press(key);
      await page.getByText(`Đã đóng: ${words}.`).waitFor();
      await page.keyboard.press("Alt+z");
      await page.getByText(/Đã đóng/).waitFor({ state: "detached" });
      await page.clock.runFor(10_000);
      await page.keyboard.press(key);
      await page.getByText(`Đã đóng: ${words}.`).waitFor();
      expect(await closedAs(server, type)).toBe(before);
      await expect.poll(async () => (await page.clock.runFor(1_000), closedAs(server, type))).toBe(before + 1);
      await page.getByText(/Đã đóng/).waitFor({ state: "detached" });
    });
  }

  test("says of place, state, child, age or sex that it is not known, and the helpline keeps the case to find the place", async ({ server, open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await atDesk(page);
    await page.keyboard.press("F2");
    await page.keyboard.press("Alt+k"); // each gives the keys on to the next
    await page.getByText("Chưa rõ nơi: tổng đài giữ ca và xác định xã.").waitFor();
    for (const field of ["Tình trạng hiện tại của trẻ", "Họ tên trẻ", "Tuổi (áng chừng)"]) {
      await page.getByLabel(field).focus();
      await page.keyboard.press("Alt+k");
    }
    await page.getByRole("radiogroup", { name: "Trẻ là" }).getByRole("radio").first().focus();
    await page.keyboard.press("?");
    await expect.poll(() => page.getByRole("radiogroup", { name: "Trẻ là" }).getByRole("radio", { name: "Không rõ" }).getAttribute("aria-checked")).toBe("true");
    await page.keyboard.press("Control+Enter");
    const kept = page.getByRole("heading", { name: /^Đã mở ca .* tại Tổng đài/ });
    await kept.waitFor();
    expect(await page.getByRole("heading", { name: /Đã chuyển/ }).count()).toBe(0);
    const number = /LN-\d+-\d+/.exec(await page.getByRole("status").filter({ hasText: "Đã mở ca" }).innerText())![0];
    const operator = await as(server, "operator");
    const { cases } = await operator(CaseService).listCases({ pageSize: 200 });
    const { case: found } = await operator(CaseService).getCase({ caseId: cases.find((row) => row.number === number)!.caseId });
    expect(found!.row!.responsibleUnit).toBe(server.helpline);
    expect(found!.intake!.child).toMatchObject({ sex: Sex.NOT_KNOWN });
    expect([found!.intake!.incident?.unit ?? "", found!.intake!.child!.estimatedAge]).toEqual(["", undefined]);
    expect(found!.intake!.presentState).not.toBe("");
  });

  test("that is held answers one question, and writes nothing into the text after it", async ({ open }) => {
    const page = await open({ login: "colleague", path: "/desk" });
    await atDesk(page);
    await hold(page, "k");
    await expect.poll(() => hasFocus(question(page, "b").getByRole("radio").first())).toBe(true);
    expect(await answers(page)).toBe(1);
    for (const key of ["k", "k"]) await page.keyboard.press(key);
    await hold(page, "k");
    const place = page.getByLabel("Xảy ra ở đâu?");
    await expect.poll(() => hasFocus(place)).toBe(true);
    await page.keyboard.type("kk");
    expect([await answers(page), await place.inputValue()]).toEqual([4, "kk"]);
    await page.keyboard.press("F2");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    const abuse = page.getByRole("group", { name: "Hình thức" });
    await abuse.getByRole("button").first().focus();
    await hold(page, "b");
    expect(await abuse.getByRole("button", { pressed: true }).count()).toBe(1);
  });

  test("closes no emergency without being asked for twice", async ({ open }) => {
    const page = await open({ login: "stranger", path: "/desk" });
    await atDesk(page);
    await page.keyboard.press("c");
    await page.getByRole("alert").filter({ hasText: "KHẨN CẤP" }).first().waitFor();
    await page.keyboard.press("7"); // "seven years old", says the caller
    await page.getByRole("alert").filter({ hasText: "Cuộc này đang là KHẨN CẤP. Nhấn lại “Gọi thử” để đóng và bỏ báo cáo." }).waitFor();
    await shoot(page, "desk-emergency-asked-again");
    expect(await page.getByText(/Đã đóng/).count()).toBe(0);
    await page.keyboard.press("7");
    await page.getByText(/Đã đóng: gọi thử/).waitFor();
  });
});
