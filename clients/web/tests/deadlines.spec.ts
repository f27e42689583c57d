// How deadlines are kept over any period, by office; and other deadlines tried on what has been: with progress, to be
// stopped, and with the numbers that the server found.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { expectAccessible, looks, shoot, test } from "./browser.ts";
import { carry, refer } from "./cases.ts";
import { layoutFaults } from "./layout.ts";
import { as, type ServerFacts } from "./server.ts";

const office = (page: Page, name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });

/** One case in time, one that runs, and an emergency of another office that is late. */
async function cases(server: ServerFacts) {
  const operator = await as(server, "operator");
  const quick = await refer(operator, { unit: server.commune });
  await carry(server, quick.caseId, "accepted");
  await refer(operator, { unit: server.commune });
  await refer(operator, { unit: server.other_commune, emergency: true, hoursAgo: 30 });
}

describe("the deadlines", { timeout: 60_000 }, () => {
  test.beforeAll(async ({ server }) => cases(server));

  test("are shown by office over any period, with the numbers beside each bar", async ({ server, open }) => {
    const page = await open({ login: "supervisor", path: "/deadlines" });
    await page.getByRole("heading", { level: 1, name: "Thời hạn: giữ đúng đến đâu" }).waitFor();
    const commune = office(page, "Xã Bảo Đài");
    await commune.getByText("1/1 đúng hạn (100 %)").waitFor();
    await commune.getByRole("button", { name: /^1 đang chạy/ }).first().waitFor();
    await office(page, "Tất cả các đơn vị").waitFor();
    await expectAccessible(page);
    await shoot(page, "deadlines");
    await page.getByLabel("Từ ngày").fill("2015-01-01");
    await page.getByLabel("Đến ngày").fill("2015-12-31");
    await page.getByText("Không có ca nào của kỳ này").waitFor();
    await page.getByLabel("Từ ngày").fill("2016-12-31");
    await page.getByText("Ngày đầu không được sau ngày cuối.").waitFor();
    await page.getByRole("button", { name: "Năm nay" }).click();
    await commune.waitFor();
    expect(server.commune).toBeTruthy();
  });

  test("a number leads to its cases and back, by the keyboard alone, and the board leads to the late ones", async ({ server, open }) => {
    const page = await open({ login: "supervisor", path: "/deadlines" });
    const lead = office(page, "Xã Bảo Đài").getByRole("button", { name: "1 đúng hạn: xác nhận tiếp nhận, xem các ca" });
    await lead.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "xác nhận tiếp nhận: đúng hạn" }).waitFor();
    await expect.poll(() => page.getByRole("row").filter({ hasText: /LN-\d+-\d+/ }).count()).toBe(1);
    await expectAccessible(page);
    await shoot(page, "deadlines-cases");
    expect(new URL(page.url()).search).toBe("");
    await page.getByRole("button", { name: "Về trang thời hạn" }).click();
    await expect.poll(() => lead.evaluate((one) => one === document.activeElement)).toBe(true);
    const board = await open({ login: "supervisor", path: "/board" });
    await board.getByRole("link", { name: /đúng hạn; xem \d+ hạn trễ$/ }).first().click();
    await board.getByRole("heading", { level: 1, name: /: trễ$/ }).waitFor();
    await board.getByRole("row").nth(1).waitFor();
    expect(server.commune).toBeTruthy();
  });

  test("an officer sees those of the own office alone, and is offered no simulation", async ({ open }) => {
    const page = await open({ login: "officer", path: "/deadlines" });
    await office(page, "Xã Bảo Đài").waitFor();
    expect(await page.getByRole("rowheader").count()).toBe(2);
    expect(await page.getByRole("link", { name: /Thử thời hạn khác/ }).count()).toBe(0);
  });

  test("others are tried on the past year, and the result says what would change and where", async ({ open }) => {
    const page = await open({ login: "supervisor", path: "/deadlines" });
    await page.getByRole("link", { name: /Thử thời hạn khác/ }).click();
    await page.getByRole("heading", { level: 1, name: "Nếu thời hạn khác đi thì ca nào đã trễ" }).waitFor();
    const medium = page.getByRole("group", { name: "Tiếp nhận, nguy cơ trung bình" });
    for (const name of ["Tiếp nhận, nguy cơ cao", "Tiếp nhận, nguy cơ trung bình", "Tiếp nhận, nguy cơ thấp", "Biện pháp khẩn cấp"]) {
      const rule = page.getByRole("group", { name });
      await rule.getByRole("spinbutton").fill("31");
      await rule.getByRole("combobox").selectOption({ label: "ngày" });
    }
    await medium.getByText("hiện nay 2 giờ").waitFor();
    await page.getByLabel("Đặt thời hạn xác minh, đánh giá ban đầu").uncheck();
    await page.getByRole("group", { name: "Xác minh, đánh giá ban đầu" }).waitFor({ state: "detached" });
    await page.getByLabel(/^Đặt thời hạn chuyển đi hoặc giữ lại/).uncheck();
    await page.getByRole("group", { name: "Chuyển đi hoặc giữ lại, nguy cơ cao" }).waitFor({ state: "detached" });
    await page.getByLabel(/^Đặt thời hạn chuyển đi hoặc giữ lại/).check();
    await page.getByRole("group", { name: "Chuyển đi hoặc giữ lại, nguy cơ cao" }).getByText("hiện nay 30 phút").waitFor();
    await page.getByRole("button", { name: "Tính" }).click();
    const found = page.getByRole("region", { name: "Kết quả" });
    await found.getByRole("row").filter({ hasText: "0 trên" }).first().waitFor();
    await found.getByRole("row", { name: /Trí Yên|Đông Phú|Nghĩa Phương|Lục Nam|xã/i }).last().waitFor();
    await found.getByRole("row", { name: /^xác minh, đánh giá ban đầu \d+ trên \d+ 0 trên 0/ }).waitFor();
    await expectAccessible(page);
    await shoot(page, "deadlines-try");
    await page.getByRole("button", { name: "Về quy tắc hiện nay" }).click();
    await expect.poll(() => medium.getByRole("spinbutton").inputValue()).toBe("2");
    await page.getByRole("group", { name: "Xác minh, đánh giá ban đầu" }).getByText("hiện nay 2 ngày làm việc").waitFor();
    await medium.getByRole("spinbutton").fill("");
    await expect.poll(() => page.getByRole("button", { name: "Tính" }).isDisabled()).toBe(true);
  });

  test("look right on a phone and in both themes", async ({ open }) => {
    for (const look of looks) {
      const page = await open({ login: "supervisor", path: "/deadlines/try", ...look });
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.getByRole("button", { name: /^(Tính|Compute)$/ }).waitFor();
      expect(await layoutFaults(page)).toEqual([]);
    }
  });
});
