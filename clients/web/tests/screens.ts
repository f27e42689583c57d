// Every screen of the router, each with the person who opens it, what it shows, and when it is whole: for whatever holds
// all of them to something. A screen that is not here fails screens.spec.ts.
import { create, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { Page } from "playwright-core";
import { newRequestId } from "../src/api/request_id.ts";
import { CallResult, ProminentReason } from "../src/gen/hotline/record/v1/case_pb.ts";
import { AbuseType, CallType, Channel, ContactClass } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { DutyKind } from "../src/gen/hotline/record/v1/person_pb.ts";
import { ClockKind } from "../src/gen/hotline/v1/case_detail_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { MessageChannel, MessageFailure, NoticeKind } from "../src/gen/hotline/v1/notice_pb.ts";
import { SessionService } from "../src/gen/hotline/v1/session_pb.ts";
import { ListUndeliveredResponseSchema } from "../src/gen/hotline/v1/supervision_pb.ts";
import type { Language } from "./browser.ts";
import { act, callAgain, carry, refer } from "./cases.ts";
import { aYear, halfOver } from "./figures.ts";
import { drawn } from "./layout.ts";
import { addressOf, anAcceptedReport } from "./reports.ts";
import { as, type Login, type ServerFacts } from "./server.ts";

export interface Screen {
  login?: Login;
  /** Makes what the screen shows; answers with the address. */
  path(server: ServerFacts): string | Promise<string>;
  ready(page: Page): Promise<unknown>;
  /** Further states of the screen, each from the one before, by what they are called in a picture's name. */
  then?: Record<string, (page: Page, language: Language) => Promise<unknown>>;
}

const waiting = async (server: ServerFacts) => (await refer(await as(server, "operator"), { unit: server.commune, emergency: true })).caseId;
/** More rows than a screen holds, and among them one that carries everything a row can: long words, every mark, all kinds of abuse. */
async function aFullQueue(server: ServerFacts) {
  const operator = await as(server, "operator");
  for (let made = 0; made < 24; ++made) await refer(operator, { unit: server.commune, emergency: made % 3 === 0 });
  const abuseTypes = [AbuseType.VIOLENCE, AbuseType.EXPLOITATION, AbuseType.SEXUAL, AbuseType.TRAFFICKING, AbuseType.ABANDONMENT, AbuseType.NEGLECT];
  const hamlet = "khu tập thể công nhân phía sau trường trung học cơ sở thôn Quảng Hồng Lâm Thượng";
  const { caseId } = await refer(operator, { unit: server.commune, emergency: true, hamlet, intake: { abuseTypes } });
  await act(server, "supervisor", caseId, (api, common) => api(CaseService).flagProminent({ ...common, reason: ProminentReason.PRESS }));
  await callAgain(server, caseId);
}
const inWork = async (server: ServerFacts) => {
  const caseId = await waiting(server);
  await carry(server, caseId, "planned");
  return caseId;
};
async function aQuestion(server: ServerFacts) {
  const { contactId } = await (await as(server, "operator"))(IntakeService).submitContact({
    requestId: newRequestId(),
    contact: { channel: Channel.PHONE, callType: CallType.ABOUT_A_CHILD, contactClass: ContactClass.COUNSELLING, asked: "hỏi về việc học", advised: "gọi lại khi cần" },
  });
  return contactId;
}
/** One with a case's number and a whole date beside its words. */
async function manyContacts(server: ServerFacts) {
  await aQuestion(server);
  await refer(await as(server, "operator"), { unit: server.commune, hoursAgo: 72 });
}
const heading = (page: Page) => page.getByRole("heading", { level: 1 }).waitFor();
const secondRow = (page: Page) => page.getByRole("row").nth(1).waitFor();

async function aPastDelegation(server: ServerFacts) {
  const [chairman, officer] = [await as(server, "chairman"), await as(server, "officer")];
  const deputyId = (await officer(SessionService).whoAmI({})).person!.personId;
  const { delegation } = await chairman(DirectoryService).delegate({ requestId: newRequestId(), unit: server.commune, deputyId, until: timestampFromMs(Date.now() + 86_400_000) });
  await chairman(DirectoryService).revokeDelegation({ requestId: newRequestId(), delegationId: delegation!.delegationId });
}

async function aDuty(server: ServerFacts) {
  const supervisor = await as(server, "supervisor");
  const me = (await supervisor(SessionService).whoAmI({})).person!;
  await supervisor(DirectoryService).setDuty({
    requestId: newRequestId(),
    duty: { unit: server.helpline, kind: DutyKind.DUTY, personId: me.personId, from: timestampFromMs(Date.now() - 3_600_000), until: timestampFromMs(Date.now() + 86_400_000) },
  });
}

/** Two late cases, one of which somebody has telephoned about. */
async function aCallList(server: ServerFacts) {
  const operator = await as(server, "operator");
  const { caseId } = await refer(operator, { unit: server.commune, emergency: true, hoursAgo: 14 });
  await refer(operator, { unit: server.other_commune, emergency: true, hoursAgo: 20 });
  const attempt = { unit: server.commune, result: CallResult.NO_ANSWER, whom: "người trực", notes: "đổ chuông hai lần, hẹn gọi lại" };
  await act(server, "supervisor", caseId, (api, common) => api(CaseService).recordCallAttempt({ ...common, attempt }));
}

/** As a server answers whose gateway was away: about a case, and about no case. */
function undelivered() {
  const at = (hours: number) => timestampFromMs(Date.now() - hours * 3_600_000);
  const common = { messageChannel: MessageChannel.EMAIL, attempts: 12, createdAt: at(8), givenUpAt: at(1) };
  const answer = create(ListUndeliveredResponseSchema, {
    messages: [
      {
        ...common, messageId: newRequestId(), failure: MessageFailure.NOT_TRUSTED,
        notice: { kind: NoticeKind.ESCALATION, caseId: newRequestId(), caseNumber: "LN-2026-000017", unit: "07462@2025-07-01", clock: ClockKind.ACKNOWLEDGE, dueAt: at(9) },
      },
      { ...common, messageId: newRequestId(), failure: MessageFailure.NOT_SIGNED_IN, notice: { kind: NoticeKind.REPORT_CALL_NEEDED, unit: "07462@2025-07-01" } },
    ],
  });
  return Buffer.from(toBinary(ListUndeliveredResponseSchema, answer));
}

export const screens: Record<string, Screen> = {
  "sign-in": {
    path: () => "/",
    ready: (page) => heading(page),
    then: {
      refused: async (page) => {
        await page.locator("input[name=username]").fill("nobody.there");
        await page.locator("input[name=password]").fill("sai hoàn toàn");
        await page.keyboard.press("Enter");
        await page.getByRole("alert").waitFor();
      },
    },
  },
  "/queue": {
    login: "officer",
    path: async (server) => (await aFullQueue(server), "/queue"),
    ready: secondRow,
    then: {
      end: async (page) => (await page.evaluate(() => window.scrollTo({ top: document.documentElement.scrollHeight })), await drawn(page), await page.locator("[aria-rowindex='26']").waitFor()),
      palette: async (page) => (await page.keyboard.press("Control+k"), await page.getByRole("combobox").waitFor()),
      keys: async (page) => {
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
        await page.keyboard.press("?");
        await page.getByRole("dialog").waitFor();
      },
      menu: async (page, language) => {
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
        await page.getByRole("button", { name: language === "vi" ? /Tài khoản/ : /Account/ }).click();
        await page.getByRole("menuitem").first().waitFor();
      },
      hidden: async (page) => (await page.keyboard.press("Escape"), await page.keyboard.press("F8"), await page.getByRole("dialog").waitFor()),
    },
  },
  "/desk": { login: "operator", path: () => "/desk", ready: (page) => page.locator("[data-stops] [data-stop]").first().waitFor() },
  "/calls": {
    login: "supervisor",
    path: async (server) => (await aCallList(server), "/calls"),
    ready: (page) => page.locator("main li[data-case] dl").nth(1).waitFor(),
    then: {
      tried: async (page) => (await page.locator("main li[data-case] button[aria-expanded]").first().click(), await page.locator("main li[data-case] ol li").first().waitFor()),
      recording: async (page) => (await page.locator("main li[data-case] button[aria-pressed]").first().click(), await page.locator("main li[data-case] form").waitFor()),
    },
  },
  "/cases": { login: "officer", path: async (server) => (await inWork(server), "/cases"), ready: secondRow },
  "/cases/:id": { login: "officer", path: async (server) => `/cases/${await inWork(server)}`, ready: (page) => page.locator("ol li time").first().waitFor() },
  "/cases/:id/print": {
    login: "officer",
    path: async (server) => `/cases/${await inWork(server)}/print`,
    ready: (page) => page.getByRole("region", { name: "Mẫu số 01" }).getByText("Trẻ Hư Cấu").waitFor(),
  },
  "/cases/:id/audit": {
    login: "supervisor",
    path: async (server) => `/cases/${await inWork(server)}/audit`,
    ready: async (page) => (await secondRow(page), await page.locator("ol li time").first().waitFor()),
  },
  "/contacts": { login: "supervisor", path: async (server) => (await manyContacts(server), "/contacts"), ready: (page) => page.locator("main li a").first().waitFor() },
  "/contacts/:id": { login: "supervisor", path: async (server) => `/contacts/${await aQuestion(server)}`, ready: (page) => page.getByText("hỏi về việc học").first().waitFor() },
  "/people": {
    login: "admin",
    path: () => "/people",
    ready: (page) => page.getByRole("button", { name: /Người Thử chairman/ }).waitFor(),
    then: {
      person: async (page) => (await page.getByRole("button", { name: /Người Thử chairman/ }).click(), await page.getByRole("heading", { level: 2, name: "Người Thử chairman" }).waitFor()),
    },
  },
  "/units": {
    login: "admin",
    path: () => "/units",
    ready: (page) => page.getByRole("listitem").first().waitFor(),
    then: { office: async (page) => (await page.getByRole("listitem").first().getByRole("button").click(), await page.locator("#unit-title").waitFor()) },
  },
  "/units/import": { login: "admin", path: () => "/units/import", ready: heading },
  "/units/draft": { login: "admin", path: () => "/units/draft", ready: (page) => page.getByRole("radio").first().waitFor() },
  "/units/changes": { login: "supervisor", path: () => "/units/changes", ready: heading },
  "/deputies": { login: "chairman", path: async (server) => (await aPastDelegation(server), "/deputies"), ready: (page) => page.getByText("Người Thử officer").first().waitFor({ state: "attached" }) },
  "/roster": { login: "supervisor", path: async (server) => (await aDuty(server), "/roster"), ready: (page) => page.getByRole("region", { name: /không có ai trực|nobody on duty/ }).getByRole("listitem").first().waitFor() },
  "/board": {
    login: "supervisor",
    path: async (server) => (await aFullQueue(server), "/board"),
    ready: (page) => page.getByRole("listitem").first().waitFor(),
    then: {
      waiting: async (page) => (await page.locator("main button[aria-expanded]").first().click(), await page.getByRole("row").filter({ hasText: /LN-/ }).first().waitFor()),
      undelivered: async (page, language) => {
        await page.route("**/*.SupervisionService/ListUndelivered", (route) => route.fulfill({ contentType: "application/proto", body: undelivered() }));
        await page.reload();
        await page.getByRole("region", { name: language === "vi" ? "Tin không tới nơi" : "Messages that nobody got" }).getByRole("listitem").nth(1).waitFor();
      },
    },
  },
  "/statistics/report": {
    login: "supervisor",
    path: async (server) => (await aYear(server), "/statistics/report"),
    ready: (page) => page.getByRole("article").getByRole("table").first().waitFor(),
  },
  "/statistics": {
    login: "supervisor",
    path: async (server) => (await aYear(server), "/statistics"),
    // What was asked for outlives the reload.
    ready: async (page) => (await page.getByRole("checkbox").uncheck(), await page.locator("svg[role=img]").nth(2).waitFor()),
    then: {
      tables: async (page, language) => (await page.getByRole("radio", { name: language === "vi" ? "Bảng" : "Tables" }).check(), await page.getByRole("table").nth(3).waitFor()),
      others: async (page, language) => {
        await page.getByRole("radio", { name: language === "vi" ? "Hình" : "Pictures" }).check();
        await page.getByRole("checkbox").check();
        await page.getByLabel(language === "vi" ? "Kỳ" : "Period", { exact: true }).selectOption({ label: language === "vi" ? "Nửa năm" : "Half-year" });
        await page.getByLabel(language === "vi" ? "Năm" : "Year", { exact: true }).selectOption(String(halfOver.year));
        await page.getByRole("note").waitFor();
      },
    },
  },
  "/reports": { login: "officer", path: async (server) => (await anAcceptedReport(server), "/reports"), ready: secondRow },
  "/reports/:duty/:unit/:day": { login: "officer", path: async (server) => addressOf(await anAcceptedReport(server)), ready: (page) => page.getByRole("row").nth(3).waitFor() },
  "/audit": { login: "admin", path: () => "/audit", ready: (page) => page.getByRole("listitem").first().waitFor() },
  "/deadlines": { login: "supervisor", path: async (server) => (await inWork(server), "/deadlines"), ready: secondRow },
  "/deadlines/try": {
    login: "supervisor",
    path: async (server) => (await inWork(server), "/deadlines/try"),
    ready: (page) => page.locator("form fieldset").nth(5).waitFor(),
    then: {
      found: async (page, language) => {
        await page.getByRole("group", { name: language === "vi" ? "Biện pháp khẩn cấp" : "Emergency measures" }).getByRole("spinbutton").fill("1");
        await page.getByRole("button", { name: language === "vi" ? "Tính" : "Compute", exact: true }).click();
        await page.locator("section[aria-labelledby=try-result]").getByRole("row").nth(1).waitFor();
      },
    },
  },
  "/account": { login: "chairman", path: () => "/account", ready: heading },
  nowhere: { login: "officer", path: () => "/nowhere", ready: (page) => page.locator("main").getByRole("button").waitFor() },
};
