// The whole story, in three browsers: the helpline's desk, the one telephone of a commune's office, the supervisor's
// screen. Nothing is reloaded to see what the others did.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { begin, pick, saved, send } from "./acting.ts";
import { shoot, test } from "./browser.ts";
import { atDesk, referredHeading } from "./desk.ts";
import { passwordOf, type Login } from "./server.ts";

async function signIn(page: Page, login: Login) {
  await page.getByLabel("Tên đăng nhập").fill(login);
  await page.locator("input[name=password]").fill(passwordOf(login));
  await page.keyboard.press("Enter");
}

async function signOut(page: Page) {
  await page.getByRole("button", { name: /Tài khoản/ }).click();
  await page.getByRole("menuitem", { name: "Đăng xuất" }).click();
  await page.getByRole("heading", { name: "Đăng nhập" }).waitFor();
}

const counted = async (board: Page, words: string) =>
  Number(await board.getByRole("group", { name: "Năm con số" }).getByRole("button", { name: words }).locator("strong").textContent());

/** Place, state and child, as they are told; four answers make it an emergency. */
async function takeTheCall(desk: Page, hamlet: string) {
  await atDesk(desk);
  for (const key of ["K", "C", "C", "K"]) await desk.keyboard.press(key);
  await desk.getByRole("alert").filter({ hasText: "KHẨN CẤP" }).waitFor();
  await desk.keyboard.type(`${hamlet} tam di luc nam`);
  await desk.keyboard.press("Enter");
  await desk.getByText("UBND xã Bảo Đài").waitFor();
  await desk.keyboard.type("Trốn ở nhà hàng xóm, tay bị bầm.");
  await desk.keyboard.press("Control+Enter");
  await referredHeading(desk).waitFor();
}

async function assessAndPlan(office: Page) {
  await begin(office, "StartEmergencyMeasures");
  await office.getByLabel("Đã làm gì để bảo vệ trẻ").fill("Bà ngoại đón trẻ về, công an xã trông nhà.");
  await send(office, "Ghi biện pháp khẩn cấp");
  await saved(office, "Biện pháp khẩn cấp");
  for (const form of ["Mẫu 02", "Mẫu 03"]) {
    await begin(office, "RecordAssessment");
    await office.locator("form").getByRole("group", { name: "Mẫu" }).getByText(form).click();
    await pick(office, /^Kết luận nguy cơ/, "cao");
    await send(office, "Ghi đánh giá");
    await saved(office, "Đánh giá nguy cơ");
  }
  await begin(office, "SubmitPlan");
  await office.getByLabel("Mục tiêu").fill("Trẻ ở với bà ngoại, an toàn.");
  await office.getByLabel("Làm gì").fill("Thăm nhà bà ngoại hằng ngày");
  await shoot(office, "story-plan-360");
  await send(office, "Trình Chủ tịch");
  await saved(office, "Trình kế hoạch");
}

describe("the whole story", () => {
  test("an operator refers an emergency, the office acts on a telephone and its chairman approves, a supervisor sees it all and who read it", async ({ open }) => {
    const board = await open({ login: "supervisor" });
    await board.getByRole("heading", { level: 1, name: "Bảng giám sát" }).waitFor();
    const before = { waiting: await counted(board, "chưa ai tiếp nhận"), emergencies: await counted(board, "khẩn cấp đang mở") };
    const office = await open({ width: 360, height: 740 });
    await signIn(office, "officer");
    await office.getByRole("heading", { level: 1, name: "Ca đang chờ" }).waitFor();
    const desk = await open({ login: "operator" });

    await takeTheCall(desk, "thon truyen ke");
    const number = (await desk.getByRole("status").filter({ hasText: "Đã chuyển" }).innerText()).match(/LN-\d+-\d+/)![0];

    // The office: by itself in the queue, accepted and carried on by thumb.
    const card = office.getByRole("row").filter({ hasText: number });
    await card.filter({ hasText: "Khẩn cấp" }).waitFor();
    await shoot(office, "story-queue-360");
    await expect.poll(() => counted(board, "chưa ai tiếp nhận")).toBe(before.waiting + 1);
    await card.getByRole("button", { name: "Tiếp nhận" }).click();
    await send(office, "Tiếp nhận");
    await saved(office, "Tiếp nhận ca");
    await assessAndPlan(office);
    await expect.poll(() => office.locator('[data-act="ApprovePlan"]').count()).toBe(0);
    await expect.poll(() => office.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);

    // The chairman takes the same telephone: what the officer had open is not there for another person.
    const address = office.url();
    await signOut(office);
    expect(await office.content()).not.toContain(number);
    await signIn(office, "chairman");
    await office.getByRole("banner").getByText("Người Thử chairman").waitFor();
    await office.goto(address);
    await begin(office, "ApprovePlan");
    await office.getByText("Thăm nhà bà ngoại hằng ngày").first().waitFor();
    await send(office, "Phê duyệt");
    await saved(office, "Phê duyệt kế hoạch");

    // The supervisor: on the board, in the case, and who read it.
    await expect.poll(() => counted(board, "chưa ai tiếp nhận")).toBe(before.waiting);
    await expect.poll(() => counted(board, "khẩn cấp đang mở")).toBe(before.emergencies + 1);
    await board.getByRole("button", { name: "khẩn cấp đang mở" }).click();
    await board.getByRole("link", { name: number }).click();
    await board.getByRole("heading", { level: 1, name: number }).waitFor();
    await board.getByText("đang can thiệp", { exact: true }).waitFor();
    await board.getByRole("link", { name: "Kiểm tra ca" }).click();
    const readers = board.getByRole("region", { name: "Ai đã đọc" });
    for (const who of ["officer", "chairman", "supervisor"]) await readers.getByRole("row").filter({ hasText: `Người Thử ${who}` }).filter({ hasText: "đã đọc" }).first().waitFor();
    const thread = board.getByRole("region", { name: "Diễn biến" });
    for (const told of ["Người Thử operator", "Tiếp nhận ca", "Áp dụng biện pháp khẩn cấp", "Thăm nhà bà ngoại hằng ngày", "Phê duyệt kế hoạch"]) await thread.getByText(told).first().waitFor();
    await board.getByRole("button", { name: "Kiểm tra toàn bộ nhật ký" }).click();
    await board.getByText(/Nhật ký nguyên vẹn\. Đã kiểm tra \d+ mục/).waitFor();
    await shoot(board, "story-audit");
  });
});
