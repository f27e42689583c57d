import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { chooseLanguage } from "../words/words";
import { clockTime, dateTime, isoDate, nearTime, span, stopwatch } from "./format";
import { localText, timestampOfLocal } from "./local";
import { heardServerTime, justNow_ms, now_ms } from "./server_time";

const at = Date.parse("2015-03-26T14:38:07Z"); // 21:38:07 in Asia/Ho_Chi_Minh

afterEach(() => chooseLanguage("vi"));

// One west of Greenwich, one that keeps summer time, one a day ahead, and none that is Vietnam's own seven hours.
describe.each(["UTC", "America/Los_Angeles", "Europe/London", "Pacific/Kiritimati", "Asia/Ho_Chi_Minh"])("times are those of Asia/Ho_Chi_Minh on a machine that is set to %s", (zone) => {
  const before = process.env.TZ;
  beforeAll(() => void (process.env.TZ = zone));
  afterAll(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });

  test("the machine is", () => {
    expect(new Date(at).getHours()).toBe(Number(new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit" }).format(at)));
  });

  test("an instant, near and far", () => {
    expect(clockTime(at)).toBe("21:38:07");
    expect(dateTime(at)).toBe("21:38 26/03/2015");
    expect(isoDate(Date.parse("2015-03-26T18:00:00Z"))).toBe("2015-03-27");
    expect(nearTime(at, at - 60_000)).toBe("21:38 hôm nay");
    expect(nearTime(at, at - 86_400_000)).toBe("21:38 ngày mai");
    expect(nearTime(at, at + 3 * 3_600_000)).toBe("21:38 hôm qua");
    expect(nearTime(at, at + 5 * 86_400_000)).toBe("21:38 26/03/2015");
  });

  test("what is typed as a time here is that instant", () => {
    expect(timestampOfLocal("2015-03-26T21:38")).toMatchObject({ seconds: BigInt(Date.parse("2015-03-26T14:38:00Z") / 1000) });
    expect(localText(at)).toBe("2015-03-26T21:38");
  });

  test.each([
    [38_000, "38 giây", "38 s"],
    [4 * 60_000, "4 phút", "4 min"],
    [11 * 3_600_000 + 32 * 60_000, "11 giờ 32 phút", "11 h 32 min"],
    [86_400_000, "1 ngày", "1 day"],
    [2 * 86_400_000 + 3 * 3_600_000, "2 ngày 3 giờ", "2 days 3 h"],
  ])("a span says its two largest units: %i", (length, vi, en) => {
    expect(span(length)).toBe(vi);
    chooseLanguage("en");
    expect(span(-length)).toBe(en);
  });

  test("a call that runs", () => {
    expect(stopwatch(192_000)).toBe("00:03:12");
  });
});

test("deadlines count by the server's clock where this machine's is wrong", () => {
  const here = Date.now();
  heardServerTime(new Date(here + 3_600_000).toUTCString(), here);
  expect(Math.abs(now_ms() - Date.now() - 3_600_000)).toBeLessThan(2000);
  heardServerTime(new Date(here).toUTCString(), here);
  expect(Math.abs(now_ms() - Date.now())).toBeLessThan(5);
});

test("what happened just now is never told as the server's future, whatever this machine's clock says", () => {
  const server = Date.UTC(2026, 10, 28, 12, 0, 0, 40); // says 12:00:00 of itself
  for (const here of [server, server + 1_900, server - 1_900, server + 3_600_000, server - 3_600_000]) {
    heardServerTime(new Date(server).toUTCString(), here);
    for (const passed of [0, 30, 5_000]) {
      const told = justNow_ms(here + passed);
      expect(told).toBeLessThanOrEqual(server + passed);
      expect(told).toBeGreaterThan(server + passed - 2_000);
    }
  }
  heardServerTime(new Date().toUTCString());
});
