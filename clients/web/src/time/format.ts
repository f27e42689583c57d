// Times as people here say them, always in Asia/Ho_Chi_Minh, whatever the machine is set to.
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { defineWords } from "../words/words";

const zone = "Asia/Ho_Chi_Minh";

const words = defineWords("time", {
  today: ["{{time}} hôm nay", "{{time}} today"],
  tomorrow: ["{{time}} ngày mai", "{{time}} tomorrow"],
  yesterday: ["{{time}} hôm qua", "{{time}} yesterday"],
  day: ["{{count}} ngày", { one: "{{count}} day", other: "{{count}} days" }],
  hour: ["{{count}} giờ", "{{count}} h"],
  minute: ["{{count}} phút", "{{count}} min"],
  second: ["{{count}} giây", "{{count}} s"],
});

export function msOf(time: Timestamp): number {
  return Number(time.seconds) * 1000 + Math.floor(time.nanos / 1_000_000);
}

const parts = new Intl.DateTimeFormat("en-GB", {
  timeZone: zone, hourCycle: "h23",
  year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
});

function split(at_ms: number) {
  const found: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of parts.formatToParts(at_ms)) found[type] = value;
  return { year: found.year!, month: found.month!, day: found.day!, hour: found.hour!, minute: found.minute!, second: found.second! };
}

/** "09:41:07" */
export function clockTime(at_ms: number): string {
  const { hour, minute, second } = split(at_ms);
  return `${hour}:${minute}:${second}`;
}

/** "09:41" */
export function shortTime(at_ms: number): string {
  return clockTime(at_ms).slice(0, 5);
}

/** "26/03/2015" */
export function date(at_ms: number): string {
  const { year, month, day } = split(at_ms);
  return `${day}/${month}/${year}`;
}

/** "21:38 26/03/2015" */
export function dateTime(at_ms: number): string {
  return `${shortTime(at_ms)} ${date(at_ms)}`;
}

/** "2015-03-26", for the contract's dates. */
export function isoDate(at_ms: number): string {
  const { year, month, day } = split(at_ms);
  return `${year}-${month}-${day}`;
}

const day_ms = 86_400_000;

/** "21:38 hôm nay", "08:00 ngày mai", else with the date. */
export function nearTime(at_ms: number, now_ms: number): string {
  const time = shortTime(at_ms);
  if (date(at_ms) === date(now_ms)) return words.say("today", { time });
  if (date(at_ms) === date(now_ms + day_ms)) return words.say("tomorrow", { time });
  if (date(at_ms) === date(now_ms - day_ms)) return words.say("yesterday", { time });
  return dateTime(at_ms);
}

/** The two largest units of a span: "2 ngày 3 giờ", "11 giờ 32 phút", "4 phút", "38 giây". */
export function span(length_ms: number): string {
  const seconds = Math.floor(Math.abs(length_ms) / 1000);
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  const said = (unit: "day" | "hour" | "minute" | "second", count: number) => (count > 0 ? words.say(unit, { count }) : "");
  if (days > 0) return [said("day", days), said("hour", hours)].filter(Boolean).join(" ");
  if (hours > 0) return [said("hour", hours), said("minute", minutes)].filter(Boolean).join(" ");
  if (minutes > 0) return said("minute", minutes);
  return words.say("second", { count: seconds });
}

/** "00:03:12", for a call that runs. */
export function stopwatch(length_ms: number): string {
  const seconds = Math.max(0, Math.floor(length_ms / 1000));
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((n) => String(n).padStart(2, "0")).join(":");
}
