// Officials of the viewer's own offices by name, as far as the directory tells; of others the office is enough.
import { useQuery } from "@connectrpc/connect-query";
import { DirectoryService } from "../gen/hotline/v1/directory_pb";

const kept_ms = 300_000;

export const usePeople = () => useQuery(DirectoryService.method.listPeople, { pageSize: 200 }, { staleTime: kept_ms });

export function usePersonName(personId: string | undefined): string {
  return usePeople().data?.people.find((person) => person.personId === personId)?.name ?? "";
}
