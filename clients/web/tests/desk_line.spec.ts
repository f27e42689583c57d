// Nothing typed is ever lost, and nothing sent is ever done twice.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { Sex } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { shoot, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { atDesk, casesOf, referredHeading, state_typed, typeEnough } from "./desk.ts";
import { boxes, kept } from "./keeping.ts";
import { as, passwordOf, TestServer } from "./server.ts";
import { goBy } from "./walking.ts";

/** Forms of the desk that this browser keeps. */
const forms = async (page: Page) => (await boxes(page)).filter(({ id }) => id.startsWith("desk/")).length;

describe("the desk and the line", () => {
  for (const moment of ["before it has it", "while it works", "after it has it"] as const) {
    test(`a server killed in the middle of a submission, ${moment}, has it exactly once after it is back`, async ({ open }) => {
      const own = await TestServer.start();
      try {
        const page = await open({ login: "operator", path: "/desk", server: own.facts });
        await typeEnough(page, "thon giua chung");
        let killed = false;
        await page.route("**/hotline.v1.IntakeService/SubmitContact", async (route) => {
          if (killed) return route.continue();
          killed = true;
          if (moment === "after it has it") await route.fetch();
          const working = moment === "while it works" ? route.fetch().catch(() => {}) : undefined;
          await own.kill();
          await working;
          await route.abort("connectionreset");
        });
        await page.keyboard.press("Control+Enter");
        await page.getByText("Đang giữ trên máy này, chưa gửi được").first().waitFor();
        expect(await page.getByText(/Đã chuyển/).count()).toBe(0);
        await own.restart();
        await referredHeading(page).waitFor();
        expect((await casesOf(own.facts, "giua chung")).length).toBe(1);
        await expect.poll(async () => (await (await as(own.facts, "operator"))(IntakeService).listDrafts({ ofUnit: true })).drafts).toEqual([]);
      } finally {
        await own.stop();
      }
    });
  }

  test("with the cable pulled a report waits on this machine, also over a reload, while the next call is taken; it leaves by itself, once", async ({ server, open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    await atDesk(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await typeEnough(page, "thon dut cap");
    await page.context().setOffline(true);
    await page.keyboard.press("Control+Enter");
    await page.getByText("Đang giữ trên máy này, chưa gửi được").first().waitFor();
    await shoot(page, "desk-cable-1280");
    await page.keyboard.press("Alt+n");
    await page.getByText("Vừa gửi").waitFor();
    await page.keyboard.press("c");
    await page.keyboard.press("F2");
    await page.keyboard.type("cuộc gọi thứ hai");
    await page.getByText(/Đang giữ trên máy này, chưa gửi ·/).waitFor();
    await kept(page, "cuộc gọi thứ hai");
    await page.reload();
    await atDesk(page);
    await page.getByText(/Đã khôi phục bản bạn đang gõ/).waitFor();
    await expect.poll(() => page.getByLabel("Xảy ra ở đâu?").inputValue()).toBe("cuộc gọi thứ hai");
    await page.getByText("Đang giữ trên máy này, chưa gửi được").first().waitFor();
    expect((await casesOf(server, "dut cap")).length).toBe(0);
    await page.context().setOffline(false);
    await page.getByText(/Đã ghi nhận .* · LN-/).first().waitFor();
    await page.getByText(/Đã lưu trên máy chủ/).waitFor();
    expect((await casesOf(server, "dut cap")).length).toBe(1);
    const drafts = async () => (await (await as(server, "operator"))(IntakeService).listDrafts({})).drafts.map(({ contact }) => contact?.intake);
    await expect.poll(async () => (await drafts()).map((intake) => intake?.incident?.detail)).toContain("cuộc gọi thứ hai");
    await expect.poll(async () => (await drafts()).map((intake) => intake?.presentState)).not.toContain(state_typed);
  });

  test("what was typed is there after a reload at any key, and after the tab crashed", async ({ open }) => {
    const page = await open({ login: "colleague", path: "/desk" });
    await atDesk(page);
    const place = page.getByLabel("Xảy ra ở đâu?");
    for (const typed of ["m", "mo", "mot"]) {
      await page.keyboard.press("F2");
      await page.keyboard.press("End");
      await page.keyboard.type(typed.at(-1)!);
      await kept(page, `"${typed}"`);
      await page.reload();
      await atDesk(page);
      await expect.poll(() => place.inputValue()).toBe(typed);
    }
    await page.keyboard.press("F2");
    await page.keyboard.press("End");
    // The server never gets this; the machine has it when the tab dies.
    await page.route("**/hotline.v1.IntakeService/SaveDraft", (route) => route.abort());
    await page.keyboard.type(" hai");
    await kept(page, "mot hai");
    const dead = page.waitForEvent("crash");
    void (await page.context().newCDPSession(page)).send("Page.crash").catch(() => {});
    await dead;
    const again = await open({ beside: page, path: "/desk" });
    await atDesk(again);
    await expect.poll(() => again.getByLabel("Xảy ra ở đâu?").inputValue()).toBe("mot hai");
    await again.getByRole("button", { name: "Bỏ bản này" }).click();
    await again.getByRole("button", { name: "Nhấn lại để bỏ hẳn" }).click();
    await expect.poll(() => again.getByLabel("Xảy ra ở đâu?").inputValue()).toBe("");
    await again.reload();
    await atDesk(again);
    expect(await again.getByLabel("Xảy ra ở đâu?").inputValue()).toBe("");
  });

  test("a draft is there at another seat, and what both seats wrote is merged", async ({ server, open }) => {
    const here = await open({ login: "operator", path: "/desk" });
    await typeEnough(here, "thon hai ghe");
    await here.getByText(/Đã lưu trên máy chủ/).waitFor();
    const there = await open({ login: "operator", path: "/desk" });
    await atDesk(there);
    await there.getByRole("listitem").filter({ hasText: "của bạn" }).first().getByRole("button", { name: "Mở" }).click();
    await expect.poll(() => there.getByLabel("Tình trạng hiện tại của trẻ").inputValue()).toBe(state_typed);
    await there.getByLabel("Họ tên trẻ").fill("Trẻ Ghế Hai");
    await there.getByText(/Đã lưu trên máy chủ/).waitFor();
    await here.getByLabel("Kể lại").fill("Lời kể từ ghế một.");
    await expect.poll(() => here.getByLabel("Họ tên trẻ").inputValue()).toBe("Trẻ Ghế Hai");
    await expect.poll(() => here.getByLabel("Kể lại").inputValue()).toBe("Lời kể từ ghế một.");
    await here.keyboard.press("Control+Enter");
    await referredHeading(here).waitFor();
    expect((await casesOf(server, "hai ghe")).length).toBe(1);
    await there.getByLabel("Kể lại").fill("Viết tiếp khi đã gửi.");
    await there.getByText(/Đồng nghiệp đã tiếp nhận bản nháp này, hoặc nó đã được gửi/).waitFor();
  });

  test("a colleague takes a draft over; who had it is told and keeps what was typed", async ({ server, open }) => {
    const first = await open({ login: "operator", path: "/desk" });
    await typeEnough(first, "thon ban giao");
    await first.getByText(/Đã lưu trên máy chủ/).waitFor();
    const second = await open({ login: "colleague", path: "/desk" });
    await atDesk(second);
    await second.getByRole("listitem").filter({ hasText: "Người Thử operator" }).first().getByRole("button", { name: "Tiếp nhận" }).click();
    await expect.poll(() => second.getByLabel("Tình trạng hiện tại của trẻ").inputValue()).toBe(state_typed);
    await first.getByText(/Đồng nghiệp đã tiếp nhận bản nháp này/).waitFor();
    await expect.poll(() => first.getByLabel("Tình trạng hiện tại của trẻ").inputValue()).toBe(state_typed);
    await expect.poll(() => first.getByLabel("Tình trạng hiện tại của trẻ").isDisabled()).toBe(true);
    await shoot(first, "desk-taken-1280");
    await second.keyboard.press("Control+Enter");
    await referredHeading(second).waitFor();
    expect((await casesOf(server, "ban giao")).length).toBe(1);
    await first.getByRole("button", { name: "Bỏ phần của tôi" }).click();
    await expect.poll(() => first.getByLabel("Tình trạng hiện tại của trẻ").inputValue()).toBe("");
  });

  test("a colleague who takes over goes on with what was decided: the call joins the case, and what is not known is not asked again", async ({ server, open }) => {
    const { caseNumber, caseId } = await refer(await as(server, "operator"), { unit: server.commune, hamlet: "thôn Trao Tay", intake: { child: { estimatedAge: 13, sex: Sex.MALE } } });
    const first = await open({ login: "operator", path: "/desk" });
    await typeEnough(first, "thon trao tay hai");
    await first.getByLabel("Họ tên trẻ").focus();
    await first.keyboard.press("Alt+k");
    await first.getByLabel("Tuổi (áng chừng)").fill("13");
    await first.keyboard.press("Tab");
    await first.keyboard.press("Tab");
    await first.keyboard.press("a");
    await first.getByText(caseNumber).waitFor();
    await first.keyboard.press("Alt+g");
    await first.getByText(`Cuộc này sẽ gắn vào ca ${caseNumber}, không mở ca mới.`).waitFor();
    await first.getByText(/Đã lưu trên máy chủ/).waitFor();
    // Another seat of the same person has it too.
    const mine = async () => (await (await as(server, "operator"))(IntakeService).listDrafts({})).drafts.find(({ contact }) => contact?.intake?.incident?.detail.includes("trao tay hai"));
    await expect.poll(async () => (await mine())?.routing).toMatchObject({ joins: { caseId, number: caseNumber }, notKnown: ["intake.child.name"] });

    const second = await open({ login: "colleague", path: "/desk" });
    await atDesk(second);
    await second.getByRole("listitem").filter({ hasText: "Người Thử operator" }).first().getByRole("button", { name: "Tiếp nhận" }).click();
    await second.getByText(`Cuộc này sẽ gắn vào ca ${caseNumber}, không mở ca mới.`).waitFor();
    const name = second.locator("[data-path='intake.child.name']");
    await expect.poll(() => name.isDisabled()).toBe(true);
    await second.keyboard.press("Control+Enter");
    await second.getByRole("heading", { name: new RegExp(`Đã gắn vào ca ${caseNumber}`) }).waitFor();
    expect((await casesOf(server, "trao tay hai")).length).toBe(0);
  });

  test("what the server has is on this machine no more once the form is left or the person signs out; what it has not stays", async ({ open }) => {
    const operator = await open({ login: "stranger", path: "/desk" });
    await typeEnough(operator, "thon khong con");
    await operator.getByText(/Đã lưu trên máy chủ/).waitFor();
    await expect.poll(() => forms(operator)).toBe(1);
    await operator.keyboard.press("Alt+n");
    await expect.poll(() => forms(operator)).toBe(0);
    await operator.getByLabel("Tuổi (áng chừng)").fill("chín"); // no number: the server cannot take it
    await kept(operator, "chín");
    await operator.keyboard.press("Alt+n");
    await typeEnough(operator, "thon roi may");
    await expect.poll(() => forms(operator)).toBe(2);
    await operator.getByText(/Đã lưu trên máy chủ/).waitFor();
    await goBy(operator, "dang xuat", "Đăng nhập");
    await expect.poll(() => forms(operator)).toBe(1);
  });

  test("a form is open in one tab; another tab has its own, and says where the first is", async ({ open }) => {
    const first = await open({ login: "chairman", path: "/desk" });
    await typeEnough(first, "thon mot the");
    await first.getByText(/Đã lưu trên máy chủ/).waitFor();
    const second = await open({ beside: first, path: "/desk" });
    await atDesk(second);
    expect(await second.getByLabel("Tình trạng hiện tại của trẻ").inputValue()).toBe("");
    const take = second.getByRole("listitem").filter({ hasText: "mot the" }).getByRole("button", { name: "Mở" });
    await take.click();
    await second.getByText("Bản này đang mở ở cửa sổ khác.").waitFor();
    await first.close();
    await expect.poll(() => second.evaluate(async () => (await navigator.locks.query()).held!.filter(({ name }) => name!.startsWith("hotline.desk/")).length)).toBe(1); // its own
    await take.click();
    await expect.poll(() => second.getByLabel("Tình trạng hiện tại của trẻ").inputValue()).toBe(state_typed);
  });

  test("a browser that keeps nothing says so, and the draft is on the server", async ({ server, open }) => {
    const page = await open({ login: "stranger", path: "/queue" });
    await page.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { value: undefined }));
    await page.goto("/desk");
    await page.getByText("Trình duyệt này không giữ được bản đang gõ trên máy.").waitFor();
    await typeEnough(page, "thon khong giu");
    await page.getByText(/Đã lưu trên máy chủ/).waitFor();
    await page.keyboard.press("Control+Enter");
    await referredHeading(page).waitFor();
    expect((await casesOf(server, "khong giu")).length).toBe(1);
  });

  test("a session that ended under the report covers the page; after the password the report leaves by itself, once", async ({ server, open }) => {
    const page = await open({ login: "colleague", path: "/desk" });
    await typeEnough(page, "thon het phien");
    await page.getByText(/Đã lưu trên máy chủ/).waitFor();
    await page.context().clearCookies();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("dialog", { name: "Phiên làm việc đã hết" }).waitFor();
    await page.locator("input[name=password]").fill(passwordOf("colleague"));
    await page.keyboard.press("Enter");
    await referredHeading(page).waitFor();
    expect((await casesOf(server, "het phien")).length).toBe(1);
  });
});
