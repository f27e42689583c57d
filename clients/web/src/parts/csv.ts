// What a page shows, as a file for a spreadsheet: UTF-8 with its mark, so that Excel reads the tone marks, and no cell
// that a spreadsheet would take for a formula.

const mark = "\ufeff";

function cell(value: string | number | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvOf(rows: readonly (readonly (string | number | undefined)[])[]): Uint8Array {
  return new TextEncoder().encode(mark + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n");
}

/** Of the office's code and the days: no file's name speaks of a person. */
export const fileName = (what: string, unit: string, { from, to }: { from: string; to: string }, forOthers = false): string =>
  [what, unit.split("@")[0], from, to, forOthers ? "cong-bo" : ""].filter(Boolean).join("_").replace(/[^\w.-]/g, "") + ".csv";
