// Officials of the viewer's own offices by name, as far as the directory tells; of others the office is enough.
import { useQuery } from "@connectrpc/connect-query";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";

export function usePersonName(personId: string | undefined): string {
  const { data } = useQuery(DirectoryService.method.listPeople, { pageSize: 200 }, { staleTime: 300_000 });
  return data?.people.find((person) => person.personId === personId)?.name ?? "";
}
