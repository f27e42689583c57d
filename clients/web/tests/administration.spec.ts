import { describe, expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { Role } from "../src/gen/hotline/record/v1/options_pb.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { SessionService } from "../src/gen/hotline/v1/session_pb.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { as, changeFirstPassword, hire, passwordOf, type Login } from "./server.ts";

describe("people", () => {
  test("a person is made by keyboard, gets a one-time password, and signs in with it", async ({ server, open }) => {
    const page = await open({ login: "admin" });
    await page.getByRole("heading", { level: 1, name: "Người dùng" }).waitFor();
    await page.keyboard.press("n");
    await page.getByRole("heading", { name: "Thêm người dùng" }).waitFor();
    await page.getByLabel("Họ và tên").focus();
    await page.keyboard.type("Đỗ Thị Mới");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Do.Moi");
    await page.keyboard.press("Enter");
    await page.getByText("Chỉ gồm chữ thường không dấu").waitFor();
    await page.getByText("Không được để trống.").waitFor(); // no role yet
    await page.getByLabel("Tên đăng nhập *").fill("do.moi");
    await page.getByRole("textbox", { name: "Đơn vị" }).fill("bao dai");
    await page.getByRole("radio").first().check();
    await page.getByRole("button", { name: "Thêm vai trò này" }).click();
    await page.getByRole("listitem").filter({ hasText: "xã Bảo Đài" }).filter({ has: page.getByRole("button", { name: /^Bỏ/ }) }).waitFor();
    await page.getByRole("button", { name: "Tạo tài khoản" }).click();
    const password = await page.locator("code").innerText();
    await shoot(page, "people-one-time");
    await page.getByRole("button", { name: "Đã đọc cho người đó" }).click();
    await page.getByRole("button", { name: /Đỗ Thị Mới/ }).waitFor();
    expect(await page.content()).not.toContain(password);
    const answer = await page.request.post("/hotline.v1.SessionService/SignIn", { data: { requestId: crypto.randomUUID(), login: "do.moi", password } });
    expect(answer.status()).toBe(200);
    expect((await (await as(server, "admin"))(DirectoryService).listPeople({})).people.find(({ login }) => login === "do.moi")?.memberships[0]?.role).toBe(Role.OFFICER);
  });

  test("disabling says what it does first, signs the person out everywhere, and can be taken back", async ({ server, open }) => {
    const one_time = await hire(server, "to.disable", server.commune, Role.OFFICER);
    const page = await open({ login: "admin", path: "/people" });
    await page.getByLabel("Tìm theo tên hoặc tên đăng nhập").fill("nguoi thu to.dis");
    await page.getByRole("button", { name: /Người Thử to.disable/ }).click();
    await page.getByRole("button", { name: "Khoá tài khoản" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("đăng xuất ở mọi máy").waitFor();
    await dialog.getByRole("button", { name: "Khoá tài khoản" }).click();
    await page.getByText("đã khoá").waitFor();
    const signIn = () => page.request.post("/hotline.v1.SessionService/SignIn", { data: { requestId: crypto.randomUUID(), login: "to.disable", password: one_time } });
    expect((await signIn()).status()).toBe(401);
    await page.getByRole("button", { name: "Mở lại tài khoản" }).click();
    await page.getByRole("button", { name: "Khoá tài khoản" }).waitFor();
    expect((await signIn()).status()).toBe(200);
  });

  test("two administrators at once: what the other wrote is shown and joined, and saving again works without leaving the form", async ({ server, open }) => {
    await hire(server, "two.hands", server.commune, Role.OFFICER);
    const other = await as(server, "admin");
    const theirs = async (change: { name?: string; telephone?: string }) => {
      const person = (await other(DirectoryService).listPeople({ pageSize: 200 })).people.find(({ login }) => login === "two.hands")!;
      const { personId, version, name, telephone, memberships } = person;
      await other(DirectoryService).updatePerson({ requestId: newRequestId(), personId, expectedPersonVersion: version, name, telephone, memberships, ...change });
    };
    const page = await open({ login: "admin", path: "/people" });
    await page.getByRole("button", { name: /two\.hands/ }).click();
    const [name, telephone] = [page.getByLabel("Họ và tên"), page.getByLabel("Điện thoại công vụ")];
    await telephone.fill("0204 388 4003");
    await theirs({ name: "Đào Thị Hai" });
    const save = page.getByRole("button", { name: "Lưu thay đổi" });
    await save.click();
    await page.getByText("Người khác vừa sửa tài khoản này.").waitFor();
    await expect.poll(() => name.inputValue()).toBe("Đào Thị Hai");
    await expect.poll(() => telephone.inputValue()).toBe("0204 388 4003");
    await save.click();
    await page.getByText(/Đã lưu trên máy chủ/).first().waitFor();

    await name.fill("Đào Thị Ba");
    await theirs({ name: "Đào Thị Bốn" });
    await save.click();
    await page.getByText("Hai người sửa khác nhau ở chỗ dưới đây").waitFor();
    await expect.poll(() => name.inputValue()).toBe("Đào Thị Ba");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Lấy bản của họ" }).click();
    await expect.poll(() => name.inputValue()).toBe("Đào Thị Bốn");
    await name.fill("Đào Thị Năm");
    await save.click();
    await page.getByRole("button", { name: /Đào Thị Năm/ }).waitFor();
  });

  test("only an administrator finds the page", async ({ open }) => {
    for (const login of ["officer", "supervisor"] as const) {
      const page = await open({ login, path: "/people" });
      await page.getByText("Không có trang này").waitFor();
    }
  });
});

describe("offices", () => {
  test("telephones are set, and a number that is none is told before anything is sent", async ({ server, open }) => {
    const page = await open({ login: "admin", path: "/units" });
    await page.getByLabel("Tìm đơn vị").fill("dong phu luc nam");
    await page.getByRole("radio").first().click(); // opens it: the question is gone
    await page.getByLabel("Số thứ 1", { exact: true }).fill("gọi sau");
    await page.getByRole("button", { name: "Lưu số điện thoại" }).click();
    await page.getByText("Số điện thoại gồm 3 đến 15 chữ số.").waitFor();
    await page.getByLabel("Số thứ 1", { exact: true }).fill("0204 388 4777");
    await page.getByRole("button", { name: "Lưu số điện thoại" }).click();
    await page.getByText(/Đã lưu trên máy chủ/).first().waitFor();
    const { unit } = await (await as(server, "officer"))(DirectoryService).getUnit({ unit: server.other_commune });
    expect(unit?.telephones).toEqual(["0204 388 4777"]);
  });
});

describe("deputies", () => {
  test("a chairman lets an officer decide for a time, and takes it back", async ({ open }) => {
    const page = await open({ login: "chairman", path: "/deputies" });
    await page.getByRole("button", { name: "Uỷ quyền", exact: true }).click();
    await page.getByText("Không được để trống.").waitFor();
    await page.getByLabel("Người được uỷ quyền").selectOption({ label: "Người Thử officer" });
    await page.getByRole("button", { name: "Uỷ quyền", exact: true }).click();
    await page.getByText("đang có hiệu lực").first().waitFor();
    await expectAccessible(page);
    await shoot(page, "deputies");
    await page.getByRole("button", { name: "Thu hồi ngay uỷ quyền cho Người Thử officer" }).click();
    await page.getByText("đã thu hồi").first().waitFor();
  });
});

describe("the account", () => {
  test("a changed password ends the other sessions and keeps this one", async ({ server, open }) => {
    const one_time = await hire(server, "own.account", server.commune, Role.OFFICER);
    const page = await open({ path: "/account" });
    await page.getByLabel("Tên đăng nhập").fill("own.account");
    await page.locator("input[name=password]").fill(one_time);
    await page.keyboard.press("Enter");
    await page.locator("input[name=oldPassword]").fill(one_time);
    for (const name of ["newPassword", "again"]) await page.locator(`input[name=${name}]`).fill(passwordOf("own.account"));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Tài khoản" }).waitFor();
    const elsewhere = await as(server, "own.account");
    await page.locator("input[name=oldPassword]").fill(passwordOf("own.account"));
    for (const name of ["newPassword", "again"]) await page.locator(`input[name=${name}]`).fill("một câu khác dễ nhớ hơn");
    await page.keyboard.press("Enter");
    await page.getByText(/Mật khẩu đã đổi/).waitFor();
    await expect(elsewhere(DirectoryService).listUnits({})).rejects.toThrow();
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Tài khoản" }).waitFor();
  });

  test("lists where one is signed in, and ends a session that was left open elsewhere", async ({ server, open }) => {
    await changeFirstPassword(server.url, "two.machines", await hire(server, "two.machines", server.commune, Role.OFFICER));
    const elsewhere = await as(server, "two.machines");
    const page = await open({ login: "two.machines" as Login, path: "/account" });
    const list = page.getByRole("region", { name: "Nơi đang đăng nhập" });
    await list.getByText("Máy này", { exact: true }).waitFor();
    await shoot(page, "account-sessions-1280");
    const ends = list.getByRole("button", { name: /^Kết thúc phiên/ });
    const before = await ends.count();
    await ends.first().press("Enter");
    await expect.poll(() => ends.count()).toBe(before - 1);
    await expect(elsewhere(SessionService).whoAmI({})).rejects.toThrow();
    await page.reload();
    await list.getByText("Máy này", { exact: true }).waitFor();
    await expect.poll(() => ends.count()).toBe(before - 1);
  });

  test("is reached from the menu; language and theme change at once", async ({ open }) => {
    const page = await open({ login: "operator" });
    await page.getByRole("button", { name: /Tài khoản:/ }).click();
    await page.getByRole("menuitem", { name: "Tài khoản, mật khẩu" }).click();
    await page.getByRole("radio", { name: "English" }).check();
    await page.getByRole("heading", { level: 1, name: "Account" }).waitFor();
    await page.getByRole("radio", { name: "dark", exact: true }).check();
    await page.locator("html[data-mantine-color-scheme=dark]").waitFor();
  });
});
