// What people enter in <input type="datetime-local">, always as time of Asia/Ho_Chi_Minh, which has had one offset since
// 1975, whatever the machine is set to.
import { timestampFromMs, type Timestamp } from "@bufbuild/protobuf/wkt";
import { isoDate, shortTime } from "./format";

/** "2026-11-27T21:38" */
export function localText(at_ms: number): string {
  return `${isoDate(at_ms)}T${shortTime(at_ms)}`;
}

/** Undefined for what is no time, and for nothing. */
export function timestampOfLocal(text: string): Timestamp | undefined {
  const at_ms = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? Date.parse(`${text}:00+07:00`) : Number.NaN;
  return Number.isNaN(at_ms) ? undefined : timestampFromMs(at_ms);
}
