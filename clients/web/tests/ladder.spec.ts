import { describe, expect } from "vitest";
import { expectAccessible, shoot, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { as } from "./server.ts";

describe("the ladder", () => {
  test("says at each clock how high it has reached, and when the next step is taken", async ({ server, open }) => {
    const operator = await as(server, "operator");
    const { caseId } = await refer(operator, { unit: server.commune });
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    const due = page.getByRole("region", { name: "Hạn", exact: true });
    await due.getByText(/Báo tiếp lên: \d\d:\d\d/).first().waitFor();
    await expectAccessible(page);

    // Told long ago: its deadline is over when it comes, and the ladder climbs to its end by itself.
    const late = await refer(operator, { unit: server.commune, emergency: true, hoursAgo: 14 });
    await page.goto(new URL(`/cases/${late.caseId}`, page.url()).href);
    await due.getByText(/Thang nhắc đã lên: danh sách gọi của tổng đài/).first().waitFor();
    await expectAccessible(page);
    await shoot(page, "ladder-case");
    // Its many reminders stand in the history as one entry a deadline, each of them behind it.
    const course = page.getByRole("region", { name: "Diễn biến" });
    const reminders = course.locator("[data-kind=reminders]");
    await reminders.filter({ hasText: "danh sách gọi của tổng đài" }).first().waitFor();
    const each = reminders.first().locator("ol").getByRole("listitem");
    expect(await each.count()).toBe(0);
    await shoot(page, "ladder-course");
    await course.getByRole("definition").filter({ hasText: /^✓ có$/ }).first().waitFor(); // beside its label, as every other value
    await reminders.first().getByText(/^Từng lần nhắc \(\d+\)$/).click();
    await expect.poll(() => each.count()).toBeGreaterThan(2);
    // No message goes out here: that anybody saw it is not known, and not said. The call list tells nobody.
    await expect.poll(() => each.filter({ hasText: "đã đưa lên màn hình, chưa rõ ai thấy" }).count()).toBe((await each.count()) - 1);
    expect(await course.innerText()).not.toContain("Đã báo");
    await expectAccessible(page);
    // And in the row of every list.
    const list = await open({ login: "supervisor", path: "/cases" });
    await list.getByRole("row").filter({ hasText: late.caseNumber }).getByText(/cần gọi điện từ/).waitFor();
    await expectAccessible(list);
    await shoot(list, "ladder-list");
    await page.setViewportSize({ width: 360, height: 740 });
    await shoot(page, "ladder-case-360");
    // What can be done stands whole above the bar of the screens.
    await expect.poll(async () => {
      const foot = await page.locator('[data-act="ReturnReferral"]').boundingBox();
      const bar = await page.getByRole("navigation").last().boundingBox();
      return foot!.y + foot!.height - bar!.y;
    }).toBeLessThanOrEqual(0);
  });
});
