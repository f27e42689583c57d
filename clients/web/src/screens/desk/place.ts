// What the place box offers: today's units, old names led to them, and for a unit that was split the parts among which
// a person chooses.
import type { PlaceCandidate, Unit } from "../../gen/hotline/v1/unit_pb";
import { unitName } from "../../parts/unit_name";

export interface Offer {
  key: string;
  /** The unit that is written into the place. */
  unit: Unit;
  /** The old unit by whose name it was found. */
  former?: Unit;
  /** The former unit was split: this is one of its parts, or "not known which". */
  split?: "part" | "unknown";
  /** The former unit was split, and the detail names this part of it, which went to the unit as a whole. */
  by?: string;
  detail: string;
}

export function offersOf(candidates: readonly PlaceCandidate[]): Offer[] {
  const offers: Offer[] = [];
  for (const { matched, responsible, choices, detail, decidedBy } of candidates) {
    if (!matched) continue;
    if (responsible) offers.push({ key: `${matched.unit}>${responsible.unit}`, unit: responsible, detail, ...(matched.unit !== responsible.unit && { former: matched }), ...(decidedBy[0] && { by: decidedBy[0].name }) });
    else {
      for (const part of choices) offers.push({ key: `${matched.unit}>${part.unit}`, unit: part, former: matched, split: "part", detail });
      offers.push({ key: matched.unit, unit: matched, former: matched, split: "unknown", detail });
    }
  }
  return offers.filter(({ key }, index) => offers.findIndex((other) => other.key === key) === index);
}

/** What the caller said beyond the unit, and the old name, which the officer of a large new commune needs. */
export function detailOf({ unit, detail, former, split }: Offer): string {
  // A commune that kept its name through a merger: the caller may mean either.
  const old = former && split !== "unknown" && unitName(former) !== unitName(unit) ? unitName(former) : "";
  return [detail, old && `${old} (cũ)`].filter(Boolean).join(", ");
}
