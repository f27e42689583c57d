// Nothing typed is ever lost, and nothing sent is ever done twice.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { Sex } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { shoot, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { atDesk, casesOf, referredHeading, state_typed, typeEnough } from "./desk.ts";
import { as, passwordOf, TestServer } from "./server.ts";

/** The forms of the desk in the browser's own store, opened with its key as the page itself does. */
const keptForms = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const of = <T>(request: IDBRequest<T>) => new Promise<T>((resolve) => request.addEventListener("success", () => resolve(request.result)));
    const database = await of(indexedDB.open("hotline.keep"));
    const boxes = (await of(database.transaction("boxes").objectStore("boxes").getAll())) as { owner: string; id: string; iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }[];
    const texts: string[] = [];
    for (const { owner, id, iv, sealed } of boxes.filter((box) => box.id.startsWith("desk/"))) {
      const key = (await of(database.transaction("keys").objectStore("keys").get(owner))) as CryptoKey;
      const additionalData = new TextEncoder().encode(`${owner}\n${id}`);
      texts.push(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, sealed)));
    }
    database.close();
    return texts;
  });

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
        const { drafts } = await (await as(own.facts, "operator"))(IntakeService).listDrafts({ ofUnit: true });
        expect(drafts).toEqual([]);
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
    await page.reload();
    await atDesk(page);
    await page.getByText(/Đã khôi phục bản bạn đang gõ/).waitFor();
    expect(await page.getByLabel("Xảy ra ở đâu?").inputValue()).toBe("cuộc gọi thứ hai");
    await page.getByText("Đang giữ trên máy này, chưa gửi được").first().waitFor();
    expect((await casesOf(server, "dut cap")).length).toBe(0);
    await page.context().setOffline(false);
    await page.getByText(/Đã ghi nhận .* · LN-/).first().waitFor();
    await page.getByText(/Đã lưu trên máy chủ/).waitFor();
    expect((await casesOf(server, "dut cap")).length).toBe(1);
    const { drafts } = await (await as(server, "operator"))(IntakeService).listDrafts({});
    expect(drafts.map(({ contact }) => contact?.intake?.incident?.detail)).toContain("cuộc gọi thứ hai");
    expect(drafts.map(({ contact }) => contact?.intake?.presentState)).not.toContain(state_typed);
  });

  test("what was typed is there after a reload at any key, and after the tab crashed", async ({ open }) => {
    const page = await open({ login: "colleague", path: "/desk" });
    await atDesk(page);
    for (const letter of ["m", "o", "t"]) {
      await page.keyboard.press("F2");
      await page.keyboard.press("End");
      await page.keyboard.type(letter);
      await expect.poll(() => page.evaluate(() => indexedDB.databases().then((all) => all.length))).toBeGreaterThan(0);
      await page.reload();
      await atDesk(page);
    }
    expect(await page.getByLabel("Xảy ra ở đâu?").inputValue()).toBe("mot");
    await page.keyboard.press("F2");
    await page.keyboard.press("End");
    // The server never gets this; the machine has it when the tab dies.
    await page.route("**/hotline.v1.IntakeService/SaveDraft", (route) => route.abort());
    await page.keyboard.type(" hai");
    await expect.poll(async () => (await keptForms(page)).join()).toContain("mot hai");
    const dead = page.waitForEvent("crash");
    void (await page.context().newCDPSession(page)).send("Page.crash").catch(() => {});
    await dead;
    const again = await open({ beside: page, path: "/desk" });
    await atDesk(again);
    expect(await again.getByLabel("Xảy ra ở đâu?").inputValue()).toBe("mot hai");
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
    await expect.poll(() => here.getByLabel("Họ tên trẻ").inputValue(), { timeout: 15_000 }).toBe("Trẻ Ghế Hai");
    expect(await here.getByLabel("Kể lại").inputValue()).toBe("Lời kể từ ghế một.");
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
    expect(await first.getByLabel("Tình trạng hiện tại của trẻ").inputValue()).toBe(state_typed);
    expect(await first.getByLabel("Tình trạng hiện tại của trẻ").isDisabled()).toBe(true);
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
    const mine = (await (await as(server, "operator"))(IntakeService).listDrafts({})).drafts.find(({ contact }) => contact?.intake?.incident?.detail.includes("trao tay hai"));
    expect(mine?.routing).toMatchObject({ joins: { caseId, number: caseNumber }, notKnown: ["intake.child.name"] });

    const second = await open({ login: "colleague", path: "/desk" });
    await atDesk(second);
    await second.getByRole("listitem").filter({ hasText: "Người Thử operator" }).first().getByRole("button", { name: "Tiếp nhận" }).click();
    await second.getByText(`Cuộc này sẽ gắn vào ca ${caseNumber}, không mở ca mới.`).waitFor();
    const name = second.locator("[data-path='intake.child.name']");
    expect(await name.isDisabled()).toBe(true);
    await second.keyboard.press("Control+Enter");
    await second.getByRole("heading", { name: new RegExp(`Đã gắn vào ca ${caseNumber}`) }).waitFor();
    expect((await casesOf(server, "trao tay hai")).length).toBe(0);
  });

  test("what the server has is on this machine no more once the form is left or the person signs out; what it has not stays", async ({ open }) => {
    const operator = await open({ login: "stranger", path: "/desk" });
    await typeEnough(operator, "thon khong con");
    await operator.getByText(/Đã lưu trên máy chủ/).waitFor();
    expect(await keptForms(operator)).toHaveLength(1);
    await operator.keyboard.press("Alt+n");
    await expect.poll(() => keptForms(operator)).toHaveLength(0);
    await operator.getByLabel("Tuổi (áng chừng)").fill("chín"); // no number: the server cannot take it
    await operator.getByText(/Đã lưu trên máy chủ|Đang giữ trên máy này/).first().waitFor();
    await operator.keyboard.press("Alt+n");
    await typeEnough(operator, "thon roi may");
    await expect.poll(() => keptForms(operator)).toHaveLength(2);
    await operator.getByText(/Đã lưu trên máy chủ/).waitFor();
    await operator.keyboard.press("Control+k");
    await operator.keyboard.type("dang xuat");
    await operator.keyboard.press("Enter");
    await operator.locator("input[name=password]").waitFor();
    expect(await keptForms(operator)).toHaveLength(1);
  });

  test("a form is open in one tab; another tab has its own, and says where the first is", async ({ open }) => {
    const first = await open({ login: "chairman", path: "/desk" });
    await typeEnough(first, "thon mot the");
    await first.getByText(/Đã lưu trên máy chủ/).waitFor();
    const second = await open({ beside: first, path: "/desk" });
    await atDesk(second);
    expect(await second.getByLabel("Tình trạng hiện tại của trẻ").inputValue()).toBe("");
    await second.getByRole("listitem").filter({ hasText: "mot the" }).getByRole("button", { name: "Mở" }).click();
    await second.getByText("Bản này đang mở ở cửa sổ khác.").waitFor();
    await first.close();
    await second.getByRole("listitem").filter({ hasText: "mot the" }).getByRole("button", { name: "Mở" }).click();
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
