// A child in danger now: the desk is red from edge to edge, as a screen shows it, and says in words why.
import { inflateSync } from "node:zlib";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./browser.ts";
import { atDesk } from "./desk.ts";

/** The data of a PNG, out of all its chunks of them. */
function dataOf(png: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  return inflateSync(Buffer.concat(parts));
}

/** The colour on the screen at one point. Of a picture of one point no line has to be put together. */
async function colourAt(page: Page, x: number, y: number): Promise<string> {
  const [, ...rgb] = dataOf(await page.screenshot({ clip: { x, y, width: 1, height: 1 } }));
  return `#${rgb.slice(0, 3).map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** What the theme calls a colour, as it is now. */
const token = (page: Page, name: string) => page.evaluate((of) => getComputedStyle(document.body).getPropertyValue(of).trim(), name);

const reddish = (colour: string) => {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [number, number, number];
  return red > green + 10 && red > blue + 10;
};

/** Right of the form, where only the ground is; and on the frame at the edge of the window. */
const beside = { x: 1590, y: 500 };
const frame = { x: 1598, y: 500 };

describe("an emergency at the desk", () => {
  for (const scheme of ["light", "dark"] as const) {
    test(`turns the whole page red, says why, and is taken back with the answer: ${scheme}`, async ({ open }) => {
      const page = await open({ login: "operator", path: "/desk", scheme, width: 1600 });
      await atDesk(page);
      const alert = page.getByRole("alert").filter({ hasText: "KHẨN CẤP" });
      const ground = await token(page, "--ground");
      expect([await colourAt(page, beside.x, beside.y), await alert.count(), await page.locator("[data-emergency]").count()]).toEqual([ground, 0, 0]);

      await page.keyboard.press("c"); // (a): its life is in danger
      await alert.filter({ hasText: "vì tính mạng trẻ bị đe doạ (a)." }).waitFor();
      await page.locator("[data-emergency]").waitFor();
      const red = await token(page, "--danger-soft");
      await expect.poll(() => colourAt(page, beside.x, beside.y)).toBe(red);
      expect(await colourAt(page, frame.x, frame.y)).toBe(await token(page, "--danger-edge"));
      expect([reddish(red), reddish(ground)]).toEqual([true, false]);

      await page.getByRole("radiogroup", { name: /^\(a\)/ }).getByRole("radio", { name: "Không", exact: true }).click();
      await alert.waitFor({ state: "detached" });
      await expect.poll(() => colourAt(page, beside.x, beside.y)).toBe(ground);
    });
  }

  test("names every reason that holds, and the time from which the law's clock runs", async ({ open }) => {
    const page = await open({ login: "colleague", path: "/desk" });
    await atDesk(page);
    for (const key of ["k", "c", "c", "k"]) await page.keyboard.press(key);
    const alert = page.getByRole("alert").filter({ hasText: "KHẨN CẤP" });
    await alert.filter({ hasText: "vì người gây hại còn đến gần được (b); người chăm sóc chính gây hại (c); chưa có ai bảo vệ trẻ (d)." }).waitFor();
    await page.getByRole("group", { name: "Hình thức" }).getByRole("button", { name: /tình dục/ }).click();
    await page.getByLabel("Tôi đánh giá là khẩn cấp").check();
    await alert.filter({ hasText: "(d); có xâm hại tình dục; người tiếp nhận đánh giá nguy cơ cao." }).waitFor();
    await alert.filter({ hasText: /Đồng hồ can thiệp của luật chạy từ \d\d:\d\d hôm nay\./ }).waitFor();
  });
});
