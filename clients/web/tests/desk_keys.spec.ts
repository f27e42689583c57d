// The desk under real hands: what is typed lands where the eyes are, no key of a text closes a call, and nothing covers
// the line that is being written.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { atDesk, casesOf, referredHeading, typeEnough } from "./desk.ts";
import { as } from "./server.ts";
import { hasFocus } from "./walking.ts";

const closed = (page: Page) => page.getByText(/Đã đóng/);

/** How much of the line being written lies under the strip on top or under what stands at the bottom. */
const lineIsSeen = (page: Page) =>
  page.evaluate(() => {
    const field = document.activeElement as HTMLInputElement | HTMLTextAreaElement;
    const box = field.getBoundingClientRect();
    const line_px = Number.parseFloat(getComputedStyle(field).lineHeight) || 24;
    const ends = Math.min(box.bottom, box.top + 12 + line_px * field.value.split("\n").length);
    const strip = document.querySelector("header")!.getBoundingClientRect();
    const foot = document.querySelector("[data-main]")!.closest("[data-stops] > div")!;
    const covers = getComputedStyle(foot).position === "sticky" ? foot.getBoundingClientRect().top : Math.min(innerHeight, foot.getBoundingClientRect().top);
    return { under_strip: Math.max(0, strip.bottom - (ends - line_px)), under_foot: Math.max(0, ends - covers) };
  });
const whole = { under_strip: 0, under_foot: 0 };

describe("the desk under hands", () => {
  test("a field to which the answer is not known gives the keys on, and a digit typed there closes nothing", async ({ open }) => {
    const page = await open({ login: "colleague", path: "/desk" });
    await atDesk(page);
    await page.getByLabel("Họ tên trẻ").focus();
    await page.keyboard.press("Alt+k");
    await page.keyboard.type("11");
    await expect.poll(() => page.getByLabel("Tuổi (áng chừng)").inputValue()).toBe("11");
    expect(await closed(page).count()).toBe(0);
  });

  test("whoever clicks the kind of call types the question at once", async ({ open }) => {
    const page = await open({ login: "colleague", path: "/desk" });
    await atDesk(page);
    await page.getByText("Tư vấn", { exact: true }).click();
    await page.keyboard.type("1 cháu hỏi");
    expect(await page.getByLabel("Người gọi hỏi").inputValue()).toBe("1 cháu hỏi");
    await page.getByRole("button", { name: "Chỉ hỏi thông tin" }).click();
    await page.keyboard.type(", 2 lần");
    expect(await page.getByLabel("Người gọi hỏi").inputValue()).toBe("1 cháu hỏi, 2 lần");
  });

  test("a key on a form with text asks where the eyes are, and asks again after more was written", async ({ open }) => {
    const page = await open({ login: "colleague", path: "/desk" });
    await typeEnough(page, "thon hoi lai");
    await page.getByRole("button", { name: /Đã làm gì/ }).focus(); // far below the keys of the call
    await page.keyboard.press("1");
    const asked = page.getByRole("alert").filter({ hasText: "Nhấn lại “Im lặng” để đóng và bỏ nội dung." });
    await asked.waitFor();
    const { y, height } = (await asked.boundingBox())!;
    expect([y > 0, y + height < 900]).toEqual([true, true]);
    await shoot(page, "desk-asked-again");
    await page.getByLabel("Họ tên trẻ").focus();
    await page.keyboard.type("Trẻ");
    await asked.waitFor({ state: "detached" });
    await page.getByRole("button", { name: /Đã làm gì/ }).focus();
    await page.keyboard.press("1");
    await asked.waitFor();
    expect(await closed(page).count()).toBe(0);
    await page.keyboard.press("1");
    await page.getByText(/Đã đóng: im lặng/).waitFor();
    await page.keyboard.press("Alt+z");
    await page.getByRole("button", { name: "Bỏ bản này" }).click();
    await page.getByRole("button", { name: /Nhấn lại/ }).click();
  });

  for (const { width, height } of [{ width: 360, height: 740 }, { width: 683, height: 384 }, { width: 1440, height: 900 }]) {
    test(`what is being typed is never covered, in an emergency neither: ${width} × ${height}`, async ({ open }) => {
      const page = await open({ login: "colleague", path: "/desk", width, height });
      await atDesk(page);
      for (const key of ["c", "c", "k", "k"]) await page.keyboard.press(key);
      await page.getByRole("alert").filter({ hasText: "KHẨN CẤP" }).waitFor();
      await page.keyboard.type("thon che khuat xa bao dai luc nam");
      await page.keyboard.press("Enter");
      await page.getByText("UBND xã Bảo Đài").first().waitFor();
      await page.keyboard.type("Đang ở nhà.");
      await expect.poll(() => lineIsSeen(page)).toEqual(whole);
      await shoot(page, `desk-typing-${width}`);
      for (const field of ["Họ tên trẻ", "Tuổi (áng chừng)", "Kể lại"]) {
        await page.getByLabel(field).focus();
        await page.keyboard.type("1");
        await expect.poll(() => lineIsSeen(page)).toEqual(whole);
      }
      for (let lines = 0; lines < 12; ++lines) await page.keyboard.type("\nNghe tiếng khóc.");
      await expect.poll(() => lineIsSeen(page)).toEqual(whole);
      await page.getByRole("button", { name: "Chuyển ngay" }).first().waitFor();
      await page.keyboard.press("Alt+5");
      await page.keyboard.type("Chờ cán bộ tới.");
      await expect.poll(() => lineIsSeen(page)).toEqual(whole);
      // Whoever goes on to the other acts finds them, one after the other.
      await page.getByRole("button", { name: "Bỏ bản này" }).focus();
      await expect.poll(async () => (await page.getByRole("button", { name: "Bỏ bản này" }).boundingBox())!.height).toBeGreaterThan(40);
      await expectAccessible(page);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await page.getByText("Sẵn sàng.").waitFor();
    });
  }

  test("what betrays the informant is said with its field, an emergency stays one, and the words lead there", async ({ server, open }) => {
    const page = await open({ login: "colleague", path: "/desk" });
    await atDesk(page);
    await page.keyboard.press("c");
    await typeEnough(page, "thon noi nao");
    await page.getByLabel("Kể lại").fill("Chị Hoa nghe thấy.");
    await page.keyboard.press("Alt+3");
    await page.getByLabel("Họ tên", { exact: true }).fill("Nguyễn Thị Hoa");
    await page.keyboard.press("Control+Enter");
    const told = page.getByRole("alert").filter({ hasText: "ở ô: Kể lại." });
    await told.waitFor();
    const foot = page.locator("[data-stops] > div").filter({ has: told });
    await foot.getByText("Khẩn cấp", { exact: true }).waitFor();
    expect((await told.boundingBox())!.width).toBeGreaterThan(500);
    await expectAccessible(page);
    await told.getByRole("button", { name: "Kể lại" }).press("Enter");
    await expect.poll(() => hasFocus(page.getByLabel("Kể lại"))).toBe(true);
    await expect.poll(() => lineIsSeen(page)).toEqual(whole);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Có người nghe thấy.");
    await page.keyboard.press("Control+Enter");
    await referredHeading(page).waitFor();
    expect((await casesOf(server, "noi nao")).length).toBe(1);
  });

  test("a birth date goes as people here write it, and one that is none is refused in their words", async ({ server, open }) => {
    const page = await open({ login: "colleague", path: "/desk" });
    await typeEnough(page, "thon ngay sinh");
    await page.keyboard.press("Alt+4");
    const date = page.getByLabel("Ngày sinh");
    await date.focus();
    await page.keyboard.type("31/2/2015");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Ngày viết là 2015, 03/2015 hoặc 26/03/2015.").waitFor();
    expect((await casesOf(server, "ngay sinh")).length).toBe(0);
    await expect.poll(() => hasFocus(date)).toBe(true);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("1/2/2015");
    expect(await date.inputValue()).toBe("1/2/2015"); // nothing changes under the hand
    await page.keyboard.press("Enter");
    await expect.poll(() => date.inputValue()).toBe("01/02/2015");
    await page.keyboard.press("Control+Enter");
    await referredHeading(page).waitFor();
    const [row] = await casesOf(server, "ngay sinh");
    const { case: found } = await (await as(server, "officer"))(CaseService).getCase({ caseId: row!.caseId });
    expect(found!.intake!.child!.birthDate).toBe("2015-02-01");
  });

  test("the time of a sheet, from which the law's clocks count, is read back in the order of this country", async ({ open }) => {
    const page = await open({ login: "colleague", path: "/desk", language: "en" });
    await atDesk(page);
    await page.keyboard.press("Alt+p");
    await page.keyboard.press("Tab");
    const time = page.getByLabel("Time of receipt on the sheet");
    await expect.poll(() => hasFocus(time)).toBe(true);
    await page.keyboard.type("0303"); // day and month, in whatever order the browser has them
    await page.keyboard.type("2026");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type("0815A");
    await page.getByText("Understood as 08:15 03/03/2026").waitFor();
    await shoot(page, "desk-paper-read-back");
    await expectAccessible(page);
  });
});
