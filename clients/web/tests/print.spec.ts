import { describe, expect } from "vitest";
import { Relationship } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { Measure } from "../src/gen/hotline/record/v1/case_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { AbuseType, Answer, CallType, Channel, ContactClass, Sex } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { newRequestId } from "../src/api/request_id.ts";
import { shoot, test } from "./browser.ts";
import { act, carry } from "./cases.ts";
import { a4, printed } from "./printed.ts";
import { as, type ServerFacts } from "./server.ts";

const informant = "Bà Mách Hư Cấu";

async function aCase(server: ServerFacts) {
  return (await as(server, "operator"))(IntakeService).submitContact({
    requestId: newRequestId(),
    contact: {
      channel: Channel.PHONE, callType: CallType.ABOUT_A_CHILD, contactClass: ContactClass.INTERVENTION,
      informant: { relation: Relationship.NEIGHBOUR, name: informant, telephone: "0987 650 321", agreedToBeNamed: true },
      intake: {
        abuseTypes: [AbuseType.VIOLENCE, AbuseType.NEGLECT],
        incident: { unit: server.commune, detail: "thôn Thử" },
        child: { name: "Trẻ Hư Cấu", estimatedAge: 8, sex: Sex.FEMALE },
        presentState: "có vết bầm ở tay, đang ở nhà hàng xóm",
        likelyConsequences: "có thể bị đánh tiếp",
        father: { name: "Cha Hư Cấu", age: 41, occupation: "thợ xây" },
        familySituation: "cha mẹ ly thân, ở với cha",
        narrative: "hàng xóm nghe tiếng khóc nhiều đêm",
        triage: { lifeThreatened: Answer.NO, abuserCanReach: Answer.YES, carerHarms: Answer.YES, relativeCanProtect: Answer.NO },
      },
    },
  });
}

describe("papers of a case", () => {
  test("Form 01 has what was told in the form's words, and not who told unless that is asked for", async ({ server, open }) => {
    const { caseId, caseNumber } = await aCase(server);
    const page = await open({ login: "operator", path: `/cases/${caseId}/print` });
    const paper = page.getByRole("region", { name: "Mẫu số 01" });
    await paper.getByText("Trẻ Hư Cấu").waitFor();
    for (const said of [caseNumber, "Tiếp nhận thông tin trẻ em bị xâm hại", "☒ Nữ", "☒ Qua điện thoại", "có vết bầm ở tay", "Cha Hư Cấu", "Độc lập - Tự do - Hạnh phúc", "Hà Nội, ngày "]) await paper.filter({ hasText: said }).waitFor();
    expect(await paper.innerText()).not.toContain("BẢN NHÁP");
    expect(await page.content()).not.toContain(informant);
    await page.getByLabel("In cả thông tin người báo tin").check();
    await paper.getByText(informant).waitFor();
    await expect.poll(() => page.title()).toBe("In hồ sơ · 111");
  });

  test("whoever may not see who told cannot print it", async ({ server, open }) => {
    const { caseId } = await aCase(server);
    const page = await open({ login: "officer", path: `/cases/${caseId}/print` });
    await page.getByRole("region", { name: "Mẫu số 01" }).getByText("Trẻ Hư Cấu").waitFor();
    expect(await page.getByLabel("In cả thông tin người báo tin").count()).toBe(0);
    expect(await page.content()).not.toContain(informant);
  });

  test("what leaves the printer is the papers alone, each on its A4", async ({ server, open }) => {
    const { caseId } = await aCase(server);
    await carry(server, caseId, "assessed");
    const page = await open({ login: "supervisor", path: `/cases/${caseId}/print`, scheme: "dark" });
    await page.getByRole("region", { name: "Mẫu số 01" }).getByText("Trẻ Hư Cấu").waitFor();
    await page.getByLabel("Mẫu 06, rà soát").check();
    await page.getByLabel("Phiếu chuyển ca").check();
    await page.getByRole("row", { name: "Mức độ tổn hại của trẻ" }).getByText("×").waitFor();
    await page.getByRole("region", { name: "PHIẾU CHUYỂN CA" }).getByText("KHẨN CẤP", { exact: true }).waitFor();
    expect((await printed(page, "papers")).sheets).toEqual([a4, a4, a4]);
    await page.emulateMedia({ media: "print" });
    for (const gone of [page.getByRole("banner"), page.getByRole("navigation"), page.getByRole("button", { name: /^In/ })]) await gone.waitFor({ state: "hidden" });
    await page.setViewportSize({ width: 794, height: 3400 });
    await shoot(page, "papers-printed");
  });

  test("Form 06 and the referral sheet have the heads of their models, and on neither stands who told", async ({ server, open }) => {
    const { caseId, caseNumber } = await aCase(server);
    await carry(server, caseId, "assessed");
    const page = await open({ login: "operator", path: `/cases/${caseId}/print` });
    await page.getByRole("region", { name: "Mẫu số 01" }).getByText("Trẻ Hư Cấu").waitFor();
    await page.getByLabel("Mẫu 06, rà soát").check();
    await page.getByLabel("Phiếu chuyển ca").check();
    const heads = {
      "Mẫu số 06": ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mẫu số 06", "Ban hành kèm theo Nghị định số 56/2017/NĐ-CP", "BÁO CÁO", "Rà soát, đánh giá kết quả thực hiện kế hoạch hỗ trợ, can thiệp", "ỦY BAN NHÂN DÂN", "XÃ BẢO ĐÀI", "Bảo Đài, ngày", "BẢN NHÁP – chưa đối chiếu mẫu chính thức", caseNumber, "Họ và tên trẻ em (nếu được biết): Trẻ Hư Cấu", "1. Mức độ tổn hại của trẻ em", "2. Khả năng tự bảo vệ, phục hồi của trẻ em"],
      "PHIẾU CHUYỂN CA": ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "TỔNG ĐÀI QUỐC GIA BẢO VỆ TRẺ EM", "Hà Nội, ngày", "PHIẾU CHUYỂN CA", caseNumber, "KHẨN CẤP", "Trẻ Hư Cấu"],
    };
    for (const [name, words] of Object.entries(heads)) {
      const paper = page.getByRole("region", { name });
      await paper.waitFor();
      const text = (await paper.innerText()).normalize("NFC");
      for (const said of words) expect(text, name).toContain(said);
      for (const hidden of [informant, "0987 650 321"]) expect(text, name).not.toContain(hidden);
    }
    expect(await page.content()).not.toContain(informant);
  });

  test("every form of the configuration is offered, filled with what is known, and says where it is a draft", async ({ server, open }) => {
    const { caseId } = await aCase(server);
    await carry(server, caseId, "assessed");
    const measures = { measure: Measure.SEPARATE, what: "đưa trẻ về nhà bà ngoại", takenTo: "nhà bà ngoại, thôn Thử", decision: "12/QĐ-UBND" };
    await act(server, "chairman", caseId, (api, common) => api(CaseService).startEmergencyMeasures({ ...common, measures }));
    const page = await open({ login: "supervisor", path: `/cases/${caseId}/print` });
    await page.getByRole("region", { name: "Mẫu số 01" }).getByText("Trẻ Hư Cấu").waitFor();
    for (const name of ["Mẫu 02", "Mẫu 03", "Mẫu 04", "Mẫu 05", "Quyết định", "Phụ lục"]) await page.getByLabel(new RegExp(name)).check();
    await page.getByRole("region", { name: "Mẫu số 01" }).getByText("Trẻ Hư Cấu").waitFor();
    for (const name of ["Mẫu số 02", "Mẫu số 03", "Mẫu số 04", "Mẫu số 05"]) {
      const paper = page.getByRole("region", { name });
      await paper.filter({ hasText: "BẢN NHÁP – chưa đối chiếu mẫu chính thức" }).filter({ hasText: "Trẻ Hư Cấu" }).waitFor();
    }
    // Whoever signs them writes the day; the day of printing is nobody's.
    for (const name of ["Mẫu số 04", "Mẫu số 05"]) await page.getByRole("region", { name }).filter({ hasText: "Bảo Đài, ngày …… tháng …… năm ………" }).waitFor();
    const decision = page.getByRole("region", { name: "QUYẾT ĐỊNH", exact: true });
    for (const words of ["BẢN NHÁP", "12/QĐ-UBND", "đưa trẻ về nhà bà ngoại", "nhà bà ngoại, thôn Thử", "Trẻ Hư Cấu"]) await decision.filter({ hasText: words }).waitFor();
    const annex = page.getByRole("region", { name: "PHỤ LỤC" });
    await annex.filter({ hasText: "hàng xóm nghe tiếng khóc nhiều đêm" }).waitFor();
    expect(await page.content()).not.toContain(informant);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 794, height: 5200 });
    await shoot(page, "papers-all");
    const { sheets } = await printed(page, "papers-all");
    expect(new Set(sheets.map(String))).toEqual(new Set([String(a4)]));
  });
});
