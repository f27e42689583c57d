// A change of offices that lies ahead, as the rows of a units file that amend the list in use (config/units/README.md).
import { UnitLevel, type Unit } from "../../gen/hotline/v1/unit_pb";

/** What follows the offices that end: one that is there and goes on, a new one, or several, among which a person sorts. */
export type Follows = "one" | "new" | "several";

export interface Draft {
  /** The first day without them, "2027-01-01". */
  day: string;
  ends: readonly string[];
  follows: Follows;
  targets: readonly string[];
  code: string;
  kind: string;
  name: string;
  source: string;
}

export const emptyDraft: Draft = { day: "", ends: [], follows: "one", targets: [], code: "", kind: "", name: "", source: "" };

export type DraftFlaw = "day" | "ends" | "target" | "targets" | "itself" | "code" | "name";

/** The fields that stand in the way, each with what is wrong there. */
export function flawsOfDraft({ day, ends, follows, targets, code, name }: Draft): readonly DraftFlaw[] {
  const flaws: DraftFlaw[] = [];
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) flaws.push("day");
  if (ends.length === 0) flaws.push("ends");
  if (follows === "new") {
    if (!/^\d{1,5}$/.test(code.trim())) flaws.push("code");
    if (!name.trim()) flaws.push("name");
  } else if (targets.some((unit) => ends.includes(unit))) flaws.push("itself");
  else if (follows === "one" && targets.length !== 1) flaws.push("target");
  else if (follows === "several" && targets.length < 2) flaws.push("targets");
  return flaws;
}

const levels: Partial<Record<UnitLevel, string>> = {
  [UnitLevel.PROVINCE]: "province", [UnitLevel.DISTRICT]: "district", [UnitLevel.COMMUNE]: "commune",
};
const columns = ["code", "valid_from", "valid_to", "level", "kind", "name", "parent", "successors", "source"] as const;
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** `ended`: those of draft.ends, as they stand in the list in use. A new office stands where the first of them does. */
export function rowsOf(draft: Draft, ended: readonly Unit[]): string {
  const made = { code: draft.code.trim().padStart(5, "0"), name: draft.name.trim(), kind: draft.kind.trim() };
  const successors = draft.follows === "new" ? `${made.code}@${draft.day}` : draft.targets.join("|");
  const rows = ended.map((unit) => [unit.code, unit.validFrom, draft.day, levels[unit.level] ?? "", unit.kind, unit.name, "", successors, draft.source.trim()]);
  const first = ended[0];
  if (draft.follows === "new" && first) rows.push([made.code, draft.day, "", levels[first.level] ?? "", made.kind, made.name, first.parent, "", draft.source.trim()]);
  return [columns, ...rows].map((row) => `${row.map(quoted).join(",")}\n`).join("");
}
