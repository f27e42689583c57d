// People by their names, where a list has their ids. Asked for are those that are shown and no others, all of one look at
// the page in one request: an installation has thousands of people, and a page shows dozens.
import { createClient } from "@connectrpc/connect";
import { useQueries, useQuery } from "@tanstack/react-query";
import { transport } from "../api/transport";
import { DirectoryService } from "../gen/hotline/v1/directory_pb";
import { gathered } from "./gathered";

const kept_ms = 300_000;
const asked_max = 200; // as the contract has it
const client = createClient(DirectoryService, transport);

const nameOf = gathered(asked_max, async (personIds) => {
  const { people } = await client.namePeople({ personIds: [...personIds] });
  return new Map(people.map(({ personId, name }) => [personId, name]));
});

/** Empty where the person is not the viewer's to know: then the office is enough. */
const named = (personId: string) => ({
  queryKey: ["person", { serviceName: DirectoryService.typeName }, personId],
  queryFn: async () => (await nameOf(personId)) ?? "",
  enabled: personId !== "",
  staleTime: kept_ms,
});

/** The name, empty until it is known. */
export const usePersonName = (personId: string | undefined): string => useQuery(named(personId ?? "")).data ?? "";

/** Several people by their names, as far as they are known yet. */
export function usePersonNames(personIds: readonly string[]): ReadonlyMap<string, string> {
  const all = [...new Set(personIds)].filter(Boolean);
  return useQueries({ queries: all.map(named), combine: (answers) => new Map(answers.map(({ data }, at) => [all[at]!, data ?? ""])) });
}
