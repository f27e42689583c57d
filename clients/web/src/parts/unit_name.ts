// Units by their names. A name is asked for once and then stays: units change on the day of a law, not in a session.
import { useQuery } from "@connectrpc/connect-query";
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
