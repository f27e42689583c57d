// A day as papers are dated.
import { date } from "../time/format";

/** With room to write where it is not known. */
export function dayLine(at_ms: number | undefined): string {
  if (at_ms === undefined) return "ngày …… tháng …… năm ………";
  const [day, month, year] = date(at_ms).split("/");
  return `ngày ${day} tháng ${month} năm ${year}`;
}
