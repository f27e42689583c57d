// One value of a record in the words of a paper: what kind of thing it is the contract says.
import { getOption } from "@bufbuild/protobuf";
import { label } from "../../contract/labels";
import { codeLabel, useCategories } from "../../contract/reference";
import type { Place } from "../../gen/hotline/record/v1/contact_pb";
import { Format, rule } from "../../gen/hotline/record/v1/options_pb";
import { useUnitName } from "../../parts/unit_name";
import { dateTime } from "../../time/format";
import { shownDay } from "../../time/written_day";
import { isFilled, timeOf, type Found } from "./fill";
import { paper } from "./form_words";

function UnitWords({ unit }: { unit: string }) {
  return <>{useUnitName(unit)}</>;
}

function PlaceWords({ place: { unit, detail } }: { place: Place }) {
  return <>{detail}{detail && unit && ", "}{unit && <UnitWords unit={unit} />}</>;
}

function Codes({ list, codes }: { list: string; codes: readonly string[] }) {
  const lists = useCategories();
  return <>{codes.map((code) => codeLabel(lists, list, code, "vi")).join("; ")}</>;
}

export function Value({ found }: { found: Found }) {
  const { field, value } = found;
  if (!isFilled(found)) return null;
  const { format } = getOption(field, rule);
  if (field.enum) return <>{[value].flat().map((one) => label(field.enum!, one as number, "vi")).join("; ")}</>;
  if (field.message?.typeName === "google.protobuf.Timestamp") return <>{dateTime(timeOf(value))}</>;
  if (field.message?.typeName === "hotline.record.v1.Place") return <PlaceWords place={value as Place} />;
  if (format === Format.CODE) return <Codes list={field.name} codes={[value].flat() as string[]} />;
  if (format === Format.UNIT) return <UnitWords unit={value as string} />;
  if (format === Format.DATE) return <>{shownDay(value as string)}</>;
  return <>{value === true ? paper.yes : String(value)}</>;
}
