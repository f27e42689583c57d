// Who answers at an office now, by name: those on duty, and those who decide there.
import { useQuery } from "@connectrpc/connect-query";
import { DirectoryService } from "../gen/hotline/v1/directory_pb";

const kept_ms = 60_000;

export interface OnDutyNames {
  officers: readonly string[];
  chairmen: readonly string[];
  /** Somebody of the office may sign in at all. */
  registered: boolean;
}

/** Undefined until it is known. */
export function useOnDuty(unit: string): OnDutyNames | undefined {
  const asked = { enabled: unit !== "", staleTime: kept_ms };
  const onDuty = useQuery(DirectoryService.method.getRoster, { unit }, asked).data?.onDuty;
  const officials = useQuery(DirectoryService.method.listOfficials, { unit }, asked).data?.officials;
  if (!onDuty || !officials) return undefined;
  const named = (ids: readonly string[]) => ids.flatMap((id) => officials.find(({ personId }) => personId === id)?.name ?? []);
  return { officers: named(onDuty.officerIds), chairmen: named(onDuty.chairmanIds), registered: onDuty.registered };
}
