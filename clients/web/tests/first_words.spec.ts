// What a screen says where there is little, or more than it shows: the first start, a number that called often, an office
// that somebody is on duty for, a table that is answered by keys, a reason that is not sent yet.
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { describe, expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { ContactClass } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { Role } from "../src/gen/hotline/record/v1/options_pb.ts";
import { DutyKind, MembershipSchema } from "../src/gen/hotline/record/v1/person_pb.ts";
import { DirectoryService, ListPeopleResponseSchema } from "../src/gen/hotline/v1/directory_pb.ts";
import { FindSimilarResponseSchema } from "../src/gen/hotline/v1/intake_pb.ts";
import { ReportService } from "../src/gen/hotline/v1/report_pb.ts";
import { SessionService, WhoAmIResponseSchema } from "../src/gen/hotline/v1/session_pb.ts";
import { begin } from "./acting.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { carry, refer } from "./cases.ts";
import { atDesk, typeEnough } from "./desk.ts";
import { boxes, kept } from "./keeping.ts";
import { addressOf, theLevelAbove, theReport } from "./reports.ts";
import { as } from "./server.ts";
import { hasFocus } from "./walking.ts";

const bytes = (message: Uint8Array) => ({ contentType: "application/proto", body: Buffer.from(message) });

describe("the first start", () => {
  for (const [width, scheme] of [[1280, "light"], [360, "dark"]] as const) {
    test(`says whom to add first, where the administrator is alone, at ${width} px`, async ({ server, open }) => {
      const page = await open({ login: "admin", path: "/account", width, scheme });
      const alone = { personId: newRequestId(), login: "admin", name: "Người Thử admin", memberships: [{ unit: server.helpline, role: Role.ADMINISTRATOR }] };
      await page.route("**/ListPeople", (route) => route.fulfill(bytes(toBinary(ListPeopleResponseSchema, create(ListPeopleResponseSchema, { people: [alone] })))));
      await page.goto("/people");
      await page.getByRole("heading", { level: 2, name: "Chưa có ai khác ngoài bạn" }).waitFor();
      await page.getByText(/Trước hết hãy thêm người của Tổng đài/).waitFor();
      await expectAccessible(page);
      await shoot(page, `people-first-${width}`);
      await page.locator("main").getByRole("button", { name: "Thêm người" }).last().click();
      await page.getByRole("heading", { name: "Thêm người dùng" }).waitFor();
    });
  }
});

describe("the desk", () => {
  test("says of a number that called often how often at least, and shows all that it was told", async ({ open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await page.route("**/FindSimilar", (route) => {
      const sameNumber = Array.from({ length: 20 }, (_, at) => ({ contactId: newRequestId(), contactClass: ContactClass.INFORMATION, receivedAt: timestampFromMs(1_790_000_000_000 + at * 60_000) }));
      return route.fulfill(bytes(toBinary(FindSimilarResponseSchema, create(FindSimilarResponseSchema, { sameNumber }))));
    });
    await atDesk(page);
    await page.getByRole("button", { name: /Ai báo tin/ }).click();
    await page.getByLabel("Điện thoại", { exact: true }).fill("0912 000 888");
    await page.getByRole("heading", { name: "Ít nhất 20 lần trước từ số này" }).waitFor();
    const earlier = page.locator("aside, main").locator('a[href^="/contacts/"]');
    await expect.poll(() => earlier.count()).toBe(4);
    await page.getByRole("button", { name: "Hiện thêm 16 lần" }).click();
    await expect.poll(() => earlier.count()).toBe(20);
    await shoot(page, "desk-often");
  });

  test("names who is on duty at the office that gets the report", async ({ server, open }) => {
    const officer = await as(server, "officer");
    const { personId } = (await officer(SessionService).whoAmI({})).person!;
    const duty = { unit: server.commune, kind: DutyKind.DUTY, personId, from: timestampFromMs(Date.now() - 3_600_000), until: timestampFromMs(Date.now() + 86_400_000) };
    await (await as(server, "supervisor"))(DirectoryService).setDuty({ requestId: newRequestId(), duty });
    const page = await open({ login: "operator", path: "/desk" });
    await atDesk(page);
    await typeEnough(page, "thon co nguoi truc");
    const office = page.locator("section").filter({ has: page.getByRole("heading", { name: "Nơi nhận" }) });
    await office.getByText("Trực: Người Thử officer").waitFor();
    await office.getByText(/Chủ tịch, người được uỷ quyền: Người Thử chairman/).waitFor();
    await shoot(page, "desk-on-duty");
  });
});

describe("a form", () => {
  test("with a table of risks is answered by the key on each answer, and goes on to the next line", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    await carry(server, caseId, "accepted");
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    await begin(page, "RecordAssessment");
    const harm = page.getByRole("region", { name: "Mức độ tổn hại" });
    const line = (at: number) => harm.getByRole("group").nth(at);
    await line(0).getByRole("radio").first().focus();
    await page.keyboard.press("1");
    await expect.poll(() => line(0).getByRole("radio", { name: "cao" }).isChecked()).toBe(true);
    await expect.poll(() => hasFocus(line(1).getByRole("radio").first())).toBe(true);
    await page.keyboard.press("3");
    await expect.poll(() => line(1).getByRole("radio", { name: "thấp" }).isChecked()).toBe(true);
    await harm.getByRole("status").filter({ hasText: /Cao\s*1\s*Trung bình\s*0\s*Thấp\s*1/ }).waitFor();
    await line(0).locator("kbd").first().waitFor();
    await expectAccessible(page);
    await shoot(page, "assessment-keys");
  });

  test("that gives a report back keeps its reason over a reload, until the server has the answer", async ({ server, open }) => {
    const report = await theReport(server);
    const above = await theLevelAbove(server);
    const [officer, chairman] = [await as(server, "officer"), await as(server, "chairman")];
    await officer(ReportService).saveReportDraft({ requestId: newRequestId(), key: report.key!, expectedVersion: report.version, narrative: "Không có vụ nào trong kỳ." });
    const drafted = await theReport(server);
    await chairman(ReportService).signReport({ requestId: newRequestId(), key: drafted.key!, expectedVersion: drafted.version });
    const page = await open({ login: above, path: addressOf(report) });
    const reason = page.getByLabel("Vì sao trả lại");
    await reason.fill("Chưa nêu việc đã làm.");
    await kept(page, "Chưa nêu việc đã làm.");
    await page.reload();
    await expect.poll(() => reason.inputValue()).toBe("Chưa nêu việc đã làm.");
    await page.getByRole("button", { name: "Trả lại" }).click();
    await page.getByText("Đã trả lại", { exact: true }).waitFor();
    await expect.poll(() => boxes(page)).toEqual([]);
  });
});

describe("the strip", () => {
  test("on a phone has a word under each icon, and says how many roles more the person has", async ({ server, open }) => {
    const page = await open({ login: "officer", path: "/queue", width: 360 });
    await page.route("**/WhoAmI", async (route) => {
      const told = fromBinary(WhoAmIResponseSchema, await (await route.fetch()).body());
      told.person!.memberships.push(create(MembershipSchema, { unit: server.other_commune, role: Role.OFFICER }));
      await route.fulfill(bytes(toBinary(WhoAmIResponseSchema, told)));
    });
    await page.reload();
    const strip = page.getByRole("banner");
    await strip.getByText("+1").waitFor();
    for (const word of ["Đi tới", "Ẩn"]) await strip.getByText(word, { exact: true }).waitFor();
    await expectAccessible(page);
    await shoot(page, "strip-360");
  });
});
