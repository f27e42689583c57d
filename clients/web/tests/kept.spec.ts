// The forms of the smaller screens: what is typed and not sent is there after a reload, and gone from this machine once
// the server has it. Each is held to axe as it stands filled in.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { CallType, Channel, ContactClass } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { expectAccessible, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { boxes, kept } from "./keeping.ts";
import { as, type ServerFacts } from "./server.ts";

/** The strip says so, and the last words that were typed are on the disk. */
async function keptHere(page: Page, ...words: string[]) {
  await page.getByText(/Đang giữ trên máy này/).first().waitFor();
  await kept(page, ...words);
}

async function aQuestion(server: ServerFacts) {
  const { contactId } = await (await as(server, "operator"))(IntakeService).submitContact({
    requestId: newRequestId(),
    contact: { channel: Channel.PHONE, callType: CallType.ABOUT_A_CHILD, contactClass: ContactClass.COUNSELLING, asked: "hỏi về học phí", advised: "gọi lại khi cần" },
  });
  return contactId;
}

describe("what is typed outlives a reload", () => {
  test("the reason for a hold", async ({ server, open }) => {
    const page = await open({ login: "supervisor", path: `/contacts/${await aQuestion(server)}` });
    const reason = page.getByLabel(/Theo yêu cầu của ai/);
    await reason.fill("Công văn 12/CV của Toà án");
    await keptHere(page, "Công văn 12/CV của Toà án");
    await page.reload();
    await expect.poll(() => reason.inputValue()).toBe("Công văn 12/CV của Toà án");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Lưu giữ theo lệnh" }).click();
    await page.getByText("Nội dung này đang được lưu giữ").waitFor();
    await expect.poll(() => boxes(page)).toEqual([]);
  });

  test("the basis of an export", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "supervisor", path: `/cases/${caseId}/audit` });
    const basis = page.getByLabel("Căn cứ pháp lý để đưa nội dung ra ngoài");
    await basis.fill("Công văn 15/CV-CA");
    await keptHere(page, "Công văn 15/CV-CA");
    await page.reload();
    await expect.poll(() => basis.inputValue()).toBe("Công văn 15/CV-CA");
    await expectAccessible(page);
    await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Tải tệp" }).click()]);
    await page.getByText(/Đã tải bản đầy đủ/).waitFor();
    await expect.poll(() => boxes(page)).toEqual([]);
  });

  test("a person to be made", async ({ open }) => {
    const page = await open({ login: "admin", path: "/people" });
    await page.getByRole("button", { name: "Thêm người" }).click();
    await page.getByLabel("Họ và tên").fill("Lý Thị Giữ");
    await page.getByLabel(/Tên đăng nhập \*/).fill("ly.giu");
    await page.getByRole("textbox", { name: "Đơn vị" }).fill("bao dai luc nam");
    await page.getByRole("radio").first().check();
    await page.getByRole("button", { name: "Thêm vai trò này" }).click();
    await keptHere(page, "ly.giu", "07462");
    await page.reload();
    await page.getByRole("button", { name: "Thêm người" }).click();
    await expect.poll(() => page.getByLabel("Họ và tên").inputValue()).toBe("Lý Thị Giữ");
    await expect.poll(() => page.getByLabel(/Tên đăng nhập \*/).inputValue()).toBe("ly.giu");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Tạo tài khoản" }).click();
    await page.locator("code").waitFor();
    await expect.poll(() => boxes(page)).toEqual([]);
  });

  test("a person who is changed", async ({ open }) => {
    const page = await open({ login: "admin", path: "/people" });
    const row = page.getByRole("button", { name: /Người Thử colleague/ });
    await row.click();
    await page.getByLabel("Điện thoại công vụ").fill("0204 388 4001");
    await keptHere(page, "0204 388 4001");
    await page.reload();
    await row.click();
    await expect.poll(() => page.getByLabel("Điện thoại công vụ").inputValue()).toBe("0204 388 4001");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Lưu thay đổi" }).click();
    await page.getByText(/Đã lưu trên máy chủ/).first().waitFor();
    await expect.poll(() => boxes(page)).toEqual([]);
  });

  test("whom a chairman wants to deputise", async ({ open }) => {
    const page = await open({ login: "chairman", path: "/deputies" });
    await page.getByLabel("Người được uỷ quyền").selectOption({ label: "Người Thử officer" });
    const chosen = await page.getByLabel("Người được uỷ quyền").inputValue();
    await keptHere(page, chosen);
    await page.reload();
    await expect.poll(() => page.getByLabel("Người được uỷ quyền").inputValue()).toBe(chosen);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Uỷ quyền", exact: true }).click();
    await page.getByText("đang có hiệu lực").first().waitFor();
    await expect.poll(() => boxes(page)).toEqual([]);
  });

  test("the telephones of an office", async ({ open }) => {
    const page = await open({ login: "admin", path: "/units" });
    const choose = async () => {
      await page.getByLabel("Tìm đơn vị").fill("bao dai luc nam");
      await page.getByRole("radio").first().click();
    };
    const first = page.getByLabel("Số thứ 1", { exact: true });
    await choose();
    await first.fill("0204 388 4002");
    await keptHere(page, "0204 388 4002");
    await page.reload();
    await choose();
    await expect.poll(() => first.inputValue()).toBe("0204 388 4002");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Lưu số điện thoại" }).click();
    await page.getByText(/Đã lưu trên máy chủ/).first().waitFor();
    await expect.poll(() => boxes(page)).toEqual([]);
  });
});
