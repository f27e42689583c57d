import { describe, expect } from "vitest";
import { Role } from "../src/gen/hotline/record/v1/options_pb.ts";
import { expectAccessible, test } from "./browser.ts";
import { hire, passwordOf } from "./server.ts";
import { hasFocus } from "./walking.ts";

describe("signing in", () => {
  test("opens the first page of the role, by keyboard alone", async ({ open }) => {
    const page = await open();
    await page.getByLabel("Tên đăng nhập").focus();
    await page.keyboard.type("officer");
    await page.keyboard.press("Tab");
    await page.keyboard.type(passwordOf("officer"));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Ca đang chờ" }).waitFor();
    await page.waitForURL("**/queue");
    await page.getByRole("banner").filter({ hasText: "Người Thử officer" }).filter({ hasText: "xã Bảo Đài" }).waitFor();
  });

  test("a wrong password is answered with the server's sentence, and the password field waits for the next try", async ({ open }) => {
    const page = await open();
    await page.getByLabel("Tên đăng nhập").fill("nobody.here");
    await page.locator("input[name=password]").fill("sai hoàn toàn");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("Tên đăng nhập hoặc mật khẩu không đúng.", { exact: true }).waitFor();
    const password = page.locator("input[name=password]");
    await expect.poll(() => password.inputValue()).toBe("");
    await expect.poll(() => hasFocus(password)).toBe(true);
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("alert").getByText("The name or the password is wrong.", { exact: true }).waitFor();
  });

  test("an empty field and a name that cannot be are told before anything is sent", async ({ open }) => {
    const page = await open();
    let sent = 0;
    page.on("request", (request) => void (request.url().includes("SignIn") && ++sent));
    await page.getByLabel("Tên đăng nhập").fill("Nguyễn Văn");
    await page.keyboard.press("Enter");
    await page.getByText("Chỉ gồm chữ thường không dấu").waitFor();
    await page.getByText("Không được để trống.").waitFor();
    expect(sent).toBe(0);
  });

  test("a one-time password must be changed before anything else, and works no more", async ({ server, open }) => {
    const one_time = await hire(server, "newcomer", server.commune, Role.OFFICER);
    const page = await open({ path: "/queue" });
    await page.getByLabel("Tên đăng nhập").fill("newcomer");
    await page.locator("input[name=password]").fill(one_time);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Đặt mật khẩu của bạn" }).waitFor();
    await expectAccessible(page);
    await page.locator("input[name=oldPassword]").fill(one_time);
    await page.locator("input[name=newPassword]").fill("ngắn");
    await page.locator("input[name=again]").fill("khác");
    await page.keyboard.press("Enter");
    await page.getByText("Hai lần nhập không giống nhau.").waitFor();
    await page.locator("input[name=again]").fill("ngắn");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "ít nhất 10 ký tự" }).waitFor();
    await page.locator("input[name=newPassword]").fill(passwordOf("newcomer"));
    await page.locator("input[name=again]").fill(passwordOf("newcomer"));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Ca đang chờ" }).waitFor();
    const again = await page.request.post("/hotline.v1.SessionService/SignIn", { data: { requestId: crypto.randomUUID(), login: "newcomer", password: one_time } });
    expect(again.status()).toBe(401);
  });

  test("a page that comes back out of the browser's memory is asked for anew", async ({ open }) => {
    const page = await open({ login: "chairman", path: "/queue" });
    await page.getByRole("heading", { name: "Ca đang chờ" }).waitFor();
    await page.context().clearCookies(); // signed out meanwhile
    await page.evaluate(() => void dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    await page.getByRole("heading", { name: "Đăng nhập" }).waitFor();
    expect(await page.getByRole("heading", { name: "Ca đang chờ" }).count()).toBe(0);
  });

  test("signing out forgets everything, in every tab", async ({ open }) => {
    const page = await open({ login: "chairman", path: "/queue" });
    const second = await open({ beside: page, path: "/queue" });
    await second.getByRole("heading", { name: "Ca đang chờ" }).waitFor();
    await page.getByRole("button", { name: /Tài khoản/ }).click();
    await page.getByRole("menuitem", { name: "Đăng xuất" }).click();
    for (const tab of [page, second]) await tab.getByRole("heading", { name: "Đăng nhập" }).waitFor();
    await page.goto("/queue");
    await page.getByRole("heading", { name: "Đăng nhập" }).waitFor();
  });
});
