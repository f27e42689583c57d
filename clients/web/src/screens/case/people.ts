// Officials of the viewer's own offices by name, as far as the directory tells; of others the office is enough.
import { useQuery } from "@connectrpc/connect-query";
import { useEffect } from "react";
import type { HistoryEntry } from "../../gen/hotline/v1/case_pb";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import { usePerson } from "../../app/person";

const kept_ms = 300_000;
const usePeople = () => useQuery(DirectoryService.method.listPeople, { pageSize: 200 }, { staleTime: kept_ms });

export function usePersonName(personId: string | undefined): string {
  return usePeople().data?.people.find((person) => person.personId === personId)?.name ?? "";
}

/** Asks again when somebody of the person's own offices acts who was not there a while ago. */
export function useNewcomers(entries: readonly HistoryEntry[]) {
  const { memberships } = usePerson();
  const { data, refetch } = usePeople();
  const strangers = data && entries
    .flatMap(({ event }) => event?.actor ?? [])
    .filter(({ unit, personId }) => memberships.some((membership) => membership.unit === unit) && !data.people.some((person) => person.personId === personId))
    .map(({ personId }) => personId);
  const who = [...new Set(strangers)].join(" ");
  useEffect(() => {
    if (who) void refetch();
  }, [who, refetch]);
}
