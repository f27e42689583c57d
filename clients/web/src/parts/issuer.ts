// Whose paper it is: the name at its head, where it is dated, and who signs. Decree 30/2020/NĐ-CP, annex I.
import { UnitLevel, type Unit } from "../gen/hotline/v1/unit_pb";
import { unitName } from "./unit_name";

export interface Issuer {
  /** One line each: "ỦY BAN NHÂN DÂN", "XÃ BẢO ĐÀI". */
  office: readonly string[];
  /** Where it is dated: dots, to be filled in by a pen, where nobody has said where the office sits. */
  place: string;
  /** Of a report, after its number: "BC-UBND". */
  mark: string;
  /** In whose name its head signs; empty where in its own. */
  behalf: string;
  head: string;
}

const isCommittee = ({ level }: Unit) => level !== UnitLevel.HELPLINE && level !== UnitLevel.MINISTRY;
const committee = { name: "ỦY BAN NHÂN DÂN", behalf: "TM. ỦY BAN NHÂN DÂN", head: "CHỦ TỊCH", mark: "BC-UBND" };

const dots = "……………";

/** A commune, a district and a province are their people's committees; the helpline and a ministry are themselves, dated
 * where they sit (column `seat` of the list of units). Blank until the unit is known. */
export function issuerOf(unit: Unit | undefined): Issuer {
  if (!unit) return { office: [], place: "", mark: "BC", behalf: "", head: committee.head };
  const name = unitName(unit).toUpperCase();
  if (!isCommittee(unit)) return { office: [name], place: unit.seat || dots, mark: "BC", behalf: "", head: unit.level === UnitLevel.MINISTRY ? "BỘ TRƯỞNG" : "THỦ TRƯỞNG ĐƠN VỊ" };
  return { office: [committee.name, name], place: unit.name, mark: committee.mark, behalf: committee.behalf, head: committee.head };
}

/** Of whoever signs: in the head's stead where somebody was named to act for them. Whether that is a deputy head ("KT.") the
 * service does not know; "TUQ." is of anybody who was authorised, and a pen writes their position. */
export const signerOf = ({ head }: Issuer, forHead: boolean): string => (forHead ? `TUQ. ${head}\n${dots}` : head);

/** As a letter names it among its recipients: "Ủy ban nhân dân tỉnh Bắc Ninh". */
export const recipient = (unit: Unit): string => (isCommittee(unit) ? `Ủy ban nhân dân ${unitName(unit)}` : unitName(unit));
