// Who signs out leaves no report behind without a word.
import { describe, expect } from "vitest";
import { expectAccessible, shoot, test } from "./browser.ts";
import { atDesk, casesOf, referredHeading, typeEnough } from "./desk.ts";
import { passwordOf } from "./server.ts";
import { goBy } from "./walking.ts";

describe("signing out with something unsent", () => {
  test("a call that was closed a moment ago is recorded before its person is gone", async ({ open }) => {
    const page = await open({ login: "colleague", path: "/desk" });
    await atDesk(page);
    const recorded = page.waitForResponse((answer) => answer.url().endsWith("/SubmitContact") && answer.ok());
    await page.clock.install(); // nobody waits until it can be taken back no more
    await page.keyboard.press("1");
    await page.getByText(/Đã đóng: im lặng/).waitFor();
    await goBy(page, "dang xuat", "Đăng nhập");
    await recorded;
    expect(await page.getByText("chưa tới máy chủ").count()).toBe(0);
  });

  test("a report that could not leave is told to whoever comes next, and leaves when its person is back", async ({ server, open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await page.route("**/SubmitContact", (route) => route.fulfill({ status: 500, contentType: "application/json", body: '{"code":"internal"}' }));
    await typeEnough(page, "thon con lai");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Đang giữ trên máy này, chưa gửi được").first().waitFor();
    await goBy(page, "dang xuat", "Đăng nhập");
    await page.getByRole("alert").filter({ hasText: "Máy này còn giữ 1 báo cáo chưa tới máy chủ." }).waitFor();
    await shoot(page, "sign-in-unsent");
    await expectAccessible(page);
    await page.unroute("**/SubmitContact");
    await page.getByLabel("Tên đăng nhập").fill("operator");
    await page.locator("input[name=password]").fill(passwordOf("operator"));
    await page.keyboard.press("Enter");
    await referredHeading(page).or(page.getByText(/Đã ghi nhận .* · LN-/)).first().waitFor();
    expect((await casesOf(server, "con lai")).length).toBe(1);
  });
});
