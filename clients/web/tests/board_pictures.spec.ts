// What the board draws is what the server knows: each picture against the figures behind it, and its bars by their size.
import { create, fromBinary, toBinary, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { ProofLevel } from "../src/gen/hotline/record/v1/case_pb.ts";
import { CallType, Channel, ContactClass } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { AuditService, GetCheckpointResponseSchema } from "../src/gen/hotline/v1/audit_pb.ts";
import { ClockKind } from "../src/gen/hotline/v1/case_detail_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { GetOverviewResponseSchema, SupervisionService } from "../src/gen/hotline/v1/supervision_pb.ts";
import { readCheckpoint } from "../src/parts/checkpoint.ts";
import { shoot, test } from "./browser.ts";
import { carry, refer } from "./cases.ts";
import { as, type ServerFacts } from "./server.ts";

const overviewOf = async (server: ServerFacts) => (await as(server, "supervisor"))(SupervisionService).getOverview({});
const cells = async (row: Locator) => (await row.getByRole("cell").allInnerTexts()).map((text) => text.trim());
/** How long the bar in each cell is, of the whole. */
const bars = (row: Locator, whole: number) => row.locator("td").evaluateAll((list, all) => list.map((cell) => Number(cell.querySelector("rect:last-of-type")?.getAttribute("width") ?? 0) / all), whole);
const card = (page: Page, name: string) => page.getByRole("region", { name });

type Figures = Exclude<MessageInitShape<typeof GetOverviewResponseSchema>, { $typeName: string }>;

/** The board as the server answers, with these figures instead of its own. */
async function boardOf(page: Page, figures: Figures) {
  await page.route("**/GetOverview", async (route) => {
    const told = fromBinary(GetOverviewResponseSchema, await (await route.fetch()).body());
    const made = create(GetOverviewResponseSchema, figures);
    for (const name of Object.keys(figures) as (keyof Figures)[]) Object.assign(told, { [name]: made[name] });
    await route.fulfill({ contentType: "application/proto", body: Buffer.from(toBinary(GetOverviewResponseSchema, told)) });
  });
  await page.goto("/board");
}

describe("the board's pictures", () => {
  test("waiting cases stand by how far they came and since when, from the server's own counts", async ({ server, open }) => {
    const operator = await as(server, "operator");
    for (const hoursAgo of [undefined, undefined, 30]) await refer(operator, { unit: server.commune, ...(hoursAgo && { hoursAgo }) });
    const { caseId } = await refer(operator, { unit: server.commune });
    await (await as(server, "officer"))(CaseService).getCase({ caseId }); // opened, not accepted
    const { waitingByProof, waiting } = await overviewOf(server);
    expect(waitingByProof.some(({ proofLevel }) => proofLevel === ProofLevel.OPENED)).toBe(true);
    const page = await open({ login: "supervisor", path: "/board" });
    const picture = card(page, "Ca đang chờ: đã tới đâu, từ bao lâu");
    await picture.waitFor();
    const heads = await picture.getByRole("columnheader").allInnerTexts();
    const minutes = ["dưới 30 phút", "dưới 2 giờ", "dưới 12 giờ", "dưới 1 ngày", "dưới 3 ngày", "từ 3 ngày"];
    const bounds = [0, 30, 120, 720, 1440, 4320];
    const most = Math.max(...waitingByProof.map(({ cases }) => cases));
    let seen = 0;
    for (const [level, words] of [[ProofLevel.QUEUED, "đã vào hàng chờ"], [ProofLevel.OPENED, "đã có người mở"]] as const) {
      const row = picture.getByRole("row", { name: new RegExp(words, "i") });
      const known = bounds.slice(0, heads.length - 1).map((bound) => waitingByProof.find((one) => one.proofLevel === level && one.ageMinutesMin === bound)?.cases ?? 0);
      expect(await cells(row), words).toEqual(known.map((n) => (n === 0 ? "–" : String(n))));
      expect(await bars(row, 40), words).toEqual(known.map((n) => n / most));
      seen += known.reduce((sum, n) => sum + n, 0);
    }
    expect(heads.slice(1, -1)).toEqual(minutes.slice(0, heads.length - 2));
    expect(seen).toBe(waiting);
  });

  test("the contacts of today stand by class and hour, against the usual day; the highest bar has its number", async ({ server, open }) => {
    const operator = await as(server, "operator");
    for (const callType of [CallType.SILENT, CallType.SILENT, CallType.PRANK]) await operator(IntakeService).submitContact({ requestId: newRequestId(), contact: { channel: Channel.PHONE, callType } });
    await operator(IntakeService).submitContact({ requestId: newRequestId(), contact: { channel: Channel.PHONE, callType: CallType.ABOUT_A_CHILD, contactClass: ContactClass.COUNSELLING, asked: "hỏi", advised: "gọi lại" } });
    const { classes } = await overviewOf(server);
    const page = await open({ login: "supervisor", path: "/board" });
    const picture = card(page, "Cuộc liên hệ hôm nay");
    const words = { [ContactClass.NON_COUNSELLING]: /không tư vấn|phi tư vấn/i, [ContactClass.COUNSELLING]: /^tư vấn/i, [ContactClass.INTERVENTION]: /can thiệp/i } as Record<number, RegExp>;
    for (const { contactClass, today } of classes.filter(({ contactClass: of }) => words[of])) {
      const row = picture.getByRole("row").filter({ has: page.getByRole("rowheader", { name: words[contactClass]! }) });
      await expect.poll(async () => (await cells(row))[0], { message: String(contactClass) }).toBe(String(today));
    }
    const sum = classes.reduce((all, { today }) => all + today, 0);
    await picture.getByRole("img", { name: `hôm nay (${sum} cuộc)` }).waitFor();
    expect(classes.find(({ contactClass }) => contactClass === ContactClass.NON_COUNSELLING)!.today).toBe(3);

    const hours = Array.from({ length: 24 }, (_, hour) => ({ hour, today: hour === 9 ? 8 : hour === 10 ? 4 : 0, usualLow: hour === 9 ? 2 : 0, usualHigh: hour === 9 ? 6 : 0 }));
    await boardOf(page, { hours, usualDays: 28, classes: [{ contactClass: ContactClass.COUNSELLING, today: 12, usual: 7 }] });
    await picture.getByRole("img", { name: "hôm nay (12 cuộc)" }).waitFor();
    await picture.getByText("Ngày thường tính từ 28 ngày trước.").waitFor();
    expect(await cells(picture.getByRole("row").nth(1))).toEqual(["12", "7"]);
    const drawn = await picture.getByRole("img").evaluate((svg) => [...svg.querySelectorAll("rect")].map((rect) => ({ x: rect.x.baseVal.value, y: rect.y.baseVal.value, height: rect.height.baseVal.value })));
    const [band, nine, ten] = drawn as [(typeof drawn)[0], (typeof drawn)[0], (typeof drawn)[0]];
    expect(drawn.length).toBe(3); // hours without a call, or without a usual one, draw nothing
    expect(nine.height).toBeCloseTo(2 * ten.height);
    expect(ten.x - nine.x).toBe(20); // an hour
    expect(band.height).toBeCloseTo(nine.height / 2); // from two to six of eight
    expect(band.y).toBeCloseTo(nine.y + nine.height / 4);
    expect(await picture.getByRole("img").locator("text").allTextContents()).toEqual(["8", "0:00", "6:00", "12:00", "18:00"]);
    await shoot(page, "board-contacts");
  });

  test("offices stand with the most lateness first, each deadline with its share as a bar, and the late ones lead to their list", async ({ server, open }) => {
    const page = await open({ login: "supervisor", path: "/account" });
    const share = (kind: ClockKind, onTime: number, late: number) => ({ kind, onTime, late });
    await boardOf(page, {
      units: [
        { unit: server.commune, open: 1, shares: [share(ClockKind.ACKNOWLEDGE, 9, 1), share(ClockKind.PLAN, 5, 0)] },
        { unit: server.other_commune, open: 1, shares: [share(ClockKind.ACKNOWLEDGE, 1, 3)] },
        { unit: server.helpline, open: 1, shares: [] },
      ],
      unitsInAll: 3, sharesCases: 14, sharesSince: timestampFromMs(Date.parse("2026-01-02T00:00:00+07:00")),
    });
    const picture = card(page, "Đúng hạn theo đơn vị");
    await picture.getByText("Của 14 ca nhận từ 02/01/2026").waitFor();
    await expect.poll(async () => (await picture.getByRole("rowheader").allInnerTexts()).map((name) => /Đông Phú|Bảo Đài/.exec(name)?.[0])).toEqual(["Đông Phú", "Bảo Đài"]);
    const [late, better] = [picture.getByRole("row").nth(1), picture.getByRole("row").nth(2)];
    expect(await cells(late)).toEqual(["1/4 đúng hạn", "–", "–", "–"]);
    expect(await cells(better)).toEqual(["9/10 đúng hạn", "–", "5/5 đúng hạn", "–"]);
    expect(await bars(late, 100)).toEqual([0.25, 0, 0, 0]);
    expect(await bars(better, 100)).toEqual([0.9, 0, 1, 0]);
    expect(await better.getByRole("link").count()).toBe(1); // where nothing was late there is nothing to see
    await shoot(page, "board-shares");
    await late.getByRole("link", { name: "1/4 đúng hạn; xem 3 hạn trễ" }).click();
    await page.waitForURL("**/deadlines");
  });

  test("tiles stand in the server's order, coloured by the nearest clock, which they name with how late it is", async ({ server, open }) => {
    const operator = await as(server, "operator");
    await carry(server, (await refer(operator, { unit: server.commune })).caseId, "accepted");
    await refer(operator, { unit: server.other_commune, emergency: true, hoursAgo: 14 });
    const { units } = await overviewOf(server);
    const page = await open({ login: "supervisor", path: "/board" });
    const tiles = card(page, "Các đơn vị").getByRole("listitem");
    const known = units.filter(({ open: count }) => count > 0);
    await expect.poll(() => tiles.count()).toBe(known.length);
    expect(await tiles.locator("b").allInnerTexts()).toEqual(known.map(({ open: count }) => String(count)));
    const other = tiles.filter({ hasText: "Đông Phú" });
    await other.filter({ hasText: /quá hạn/ }).filter({ hasText: "Khẩn cấp" }).waitFor();
    expect(await other.getAttribute("data-urgency")).toBe("late");

    const now = Date.now();
    const at = (hours: number) => ({ nextDueAt: timestampFromMs(now + hours * 3_600_000), nextDueKind: ClockKind.ACKNOWLEDGE });
    await boardOf(page, { units: [{ unit: server.other_commune, open: 4, ...at(-3) }, { unit: server.commune, open: 3, ...at(1) }, { unit: server.helpline, open: 2, ...at(40) }], unitsInAll: 3 });
    await tiles.filter({ hasText: "Đông Phú" }).getByText(/quá hạn 3 giờ|trễ 3 giờ/).waitFor();
    expect(await tiles.evaluateAll((list) => list.map((tile) => tile.getAttribute("data-urgency")))).toEqual(["late", "soon", "calm"]);
    expect(await tiles.locator("b").allInnerTexts()).toEqual(["4", "3", "2"]);
    const [late, soon, calm] = (await tiles.evaluateAll((list) => list.map((tile) => [getComputedStyle(tile).backgroundColor, getComputedStyle(tile).borderTopStyle].join(" ")))) as [string, string, string];
    expect(new Set([late, soon, calm]).size).toBe(3); // to the eye too, and not by colour alone
    await shoot(page, "board-tiles");
  });

  test("the newest seal is the server's own: its root, and over how many entries", async ({ server, open }) => {
    const before = readCheckpoint((await (await as(server, "supervisor"))(AuditService).getCheckpoint({})).checkpoint)!;
    const page = await open({ login: "supervisor", path: "/account" });
    let told = before;
    await page.route("**/hotline.v1.AuditService/GetCheckpoint", async (route) => {
      const response = await route.fetch();
      told = readCheckpoint(fromBinary(GetCheckpointResponseSchema, await response.body()).checkpoint)!;
      await route.fulfill({ response });
    });
    await refer(await as(server, "operator"), { unit: server.commune }); // the log grew
    await page.goto("/board");
    const seal = card(page, "Mốc kiểm tra mới nhất");
    await expect.poll(async () => (await seal.innerText()).includes(told.root) && (await seal.innerText()).includes(`Ký cho ${told.size} mục của nhật ký.`)).toBe(true);
    expect(told.size).toBeGreaterThan(before.size);
    expect(told.root).not.toBe(before.root);
    await seal.getByRole("link", { name: "Xem và kiểm tra nhật ký" }).click();
    await page.waitForURL("**/audit");
  });
});
