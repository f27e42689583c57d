// What a page says of the server before anything is lost: that it restarts, and that the session is about to end. Work
// goes on in either.
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { describe, expect } from "vitest";
import { WhoAmIResponseSchema } from "../src/gen/hotline/v1/session_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { begin, saved, send } from "./acting.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { typeEnough } from "./desk.ts";
import { kept } from "./keeping.ts";
import { as, passwordOf, TestServer } from "./server.ts";

const minute_ms = 60_000;

describe("the page says in time", () => {
  test("that the server restarts; what is typed and sent meanwhile arrives when it is back, once", async ({ open }) => {
    const own = await TestServer.start();
    try {
      const { caseId } = await refer(await as(own.facts, "operator"), { unit: own.facts.commune });
      const page = await open({ login: "officer", path: `/cases/${caseId}`, server: own.facts });
      await begin(page, "AddNote");
      await own.left(); // in good order: it says so to whoever is connected
      const told = page.getByRole("alert").filter({ hasText: /Máy chủ đang khởi động lại từ \d\d:\d\d:\d\d\. Những gì đã gửi đều còn; trang tự nối lại\./ });
      await told.waitFor();
      await page.getByRole("banner").getByText("máy chủ đang khởi động lại", { exact: true }).waitFor();
      expect(await page.getByRole("alert").filter({ hasText: "Mất kết nối" }).count()).toBe(0);
      await expectAccessible(page);
      await shoot(page, "line-restarting");

      await page.getByRole("textbox", { name: "Ghi chú" }).fill("Đã gọi cho trường.");
      await kept(page, "Đã gọi cho trường.");
      await send(page, "Ghi lại");
      await page.getByText(/^Chưa gửi được: không có kết nối\. Nội dung được giữ trên máy này/).first().waitFor();

      await own.restart();
      await saved(page, "Ghi chú");
      await told.waitFor({ state: "detached" });
      await page.getByRole("banner").getByText("trực tuyến", { exact: true }).waitFor();
      const { entries } = await (await as(own.facts, "officer"))(CaseService).getHistory({ caseId, pageSize: 50 });
      expect(entries.filter(({ event }) => event?.body.case === "noteAdded").length).toBe(1);
    } finally {
      await own.stop();
    }
  });

  test("that the session ends soon; the password makes it new beside the work, which stays as it is", async ({ server, open }) => {
    const page = await open({ login: "operator", path: "/account" });
    let ends_ms = Date.now() + 11 * minute_ms;
    await page.route("**/hotline.v1.SessionService/WhoAmI", async (route) => {
      const told = fromBinary(WhoAmIResponseSchema, await (await route.fetch()).body());
      await route.fulfill({ contentType: "application/proto", body: Buffer.from(toBinary(WhoAmIResponseSchema, create(WhoAmIResponseSchema, { ...told, expiresAt: timestampFromMs(ends_ms) }))) });
    });
    await page.goto("/desk");
    await typeEnough(page, "thon het phien");
    await kept(page, "thon het phien");
    const notice = page.getByRole("alert").filter({ hasText: "Phiên làm việc kết thúc lúc" });
    expect(await notice.count()).toBe(0);
    ends_ms = Date.now() + 9 * minute_ms;
    await page.reload();
    const ends = new Date(ends_ms + 7 * 60 * minute_ms).toISOString().slice(11, 16);
    await notice.filter({ hasText: `Phiên làm việc kết thúc lúc ${ends}. Đăng nhập lại bây giờ để không bị ngắt.` }).waitFor();
    await shoot(page, "session-ends");

    await page.getByLabel("Họ tên trẻ").focus();
    await page.keyboard.type("Trẻ Hư Cấu");
    await notice.getByRole("button", { name: "Đăng nhập lại" }).click();
    await expectAccessible(page);
    await notice.locator("input[name=password]").fill(passwordOf("operator"));
    await page.keyboard.press("Enter");
    await notice.waitFor({ state: "detached" });
    expect(await page.getByLabel("Họ tên trẻ").inputValue()).toBe("Trẻ Hư Cấu");
    await expect.poll(async () => {
      const { drafts } = await (await as(server, "operator"))(IntakeService).listDrafts({});
      return drafts.filter(({ contact }) => contact?.intake?.incident?.detail.includes("het phien")).map(({ contact }) => contact?.intake?.child?.name);
    }).toEqual(["Trẻ Hư Cấu"]);
  });
});
