import { describe, expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { CallType, Channel, ContactClass } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { kept } from "./keeping.ts";
import { as, type ServerFacts } from "./server.ts";

async function aQuestion(server: ServerFacts, asked: string): Promise<string> {
  const { contactId } = await (await as(server, "operator"))(IntakeService).submitContact({
    requestId: newRequestId(),
    contact: { channel: Channel.PHONE, callType: CallType.ABOUT_A_CHILD, contactClass: ContactClass.COUNSELLING, asked, advised: "gọi lại khi cần", reasons: ["education.academic"] },
  });
  return contactId;
}

const contactOf = async (server: ServerFacts, contactId: string) => (await as(server, "supervisor"))(IntakeService).getContact({ contactId });

describe("contacts", () => {
  test("a supervisor finds a contact, holds it by an order, and ends the hold", async ({ server, open }) => {
    const contactId = await aQuestion(server, "hỏi về việc học của cháu");
    const page = await open({ login: "supervisor", path: "/contacts" });
    await page.getByRole("radio", { name: "tư vấn", exact: true }).check();
    const link = page.locator(`a[href="/contacts/${contactId}"]`);
    await link.focus();
    await page.keyboard.press("Enter");
    await page.getByText("hỏi về việc học của cháu").waitFor();
    await page.locator("main").getByText("Việc học", { exact: true }).first().waitFor();
    await page.getByRole("button", { name: "Lưu giữ theo lệnh" }).click();
    await page.getByText("Không được để trống.").waitFor();
    await page.getByLabel(/Theo yêu cầu của ai/).fill("Công văn 12/CV của Toà án");
    await page.getByRole("button", { name: "Lưu giữ theo lệnh" }).press("Enter");
    await page.getByText("Nội dung này đang được lưu giữ").waitFor();
    expect((await contactOf(server, contactId)).legalHold).toBe(true);
    await shoot(page, "contact-held-1280");
    await page.getByLabel(/Theo yêu cầu của ai/).fill("vụ án đã xong");
    await page.getByRole("button", { name: "Thôi lưu giữ" }).click();
    await page.getByRole("button", { name: "Lưu giữ theo lệnh" }).waitFor();
    expect((await contactOf(server, contactId)).legalHold).toBe(false);
    expect(page.url()).not.toContain("hỏi");
  });

  test("who recorded it adds to it; what was there stays to be read", async ({ server, open }) => {
    const contactId = await aQuestion(server, "hỏi về trường lớp");
    const page = await open({ login: "operator", path: `/contacts/${contactId}` });
    await page.getByText("hỏi về trường lớp").first().waitFor();
    await page.getByRole("button", { name: "Ghi bổ sung" }).click();
    await page.getByText("Chưa có gì thay đổi.").waitFor();
    expect(await page.getByRole("button", { name: "Lưu giữ theo lệnh" }).count()).toBe(0); // it would stand with the other
    await page.getByLabel("Đã hướng dẫn").fill("đã gửi số của trường");
    await page.getByLabel("Vì sao bổ sung").fill("gọi lại sau");
    await page.getByRole("button", { name: "Ghi bổ sung" }).click();
    await page.getByText("Lý do: gọi lại sau").waitFor();
    const { versions } = await contactOf(server, contactId);
    expect(versions.map(({ contact }) => contact?.advised)).toEqual(["gọi lại khi cần", "đã gửi số của trường"]);
    await page.locator("main").getByText("gọi lại khi cần").first().waitFor();
  });

  test("what is added and not sent is there after a reload; an addition whose answer was lost is made once", async ({ server, open }) => {
    const contactId = await aQuestion(server, "hỏi về trại hè");
    const page = await open({ login: "operator", path: `/contacts/${contactId}` });
    await page.getByLabel("Đã hướng dẫn").fill("đã gửi lịch trại hè");
    await page.getByLabel("Vì sao bổ sung").fill("hứa gửi sau");
    await page.getByText(/Đang giữ trên máy này/).first().waitFor();
    await kept(page, "hứa gửi sau");
    await page.reload();
    await expect.poll(() => page.getByLabel("Đã hướng dẫn").inputValue()).toBe("đã gửi lịch trại hè");
    await expect.poll(() => page.getByLabel("Vì sao bổ sung").inputValue()).toBe("hứa gửi sau");
    let lost = true;
    await page.route("**/hotline.v1.IntakeService/AmendContact", async (route) => {
      if (!lost) return route.continue();
      lost = false;
      await route.fetch(); // the server has it; the answer is lost with the page
      await page.reload();
      await route.abort().catch(() => {});
    });
    await page.getByRole("button", { name: "Ghi bổ sung" }).click();
    await page.getByText("Lý do: hứa gửi sau").waitFor();
    await expect.poll(() => lost).toBe(false);
    await page.getByText(/Đã lưu trên máy chủ/).first().waitFor();
    await expect.poll(async () => (await contactOf(server, contactId)).versions.map(({ contact }) => contact?.advised)).toEqual(["gọi lại khi cần", "đã gửi lịch trại hè"]);
    await page.reload();
    await expect.poll(() => page.getByLabel("Vì sao bổ sung").inputValue()).toBe("");
  });

  test("what somebody else amended meanwhile is not undone by an older form; where both did, it stands beside", async ({ server, open }) => {
    const contactId = await aQuestion(server, "hỏi về lớp học");
    const elsewhere = async (contact: { asked?: string; advised?: string }) =>
      (await as(server, "operator"))(IntakeService).amendContact({ requestId: newRequestId(), contactId, contact, reason: "ghi ở máy khác" });
    const page = await open({ login: "operator", path: `/contacts/${contactId}` });
    const [asked, advised] = [page.getByLabel("Người gọi hỏi"), page.getByLabel("Đã hướng dẫn")];
    await advised.fill("đã gửi địa chỉ lớp");
    await kept(page, "đã gửi địa chỉ lớp");
    await elsewhere({ asked: "hỏi về lớp học hè" });
    await page.reload();
    await expect.poll(() => asked.inputValue()).toBe("hỏi về lớp học hè");
    expect(await advised.inputValue()).toBe("đã gửi địa chỉ lớp");
    expect(await page.getByText("Người khác vừa ghi:").count()).toBe(0);

    await elsewhere({ advised: "đã hẹn gọi lại" });
    await page.reload();
    const theirs = page.getByRole("note").filter({ hasText: "Người khác vừa ghi: đã hẹn gọi lại" });
    await theirs.waitFor();
    expect(await advised.inputValue()).toBe("đã gửi địa chỉ lớp");
    await page.getByLabel("Vì sao bổ sung").fill("nói thêm");
    await kept(page, "nói thêm");
    await page.reload();
    await expectAccessible(page);
    await shoot(page, "contact-both-amended");
    await theirs.getByRole("button", { name: "Dùng bản này" }).click();
    await expect.poll(() => advised.inputValue()).toBe("đã hẹn gọi lại");
    await theirs.waitFor({ state: "detached" });
    await advised.fill("đã hẹn gọi lại, đã gửi địa chỉ lớp");
    await page.getByRole("button", { name: "Ghi bổ sung" }).click();
    await page.getByText("Lý do: nói thêm").waitFor();
    const { versions } = await contactOf(server, contactId);
    expect(versions.at(-1)?.contact).toMatchObject({ asked: "hỏi về lớp học hè", advised: "đã hẹn gọi lại, đã gửi địa chỉ lớp" });
  });

  test("a contact of a case names the case by its number, and leads to it", async ({ server, open }) => {
    const { contactId, caseId, caseNumber } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "supervisor", path: `/contacts/${contactId}` });
    await page.getByRole("link", { name: `Mở ca ${caseNumber}` }).click();
    await page.waitForURL(`**/cases/${caseId}`);
  });

  test("a contact that is not theirs is nowhere for them", async ({ server, open }) => {
    const contactId = await aQuestion(server, "việc riêng của tổng đài");
    const page = await open({ login: "stranger", path: `/contacts/${contactId}` });
    await page.locator("main").getByRole("heading").first().waitFor();
    expect(await page.content()).not.toContain("việc riêng của tổng đài");
  });

  test("a code is not shown before its words are there", async ({ server, open }) => {
    const contactId = await aQuestion(server, "hỏi chậm");
    const page = await open({ login: "supervisor", path: "/icon.svg" });
    let arrive = () => {};
    const words = new Promise<void>((resolve) => (arrive = resolve));
    await page.context().route("**/ListCategories", async (route) => (await words, route.continue()));
    await page.goto(`/contacts/${contactId}`);
    await page.getByText("hỏi chậm").first().waitFor();
    expect(await page.locator("main").innerText()).not.toContain("education");
    arrive();
    await page.locator("main").getByText("Việc học", { exact: true }).first().waitFor();
  });
});
