import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { describe, expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { DutyKind } from "../src/gen/hotline/record/v1/person_pb.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { SessionService } from "../src/gen/hotline/v1/session_pb.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { as, type ServerFacts } from "./server.ts";
import { tabTo, walk } from "./walking.ts";

const idOf = async (server: ServerFacts, login: string) => (await (await as(server, login))(SessionService).whoAmI({})).person!.personId;

/** The roster as it begins: nobody is put on it. */
async function emptyRoster(server: ServerFacts) {
  const chairman = (await as(server, "chairman"))(DirectoryService);
  for (const { dutyId } of (await chairman.getRoster({ unit: server.commune })).duties) await chairman.revokeDuty({ requestId: newRequestId(), dutyId });
}

describe("the duty roster", () => {
  test.beforeEach(async ({ server }) => emptyRoster(server));

  test("a chairman says by keyboard alone that the only officer is away, and the page says at once that nobody answers", async ({ server, open }) => {
    const page = await open({ login: "chairman", path: "/roster" });
    const now = page.getByRole("region", { name: /^Lúc này/ });
    await now.getByText("Người Thử officer").waitFor();
    await page.getByLabel("Ai", { exact: true }).locator("option").filter({ hasText: "Người Thử officer" }).waitFor({ state: "attached" });
    await walk(page, "roster");
    await tabTo(page, page.getByLabel("Việc gì"));
    for (const _ of ["stand-in", "away"]) await page.keyboard.press("ArrowDown");
    await tabTo(page, page.getByLabel("Ai", { exact: true }));
    for (const _ of ["chairman", "officer"]) await page.keyboard.press("ArrowDown");
    await tabTo(page, page.getByRole("button", { name: "Xếp vào lịch" }));
    await page.keyboard.press("Enter");
    await page.getByText(/^Đã xếp Người Thử officer đến/).waitFor();
    await now.getByText("Lúc này không có ai trực ở").waitFor();
    await expectAccessible(page);
    await shoot(page, "roster-nobody");
    expect((await (await as(server, "officer"))(DirectoryService).getRoster({ unit: server.commune })).onDuty!.officerIds).toEqual([]);

    await page.getByRole("button", { name: "Bỏ khỏi lịch: Người Thử officer, vắng mặt" }).click();
    await now.getByText("Người Thử officer").waitFor();
    await page.getByText("Chưa xếp ai.").waitFor();
  });

  test("a stand-in is asked in whose place, and what is missing is said before anything is sent", async ({ open }) => {
    const page = await open({ login: "chairman", path: "/roster" });
    await page.getByLabel("Việc gì").selectOption({ label: "trực thay" });
    await page.getByRole("button", { name: "Xếp vào lịch" }).click();
    await expect.poll(() => page.locator("form [aria-invalid=true]").count()).toBe(2);
    // Whoever hears the field hears what is wrong with it.
    const told = await page.locator("form [aria-invalid=true]").evaluateAll((fields) => fields.map((field) => document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent));
    expect(told).toEqual(["Không được để trống.", "Không được để trống."]);
    await page.getByLabel("Ai", { exact: true }).selectOption({ label: "Người Thử chairman" });
    await page.getByLabel("Thay cho ai").selectOption({ label: "Người Thử officer" });
    await page.getByRole("button", { name: "Xếp vào lịch" }).click();
    await page.getByText("trực thay Người Thử officer").waitFor();
  });

  test("an officer reads it and changes nothing", async ({ server, open }) => {
    const personId = await idOf(server, "officer");
    const duty = { unit: server.commune, kind: DutyKind.DUTY, personId, from: timestampFromMs(Date.now() - 60_000), until: timestampFromMs(Date.now() + 3_600_000) };
    await (await as(server, "chairman"))(DirectoryService).setDuty({ requestId: newRequestId(), duty });
    const page = await open({ login: "officer", path: "/roster", width: 360 });
    await page.getByRole("region", { name: "Đã xếp" }).getByText("đang có hiệu lực").waitFor();
    expect(await page.getByRole("button", { name: /Xếp vào lịch|Bỏ khỏi lịch/ }).count()).toBe(0);
    await shoot(page, "roster-officer-360");
  });

  test("a supervisor sees first where nobody answers, opens one of them, and puts its officer on duty again", async ({ server, open }) => {
    const personId = await idOf(server, "officer");
    const away = { unit: server.commune, kind: DutyKind.AWAY, personId, from: timestampFromMs(Date.now() - 60_000), until: timestampFromMs(Date.now() + 3_600_000) };
    await (await as(server, "chairman"))(DirectoryService).setDuty({ requestId: newRequestId(), duty: away });
    const page = await open({ login: "supervisor", path: "/roster" });
    const silent = page.getByRole("region", { name: "Đơn vị không có ai trực lúc này" });
    await silent.getByRole("button", { name: /xã Bảo Đài.*có tài khoản, không ai trực/i }).click();
    await page.getByRole("heading", { name: "Lúc này: xã Bảo Đài" }).waitFor();
    await page.getByText("Lúc này không có ai trực ở xã Bảo Đài.").waitFor();
    await shoot(page, "roster-supervisor");
    await page.getByRole("button", { name: "Bỏ khỏi lịch: Người Thử officer, vắng mặt" }).click();
    await page.getByRole("region", { name: /^Lúc này/ }).getByText("Người Thử officer").waitFor();
  });
});
