// Who signs out leaves no report and no act behind without a word.
import { describe, expect } from "vitest";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { begin, send } from "./acting.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { atDesk, casesOf, referredHeading, typeEnough } from "./desk.ts";
import { refer } from "./cases.ts";
import { as, passwordOf } from "./server.ts";
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

  test("a report that could not leave is asked about first, told to whoever comes next, and leaves when its person is back", async ({ server, open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await page.route("**/SubmitContact", (route) => route.fulfill({ status: 500, contentType: "application/json", body: '{"code":"internal"}' }));
    await typeEnough(page, "thon con lai");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Đang giữ trên máy này, chưa gửi được").first().waitFor();
    await goBy(page, "dang xuat", "Còn 1 việc chưa gửi");
    await page.getByText("nội dung được giữ trên máy này, đã mã hoá").waitFor();
    await expectAccessible(page);
    await shoot(page, "sign-out-unsent");
    await page.locator("input[name=password]").fill(passwordOf("operator"));
    await page.getByRole("button", { name: "Ở lại" }).click();
    await page.getByText("Đang giữ trên máy này, chưa gửi được").first().waitFor();
    await goBy(page, "dang xuat", "Còn 1 việc chưa gửi");
    await page.getByRole("button", { name: "Vẫn đăng xuất" }).click();
    await page.getByRole("heading", { level: 1, name: "Đăng nhập", exact: true }).waitFor();
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

  test("an act that waits for the line is asked about, and signing out goes on by itself once it left", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "officer", path: `/cases/${caseId}`, width: 360 });
    await begin(page, "AddNote");
    await page.getByRole("textbox", { name: "Ghi chú" }).fill("Gõ khi mất kết nối.");
    for (const path of ["/AddNote", "/readyz"]) await page.route(`**${path}`, (route) => route.abort());
    await send(page, "Ghi lại");
    await page.getByRole("alert").filter({ hasText: "Chưa gửi được" }).waitFor();
    await goBy(page, "dang xuat", "Còn 1 việc chưa gửi");
    await expectAccessible(page);
    await shoot(page, "sign-out-unsent-360");
    for (const path of ["/AddNote", "/readyz"]) await page.unroute(`**${path}`);
    await page.getByRole("heading", { level: 1, name: "Đăng nhập", exact: true }).waitFor();
    const { entries } = await (await as(server, "officer"))(CaseService).getHistory({ caseId });
    expect(entries.filter(({ event }) => event?.body.case === "noteAdded").length).toBe(1);
  });
});
