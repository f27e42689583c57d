// What an operator does in a talk: what is known already, what is not known, what betrays the informant, what follows.
import { timestampFromMs, timestampMs } from "@bufbuild/protobuf/wkt";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { AbuseType, Answer, CallType, Channel, ContactClass, Risk, Sex } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { Role } from "../src/gen/hotline/record/v1/options_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { ReferralService } from "../src/gen/hotline/v1/referral_pb.ts";
import { emergencyReasons } from "../src/screens/desk/triage.ts";
import { localText } from "../src/time/local.ts";
import { begin, send } from "./acting.ts";
import { expectAccessible, looks, shoot, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { atDesk, casesOf, referredHeading, typeEnough } from "./desk.ts";
import { as, changeFirstPassword, hire } from "./server.ts";
import { hasFocus } from "./walking.ts";

/** What the finder answers is held back until this is called. */
async function holdsPlaces(page: Page): Promise<() => void> {
  let answer = () => {};
  const held = new Promise<void>((go) => (answer = go));
  await page.route("**/FindPlace", (route) => held.then(() => route.continue()));
  return answer;
}

describe("the desk in a talk", () => {
  test("the page says emergency exactly where the server does, and for the same reasons", async ({ server }) => {
    const operator = await as(server, "operator");
    const answers = [Answer.UNSPECIFIED, Answer.YES, Answer.NO, Answer.NOT_KNOWN];
    const intakes = answers.flatMap((lifeThreatened) => answers.flatMap((abuserCanReach) => answers.flatMap((carerHarms) => answers.map((relativeCanProtect) => ({ triage: { lifeThreatened, abuserCanReach, carerHarms, relativeCanProtect } })))));
    const others = [{ abuseTypes: [AbuseType.SEXUAL] }, { abuseTypes: [AbuseType.NEGLECT] }, { abuseTypes: [], risk: Risk.HIGH }, { abuseTypes: [], risk: Risk.MEDIUM }];
    for (const intake of [...intakes, ...others]) {
      const { emergencyBecause, emergency } = await refer(operator, { unit: server.other_commune, intake });
      expect(emergencyReasons({ intake: { abuseTypes: [AbuseType.NEGLECT], ...intake } }), JSON.stringify(intake)).toEqual(emergencyBecause);
      expect(emergency).toBe(emergencyBecause.length > 0);
    }
  });

  test("refer now, complete later: the rest follows as amendments to the case", async ({ server, open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await typeEnough(page, "thon bo sung");
    await page.keyboard.press("Control+Enter");
    await referredHeading(page).waitFor();
    await page.getByLabel("Họ tên trẻ").fill("Trẻ Bổ Sung");
    await page.getByRole("button", { name: /Ai báo tin/ }).click();
    await page.getByLabel("Họ tên", { exact: true }).fill("Người Báo Tin");
    await page.getByRole("button", { name: /Đã làm gì/ }).click();
    await page.getByLabel("Đã hướng dẫn", { exact: true }).fill("Ở yên nhà bà, khoá cửa.");
    // The office accepts meanwhile: what is added goes through all the same.
    const [row] = await casesOf(server, "bo sung");
    const officer = await as(server, "officer");
    await officer(CaseService).addNote({ requestId: newRequestId(), caseId: row!.caseId, expectedVersion: row!.version, text: "đang đi tới" });
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: /Đã gửi bổ sung vào ca/ }).waitFor();
    await expect.poll(async () => {
      const { case: found } = await (await as(server, "operator"))(CaseService).getCase({ caseId: row!.caseId });
      return [found!.intake!.child!.name, found!.informant!.name, found!.row!.version];
    }).toEqual(["Trẻ Bổ Sung", "Người Báo Tin", row!.version + 3]);
  });

  test("what the office wrote otherwise meanwhile is shown, and a person decides", async ({ server, open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await typeEnough(page, "thon hai nguoi");
    await page.keyboard.press("Control+Enter");
    await referredHeading(page).waitFor();
    const [row] = await casesOf(server, "hai nguoi");
    const officer = await as(server, "officer");
    const { case: accepted } = await officer(ReferralService).acceptReferral({ requestId: newRequestId(), caseId: row!.caseId, expectedVersion: row!.version, referralId: row!.referral!.referralId });
    await officer(CaseService).amendIntake({ requestId: newRequestId(), caseId: row!.caseId, expectedVersion: accepted!.row!.version, intake: { child: { name: "Tên Xã Ghi", school: "Trường Thử" } } });
    await page.getByLabel("Họ tên trẻ").fill("Tên Tổng Đài Ghi");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("alert").filter({ hasText: "Tên Xã Ghi" }).waitFor();
    const child = async () => (await officer(CaseService).getCase({ caseId: row!.caseId })).case!.intake!.child!;
    expect(await child()).toMatchObject({ name: "Tên Xã Ghi" });
    await page.keyboard.press("Control+Enter");
    await page.getByText(/Đã gửi bổ sung vào ca/).first().waitFor();
    await expect.poll(child).toMatchObject({ name: "Tên Tổng Đài Ghi", school: "Trường Thử" });
  });

  test("an open case of such a child at the place is shown, and the call is added to it instead of opening another", async ({ server, open }) => {
    const { caseNumber, caseId } = await refer(await as(server, "operator"), { unit: server.commune, hamlet: "thôn Cùng Trẻ", intake: { child: { estimatedAge: 14, sex: Sex.MALE } } });
    const page = await open({ login: "colleague", path: "/desk" });
    await typeEnough(page, "thon cung tre hai");
    await page.getByLabel("Tuổi (áng chừng)").fill("14");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("a");
    await page.getByText(caseNumber).waitFor();
    await page.getByRole("listitem").filter({ hasText: caseNumber }).getByText(/^còn \d+ (phút|giờ|ngày)/).waitFor(); // the office's time to acknowledge
    await shoot(page, "desk-known-1280");
    await expectAccessible(page);
    await page.keyboard.press("Alt+g");
    await page.getByText(`Cuộc này sẽ gắn vào ca ${caseNumber}, không mở ca mới.`).waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: new RegExp(`Đã gắn vào ca ${caseNumber}`) }).waitFor();
    expect((await casesOf(server, "cung tre hai")).length).toBe(0);
    const { case: found } = await (await as(server, "operator"))(CaseService).getCase({ caseId });
    expect(found!.row!.version).toBeGreaterThan(1);
    await expect.poll(async () => (await (await as(server, "colleague"))(IntakeService).listDrafts({})).drafts.filter(({ contact }) => contact?.intake?.incident?.detail.includes("cung tre hai")).length).toBe(0);
  });

  test("hands go on after Enter while the place is still looked for, and what they type lands in the next field", async ({ open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await atDesk(page);
    const answer = await holdsPlaces(page);
    await page.keyboard.press("F2");
    await page.keyboard.type("thon cham xa bao dai luc nam");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Đang khóc.");
    expect(await page.getByLabel("Tình trạng hiện tại của trẻ").inputValue()).toBe("Đang khóc.");
    answer();
    await page.getByText("UBND xã Bảo Đài").waitFor();
    expect(await page.getByLabel("Tình trạng hiện tại của trẻ").inputValue()).toBe("Đang khóc.");
    await expect.poll(() => page.getByLabel("Thôn, đường, chỗ dễ nhận ra").inputValue()).toContain("thon cham");
  });

  test("a place of which none is sure stays as it was said, and asks for a look", async ({ open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await atDesk(page);
    await page.keyboard.press("F2");
    await page.keyboard.type("dong");
    await page.keyboard.press("Tab");
    await page.getByText(/Chưa chọn xã: có \d+ nơi khớp/).waitFor();
    expect(await page.getByLabel("Xảy ra ở đâu?").inputValue()).toBe("dong");
  });

  test("where none is sure the list says so, Enter takes nothing, and the arrows choose", async ({ open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await atDesk(page);
    const list = page.getByRole("listbox", { name: "Nơi tìm thấy" });
    const offers = list.getByRole("option");
    await page.keyboard.press("F2");
    await page.keyboard.insertText("dong");
    await page.getByText("Chưa chắc nơi nào").waitFor();
    await offers.first().filter({ hasText: "tỉnh Bắc Ninh" }).waitFor();
    expect(await list.getByRole("option", { selected: true }).count()).toBe(0);
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await page.getByText(/Chưa chọn xã: có \d+ nơi khớp/).waitFor();
    await expect.poll(() => hasFocus(page.getByLabel("Tình trạng hiện tại của trẻ"))).toBe(true);
    expect(await page.getByLabel("Xảy ra ở đâu?").inputValue()).toBe("dong");

    await page.keyboard.press("F2");
    await offers.first().waitFor();
    const last = (await offers.count()) - 1;
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => offers.nth(last).getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => offers.first().getAttribute("aria-selected")).toBe("true");
    const name = (await offers.first().locator("span").first().innerText()).trim();
    await page.keyboard.press("Enter");
    await page.getByText(`UBND ${name}`).waitFor();
    await page.getByLabel("Thôn, đường, chỗ dễ nhận ra").waitFor();
  });

  test("Enter before the answer takes nothing either where that is not sure", async ({ open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await atDesk(page);
    const answer = await holdsPlaces(page);
    await page.keyboard.press("F2");
    await page.keyboard.insertText("dong");
    await page.keyboard.press("Enter");
    await expect.poll(() => hasFocus(page.getByLabel("Tình trạng hiện tại của trẻ"))).toBe(true);
    answer();
    await page.getByText(/Chưa chọn xã: có \d+ nơi khớp/).waitFor();
    expect(await page.getByLabel("Xảy ra ở đâu?").inputValue()).toBe("dong");
  });

  for (const look of looks) {
    test(`places of which none is sure, nothing for axe to say: ${look.scheme}, ${look.width} px, ${look.language}`, async ({ open }) => {
      const page = await open({ login: "colleague", path: "/desk", ...look });
      await atDesk(page);
      await page.keyboard.press("F2");
      await page.keyboard.insertText("dong");
      await page.getByText(/^(Chưa chắc nơi nào|Not sure which)/).waitFor();
      await page.getByText(/xã Đông Hưng, huyện Lục Nam, tỉnh Bắc Giang/).waitFor();
      await page.locator("[role=combobox]:focus").scrollIntoViewIfNeeded();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await shoot(page, `desk-unsure-${look.scheme}-${look.width}`);
    });
  }

  test("the informant's name or number in the account is warned of before it is sent", async ({ server, open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await typeEnough(page, "thon lo tin");
    await page.getByLabel("Kể lại").fill("Chị Hoa ở đối diện nghe thấy, gọi số 0987 654 321.");
    await page.getByRole("button", { name: /Ai báo tin/ }).click();
    await page.getByLabel("Họ tên", { exact: true }).fill("Nguyễn Thị Hoa");
    await page.getByLabel("Điện thoại", { exact: true }).fill("0987654321");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("alert").filter({ hasText: "Có tên, số máy của người báo tin ở ô: Kể lại." }).waitFor();
    await shoot(page, "desk-leak-1280");
    expect((await casesOf(server, "lo tin")).length).toBe(0);
    await page.getByRole("alert").getByRole("button", { name: "Kể lại" }).click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Có người ở gần nghe thấy.");
    await page.keyboard.press("Control+Enter");
    await referredHeading(page).waitFor();
  });

  test("also in what was advised, and in a note on the case page; sent again it goes as it is", async ({ server, open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await typeEnough(page, "thon lo ghi chu");
    await page.getByRole("button", { name: /Ai báo tin/ }).click();
    await page.getByLabel("Họ tên", { exact: true }).fill("Nguyễn Thị Hoa");
    await page.getByRole("button", { name: /Đã làm gì/ }).click();
    await page.getByLabel("Đã hướng dẫn", { exact: true }).fill("Dặn chị Hoa chờ ở nhà.");
    await page.getByRole("button", { name: /Đã làm gì/ }).click(); // folded away, and shown for the warning
    await page.keyboard.press("Control+Enter");
    await page.getByRole("alert").filter({ hasText: "Có tên của người báo tin ở ô: Đã hướng dẫn." }).waitFor();
    expect((await casesOf(server, "lo ghi chu")).length).toBe(0);
    await page.keyboard.press("Control+Enter");
    await referredHeading(page).waitFor();

    const [row] = await casesOf(server, "lo ghi chu");
    await page.goto(`/cases/${row!.caseId}`);
    await begin(page, "AddNote");
    await page.locator("form textarea").fill("Chị Hoa gọi lại, chưa thấy ai tới.");
    await send(page, "Ghi lại");
    await page.getByRole("alert").filter({ hasText: "Có tên của người báo tin ở ô: Ghi chú." }).waitFor();
    await shoot(page, "case-leak-1280");
    await expectAccessible(page);
    const notes = async () => (await (await as(server, "operator"))(CaseService).getHistory({ caseId: row!.caseId, pageSize: 50 })).entries.filter(({ event }) => event?.body.case === "noteAdded").length;
    expect(await notes()).toBe(0);
    await page.locator("form textarea").fill("Người báo tin gọi lại, chưa thấy ai tới.");
    await send(page, "Ghi lại");
    await page.locator("form").waitFor({ state: "detached" });
    await expect.poll(notes).toBe(1);
  });

  test("who harms is picked by arrows or by a part of the words; an emptied box is no answer, and what fits nothing changes nothing", async ({ open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await atDesk(page);
    await page.keyboard.press("Alt+1");
    const box = page.getByRole("combobox", { name: "Là gì của trẻ" });
    await expect.poll(() => hasFocus(box)).toBe(true);
    for (const key of ["ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
    await expect.poll(() => box.inputValue()).toBe("cha");
    await expect.poll(() => hasFocus(box)).toBe(false); // on to the next question
    await box.fill("duong");
    await page.keyboard.press("Tab");
    await expect.poll(() => box.inputValue()).toBe("cha dượng, mẹ kế");
    await box.fill("zzz");
    await page.getByText("Không có mục nào như vậy.").waitFor();
    await page.keyboard.press("Tab");
    await expect.poll(() => box.inputValue()).toBe("cha dượng, mẹ kế");
    await box.fill("");
    await page.keyboard.press("Enter");
    await expect.poll(() => box.inputValue()).toBe("");
  });

  test("a report about an official is restricted by keyboard, and whoever was named finds nothing", async ({ server, open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await typeEnough(page, "thon can bo");
    await page.getByRole("button", { name: "Ai gây hại?" }).press("Enter");
    await page.getByLabel("Là gì của trẻ").waitFor();
    await page.getByLabel(/Là cán bộ của xã/).press("Space");
    const box = page.getByRole("combobox", { name: "Ai không được tham gia ca này?" });
    await box.focus();
    const offers = page.getByRole("listbox", { name: "Người của cơ quan" }).getByRole("option");
    await offers.filter({ hasText: "chairman" }).waitFor();
    await page.keyboard.type("nguoi thu chairman");
    await expect.poll(() => offers.count()).toBe(1);
    await page.keyboard.press("Enter");
    await page.getByRole("list", { name: "Đã chọn" }).getByText("Người Thử chairman").waitFor();
    await expectAccessible(page);
    await shoot(page, "desk-restricted-1280");
    // Another seat has all of it.
    await page.getByText(/bản nháp đã lưu|Đã lưu trên máy chủ/).first().waitFor();
    const draft = async () => (await (await as(server, "operator"))(IntakeService).listDrafts({})).drafts.find(({ contact }) => contact?.intake?.incident?.detail.includes("can bo"));
    await expect.poll(async () => (await draft())?.routing).toMatchObject({ restricted: true, barredPersonIds: [expect.any(String)] });
    const { barredPersonIds } = (await draft())!.routing!;
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: /Đã chuyển/ }).waitFor();
    expect(await casesOf(server, "can bo")).toEqual([]);
    const { cases } = await (await as(server, "operator"))(CaseService).listCases({ pageSize: 200 });
    const row = cases.find(({ summary }) => summary?.hamlet.includes("can bo"));
    expect(row?.restricted).toBe(true);
    const { entries } = await (await as(server, "supervisor"))(CaseService).getHistory({ caseId: row!.caseId, pageSize: 20 });
    const restricted = entries.map(({ event }) => event?.body).find((body) => body?.case === "restricted");
    expect(restricted?.value).toMatchObject({ barredPersonIds });
  });

  for (const look of looks) {
    test(`a restricted report, nothing for axe to say: ${look.scheme}, ${look.width} px, ${look.language}`, async ({ open }) => {
      const page = await open({ login: "colleague", path: "/desk", ...look });
      await atDesk(page);
      await page.keyboard.press("F2");
      await page.keyboard.type("thon han che xa bao dai luc nam");
      await page.keyboard.press("Enter");
      await page.getByText(/UBND xã Bảo Đài|People's Committee of xã Bảo Đài/).waitFor();
      await page.locator("[data-stops] h2 button[aria-expanded=false]").first().click();
      await page.getByLabel(/Là cán bộ của xã|An official of the commune/).click();
      const box = page.locator("[data-path=barredPersonIds]");
      await box.focus();
      await page.locator("[role=option]").filter({ visible: true }).first().waitFor(); // they come from the server
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await box.scrollIntoViewIfNeeded();
      await shoot(page, `desk-barred-${look.scheme}-${look.width}`);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: /^(Bỏ bản này|Discard)$/ }).press("Enter"); // on a phone a text that is being written has its room
      await page.getByRole("button", { name: /Nhấn lại|Press again/ }).click();
    });
  }

  test("a sheet of paper is entered with its number and its time, and the clocks count from there", async ({ server, open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await atDesk(page);
    await page.keyboard.press("c"); // an emergency: its clock is the law's, and counts from the receipt
    await typeEnough(page, "thon mat dien");
    await page.keyboard.press("Alt+p");
    await page.getByLabel("Số phiếu giấy").fill("P-0017");
    const time = page.getByLabel("Giờ nhận ghi trên phiếu");
    await time.fill(localText(Date.now() + 86_400_000));
    await page.keyboard.press("Control+Enter");
    await page.getByText("Thời điểm này chưa tới").first().waitFor();
    const received = Math.floor((Date.now() - 2 * 86_400_000) / 60_000) * 60_000;
    await time.fill(localText(received));
    await page.keyboard.press("Control+Enter");
    await referredHeading(page).waitFor();
    const [row] = await casesOf(server, "mat dien");
    expect(timestampMs(row!.receivedAt!)).toBe(received);
    expect(row!.nextDueAt && timestampMs(row!.nextDueAt) < Date.now()).toBe(true);
  });

  test("a call that the telephone system gives to this person opens by itself, with its number veiled; the earlier contacts of the number stand beside it", async ({ server, open }) => {
    const operator = await as(server, "operator");
    await operator(IntakeService).submitContact({ requestId: newRequestId(), contact: { channel: Channel.PHONE, callerNumber: "0912000777", callType: CallType.ABOUT_A_CHILD, contactClass: ContactClass.INFORMATION, asked: "hỏi giấy khai sinh" } });
    const oneTime = await hire(server, "phone.system", server.helpline, Role.INTEGRATION);
    await changeFirstPassword(server.url, "phone.system", oneTime);
    const page = await open({ login: "operator", path: "/desk" });
    await atDesk(page);
    await page.getByText("Bản nháp và cuộc đang chờ").waitFor();
    await page.waitForResponse("**/ListDrafts");
    const system = await as(server, "phone.system");
    await system(IntakeService).reportCall({ requestId: newRequestId(), callId: "c-1", callerNumber: "0912000777", startedAt: timestampFromMs(Date.now() - 5000), operatorLogin: "operator" });
    await page.getByText("0912•••777").waitFor();
    await page.getByText("1 lần trước từ số này").waitFor();
    expect(await page.content()).not.toContain("0912000777");
    await page.keyboard.press("3");
    await page.getByText(/Đã đóng: trêu đùa/).waitFor();
  });

  test("earlier contacts from the number that the informant gives are shown, each a way to what was said then", async ({ server, open }) => {
    const { contactId } = await (await as(server, "operator"))(IntakeService).submitContact({ requestId: newRequestId(), contact: { channel: Channel.PHONE, callerNumber: "0912000888", callType: CallType.ABOUT_A_CHILD, contactClass: ContactClass.INFORMATION, asked: "hỏi lịch tiêm, câu riêng" } });
    const page = await open({ login: "operator", path: "/desk" });
    await atDesk(page);
    await page.getByRole("button", { name: /Ai báo tin/ }).click();
    await page.getByLabel("Điện thoại", { exact: true }).fill("+84 912 000 888");
    await page.getByText("1 lần trước từ số này").waitFor();
    await page.locator(`a[href="/contacts/${contactId}"]`).click();
    await page.getByRole("definition").filter({ hasText: "hỏi lịch tiêm, câu riêng" }).waitFor();
    await page.goBack();
    await page.getByRole("button", { name: /Ai báo tin/ }).filter({ hasText: "1 ô đã ghi" }).waitFor();
  });

  test("a question is recorded without a form", async ({ server, open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await atDesk(page);
    await page.keyboard.press("6");
    await page.keyboard.type("1 giấy khai sinh, gọi lúc 1 giờ, câu riêng của thử này."); // hands go on at once, and no digit closes the call
    expect(await page.getByLabel("Người gọi hỏi").inputValue()).toBe("1 giấy khai sinh, gọi lúc 1 giờ, câu riêng của thử này.");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Đã chỉ nơi nộp.");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: /Đã ghi nhận/ }).waitFor();
    const operator = await as(server, "operator");
    const { contacts } = await operator(IntakeService).listContacts({ contactClass: ContactClass.INFORMATION, pageSize: 50 });
    const read = await operator(IntakeService).getContact({ contactId: contacts[0]!.contactId });
    expect(read.versions.at(-1)!.contact!.asked).toContain("câu riêng của thử này");
  });

  test("an officer records a report made in person, and the own office has the case at once", async ({ server, open }) => {
    const page = await open({ login: "officer", path: "/desk" });
    await typeEnough(page, "thon tai xa");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: /Đã mở ca .* tại UBND xã Bảo Đài/ }).waitFor();
    expect((await casesOf(server, "tai xa")).length).toBe(1);
  });
});
