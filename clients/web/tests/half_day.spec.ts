// A day or a time of which only a part is typed is never sent as none.
import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { begin } from "./acting.ts";
import { expectAccessible, shoot, test } from "./browser.ts";
import { carry, refer } from "./cases.ts";
import { referredHeading, typeEnough } from "./desk.ts";
import { as } from "./server.ts";
import { hasFocus } from "./walking.ts";

/** Of an empty field the first part is typed, of a full one it is taken away. */
async function typeHalf(page: Page, field: Locator) {
  const empty = (await field.inputValue()) === "";
  await field.focus();
  if (empty) await page.keyboard.type("11");
  else await page.keyboard.press("Delete");
}

/** Under the field stands what is missing, and the keys are in it. */
async function expectTold(page: Page, field: Locator, words = "Ngày giờ chưa đủ hoặc không có thật") {
  await page.getByText(words).waitFor();
  await expect.poll(() => hasFocus(field)).toBe(true);
  expect(await field.getAttribute("aria-invalid")).toBe("true");
  const described = (await field.getAttribute("aria-describedby"))!.split(" ");
  const texts = await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).textContent()));
  expect(texts.join(" ")).toContain(words);
}

const calls = (page: Page, name: string) => {
  const made: string[] = [];
  page.on("request", (request) => void (request.url().endsWith(`/${name}`) && made.push(name)));
  return made;
};

describe("a day or time that is typed in part", () => {
  test("keeps an act on a case from being sent as done now, by its button and by its keys; cleared, it goes", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    await carry(server, caseId, "planned");
    const page = await open({ login: "officer", path: `/cases/${caseId}` });
    const sent = calls(page, "RecordAction");
    await begin(page, "RecordAction");
    await page.getByLabel("Đã làm gì").fill("Đã gặp trẻ ở nhà");
    const at = page.getByLabel("Làm lúc");
    await typeHalf(page, at);
    await page.keyboard.press("Control+Enter");
    await expectTold(page, at);
    await page.getByLabel("Đã làm gì").focus();
    await page.locator("form [data-send]").click();
    await expectTold(page, at);
    expect(sent).toEqual([]);
    await page.keyboard.press("Backspace");
    await page.getByText("Ngày giờ chưa đủ").waitFor({ state: "detached" });
    await page.keyboard.press("Control+Enter");
    await page.getByRole("alert").filter({ hasText: "đã lưu trên máy chủ" }).waitFor();
    expect(sent).toEqual(["RecordAction"]);
  });

  test("keeps an answer that is one touch from being recorded as of now", async ({ server, open }) => {
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    const page = await open({ login: "operator", path: `/cases/${caseId}` });
    const sent = calls(page, "RecordCallAttempt");
    await begin(page, "RecordCallAttempt");
    const at = page.getByLabel("Gọi lúc");
    await typeHalf(page, at);
    await page.locator("form").getByRole("button", { name: "Không nghe máy" }).click();
    await expectTold(page, at);
    expect(sent).toEqual([]);
  });

  test("keeps a line off the roster", async ({ open }) => {
    const page = await open({ login: "chairman", path: "/roster", width: 360 });
    const sent = calls(page, "SetDuty");
    const from = page.getByLabel("Từ lúc");
    await page.getByLabel("Ai", { exact: true }).selectOption({ label: "Người Thử officer" });
    await typeHalf(page, from);
    await page.getByRole("button", { name: "Xếp vào lịch" }).click();
    await expectTold(page, from);
    await expectAccessible(page);
    await shoot(page, "half-day-360");
    expect(sent).toEqual([]);
  });

  test("keeps a call at the desk from being referred", async ({ open }) => {
    const page = await open({ login: "operator", path: "/desk" });
    const sent = calls(page, "SubmitContact");
    await typeEnough(page, "thon nua ngay");
    await page.keyboard.press("Alt+4");
    const at = page.getByLabel("Xảy ra lúc");
    await typeHalf(page, at);
    await page.keyboard.press("Control+Enter");
    await expectTold(page, at);
    await page.getByRole("button", { name: /^Chuyển/ }).click();
    await expectTold(page, at);
    expect(sent).toEqual([]);
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Control+Enter");
    await referredHeading(page).waitFor();
  });
});
