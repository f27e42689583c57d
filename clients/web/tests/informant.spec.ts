// Who told us: kept from the office until a supervisor releases it with a reason, and on record from then on.
import { describe, expect } from "vitest";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { CallType, Channel, ContactClass, Relationship } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { SupervisionService } from "../src/gen/hotline/v1/supervision_pb.ts";
import { newRequestId } from "../src/api/request_id.ts";
import { begin, saved, send } from "./acting.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { act } from "./cases.ts";
import { as, type ServerFacts } from "./server.ts";

const informant = { relation: Relationship.NEIGHBOUR, name: "Bà Mách Hư Cấu", telephone: "0987 650 321", address: "ngõ Hư Cấu" };
const betraying = [informant.name, "0987 650 321", "0987650321", informant.address];
const reason = "Cần gọi lại ngay để tìm trẻ.";

const aCase = async (server: ServerFacts) =>
  (await as(server, "operator"))(IntakeService).submitContact({
    requestId: newRequestId(),
    contact: {
      channel: Channel.PHONE, callType: CallType.ABOUT_A_CHILD, contactClass: ContactClass.INTERVENTION, informant,
      intake: { incident: { unit: server.commune, detail: "thôn Giữ Kín" }, presentState: "đang ở nhà" },
    },
  });

describe("the informant", () => {
  test("is released for a reason only, to the office alone that has the case; before it sees nothing, after it the name, and the record says who and why", async ({ server, open }) => {
    const { caseId } = await aCase(server);
    const office = await open({ login: "officer", path: `/cases/${caseId}` });
    const withheld = office.getByText("Được giữ kín. Khi cần, cấp giám sát có thể cho đơn vị biết, có lý do và được ghi lại.");
    await withheld.waitFor();
    await office.getByRole("main").getByText("thôn Giữ Kín").first().waitFor();
    const before = await office.content();
    for (const words of betraying) expect(before).not.toContain(words);
    expect(await office.locator('[data-act="ReleaseInformant"]').count()).toBe(0);
    const officer = await as(server, "officer");
    expect((await officer(CaseService).getCase({ caseId })).case!.informant).toBeUndefined(); // nor in what came with it

    const supervisor = await open({ login: "supervisor", path: `/cases/${caseId}` });
    let sent = 0;
    supervisor.on("request", (request) => void (request.url().endsWith("/ReleaseInformant") && ++sent));
    await begin(supervisor, "ReleaseInformant");
    const field = supervisor.getByLabel("Lý do (được ghi lại)");
    for (const nothing of ["", "   "]) {
      await field.fill(nothing);
      await send(supervisor, "Cho biết");
      await supervisor.locator("form").getByText("Không được để trống.").waitFor();
      await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
    }
    expect(sent).toBe(0);
    await expectAccessible(supervisor);
    await shoot(supervisor, "informant-no-reason");
    expect(await withheld.count()).toBe(1);

    await field.fill(reason);
    await send(supervisor, "Cho biết");
    await saved(supervisor, "Cho biết người báo tin");
    await office.getByText(informant.name).first().waitFor(); // by itself: the case is watched
    await office.getByText(informant.telephone).first().waitFor();
    await withheld.waitFor({ state: "detached" });

    for (const [page, who] of [[supervisor, "bạn"], [office, "giám sát"]] as const) {
      const told = page.getByRole("listitem").filter({ hasText: "Cho biết người báo tin" }).filter({ hasText: reason });
      await told.filter({ hasText: who }).filter({ hasText: "Xã Bảo Đài" }).waitFor();
    }
    const { entries } = await (await as(server, "supervisor"))(CaseService).getHistory({ caseId, pageSize: 50 });
    const released = entries.map(({ event }) => event).filter((event) => event?.body.case === "informantReleased");
    expect(released.map((event) => event?.body.value)).toMatchObject([{ toUnit: server.commune, reason }]);
    expect((await officer(CaseService).getCase({ caseId })).case!.informant).toMatchObject({ name: informant.name });
  });

  test("of another case stays unknown to an office that was told of one", async ({ server, open }) => {
    const [told, other] = [await aCase(server), await aCase(server)];
    await act(server, "supervisor", told.caseId, (api, common) => api(SupervisionService).releaseInformant({ ...common, toUnit: server.commune, reason }));
    const page = await open({ login: "officer", path: `/cases/${told.caseId}` });
    await page.getByText(informant.name).first().waitFor();
    await page.goto(`/cases/${other.caseId}`);
    await page.getByText(/^Được giữ kín/).waitFor();
    for (const words of betraying) expect(await page.content()).not.toContain(words);
  });
});
