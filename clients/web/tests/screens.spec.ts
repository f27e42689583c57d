// Every screen of the router in every look: both themes, both languages, a phone and a desk, enlarged to 200 % (640 of
// 1280 px), reflowed to 320 px, and with a reader's own spacing of letters. A screen that is not here fails the run.
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { routes } from "../src/app/routes.tsx";
import { ProminentReason } from "../src/gen/hotline/record/v1/case_pb.ts";
import { AbuseType, CallType, Channel, ContactClass } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { SessionService } from "../src/gen/hotline/v1/session_pb.ts";
import { expectAccessible, shoot, test, type Language } from "./browser.ts";
import { act, callAgain, carry, refer } from "./cases.ts";
import { layoutFaults, spacedText } from "./layout.ts";
import { as, type Login, type ServerFacts } from "./server.ts";

interface Screen {
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
const heading = (page: Page) => page.getByRole("heading", { level: 1 }).waitFor();
const secondRow = (page: Page) => page.getByRole("row").nth(1).waitFor();

async function aPastDelegation(server: ServerFacts) {
  const [chairman, officer] = [await as(server, "chairman"), await as(server, "officer")];
  const deputyId = (await officer(SessionService).whoAmI({})).person!.personId;
  const { delegation } = await chairman(DirectoryService).delegate({ requestId: newRequestId(), unit: server.commune, deputyId, until: timestampFromMs(Date.now() + 86_400_000) });
  await chairman(DirectoryService).revokeDelegation({ requestId: newRequestId(), delegationId: delegation!.delegationId });
}

const screens: Record<string, Screen> = {
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
  "/contacts": { login: "supervisor", path: async (server) => (await aQuestion(server), "/contacts"), ready: (page) => page.locator("main li a").first().waitFor() },
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
  "/deputies": { login: "chairman", path: async (server) => (await aPastDelegation(server), "/deputies"), ready: (page) => page.getByText("Người Thử officer").first().waitFor({ state: "attached" }) },
  "/board": {
    login: "supervisor",
    path: async (server) => (await aFullQueue(server), "/board"),
    ready: (page) => page.getByRole("listitem").first().waitFor(),
    then: {
      waiting: async (page) => (await page.locator("main button[aria-expanded]").first().click(), await page.getByRole("row").filter({ hasText: /LN-/ }).first().waitFor()),
    },
  },
  "/audit": { login: "admin", path: () => "/audit", ready: (page) => page.getByRole("listitem").first().waitFor() },
  "/account": { login: "chairman", path: () => "/account", ready: heading },
  nowhere: { login: "officer", path: () => "/nowhere", ready: (page) => page.locator("main").getByRole("button").waitFor() },
};

/** Colours are axe's matter, at a phone and a desk. */
async function inBothThemes(page: Page, name: string, language: Language) {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor();
      await expectAccessible(page);
      if ((language === "vi") === (scheme === "light")) await shoot(page, `${name}-${scheme}-${width}`);
    }
  }
}

/** Rows that are placed by their measured height are placed again in the frame after they grew. */
const drawn = (page: Page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** The layout is of no theme. */
async function faultsAtEverySize(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const width of [320, 360, 640, 1280]) {
    await page.setViewportSize({ width, height: width < 640 ? 740 : 450 });
    await drawn(page);
    found.push(...(await layoutFaults(page)).map((fault) => `${name}, ${width} px: ${fault}`));
    await spacedText(page, true);
    await drawn(page);
    found.push(...(await layoutFaults(page)).map((fault) => `${name}, ${width} px, wide text: ${fault}`));
    await spacedText(page, false);
  }
  return found;
}

describe("every screen", { timeout: 120_000 }, () => {
  test("of the router is looked at here", () => {
    expect(Object.keys(screens).filter((name) => name.startsWith("/")).sort()).toEqual(routes.map(({ path }) => path).sort());
  });

  for (const [route, { login, path, ready, then = {} }] of Object.entries(screens)) {
    const name = route.replace(/^\//, "").replace(/\/:id/g, "-one").replace(/\//g, "-");
    test(`${route}: nothing for axe to say, and nothing cut in any size`, async ({ server, open }) => {
      const page = await open({ ...(login && { login }), path: await path(server) });
      const faults: string[] = [];
      for (const language of ["vi", "en"] as const) {
        await page.evaluate((chosen) => localStorage.setItem("hotline.language", chosen), language);
        await page.reload();
        for (const [state, bring] of [["", ready], ...Object.entries(then)] satisfies [string, (page: Page, language: Language) => Promise<unknown>][]) {
          await bring(page, language);
          const shown = state ? `${name}-${state}` : name;
          await inBothThemes(page, shown, language);
          faults.push(...(await faultsAtEverySize(page, `${shown} ${language}`)));
        }
      }
      expect(faults).toEqual([]);
    });
  }
});
