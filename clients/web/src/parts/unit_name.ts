// Units by their names. A name is asked for once and then stays: units change on the day of a law, not in a session.
import { createQueryOptions, useQuery, useTransport } from "@connectrpc/connect-query";
import { useQueries } from "@tanstack/react-query";
import { DirectoryService } from "../gen/hotline/v1/directory_pb";
import type { Unit } from "../gen/hotline/v1/unit_pb";

const stays = { staleTime: Infinity, gcTime: Infinity };

/** "xã Bảo Đài"; a unit whose name says its kind already is left as it is. */
export function unitName(unit: Pick<Unit, "kind" | "name">): string {
  return unit.kind && !unit.name.toLowerCase().startsWith(unit.kind.toLowerCase()) ? `${unit.kind} ${unit.name}` : unit.name;
}

const useAsked = (unit: string | undefined) => useQuery(DirectoryService.method.getUnit, { unit: unit ?? "" }, { enabled: Boolean(unit), ...stays });

/** The unit itself; undefined until it is known. */
export const useUnit = (unit: string | undefined): Unit | undefined => useAsked(unit).data?.unit;

/** The unit's name, empty until it is known; its code where it cannot be had. */
export function useUnitName(unit: string | undefined): string {
  const { data, isError } = useAsked(unit);
  if (data?.unit) return unitName(data.unit);
  return isError ? (unit?.split("@")[0] ?? "") : "";
}

/** "xã Bảo Đài, tỉnh Bắc Ninh": where two units may bear one name. */
export const placedName = (unit: Unit): string => [unitName(unit), unit.liesIn].filter(Boolean).join(", ");

/** The same, as far as it is known yet. */
export function usePlacedName(unit: string | undefined): string {
  const [name, known] = [useUnitName(unit), useUnit(unit)];
  return known ? placedName(known) : name;
}

/** Several units by their names, as far as they are known yet. */
export function useUnitNames(units: readonly string[]): ReadonlyMap<string, string> {
  const transport = useTransport();
  return useQueries({
    queries: units.map((unit) => ({ ...createQueryOptions(DirectoryService.method.getUnit, { unit }, { transport }), ...stays })),
    combine: (answers) => new Map(answers.map(({ data }, at) => [units[at]!, data?.unit ? unitName(data.unit) : ""])),
  });
}
