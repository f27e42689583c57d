// Units by their names. A name is asked for once and then stays: units change on the day of a law, not in a session.
import { createQueryOptions, useQuery, useTransport } from "@connectrpc/connect-query";
import { useQueries } from "@tanstack/react-query";
import { DirectoryService } from "../gen/hotline/v1/directory_pb";
import type { Unit } from "../gen/hotline/v1/unit_pb";

/** "xã Bảo Đài"; a unit whose name says its kind already is left as it is. */
export function unitName(unit: Pick<Unit, "kind" | "name">): string {
  return unit.kind && !unit.name.toLowerCase().startsWith(unit.kind.toLowerCase()) ? `${unit.kind} ${unit.name}` : unit.name;
}

/** The unit's name, empty until it is known; its code where it cannot be had. */
export function useUnitName(unit: string | undefined): string {
  const { data, isError } = useQuery(DirectoryService.method.getUnit, { unit: unit ?? "" }, { enabled: Boolean(unit), staleTime: Infinity, gcTime: Infinity });
  if (data?.unit) return unitName(data.unit);
  return isError ? (unit?.split("@")[0] ?? "") : "";
}

/** Several units by their names, as far as they are known yet. */
export function useUnitNames(units: readonly string[]): ReadonlyMap<string, string> {
  const transport = useTransport();
  return useQueries({
    queries: units.map((unit) => ({ ...createQueryOptions(DirectoryService.method.getUnit, { unit }, { transport }), staleTime: Infinity, gcTime: Infinity })),
    combine: (answers) => new Map(answers.map(({ data }, at) => [units[at]!, data?.unit ? unitName(data.unit) : ""])),
  });
}
