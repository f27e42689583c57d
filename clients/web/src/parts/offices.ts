// The offices that could get a report of a place: who answers there today (or those among whom a person must choose), and
// the level above, to which a restricted report goes.
import { useQuery } from "@connectrpc/connect-query";
import { DirectoryService } from "../gen/hotline/v1/directory_pb";

export function useOffices(place: string | undefined): readonly string[] {
  const { data } = useQuery(DirectoryService.method.getUnit, { unit: place ?? "" }, { enabled: Boolean(place), staleTime: 60_000 });
  if (!data) return [];
  const there = data.responsible ? [data.responsible] : data.choices;
  return [...new Set([...there.map(({ unit }) => unit), ...there.map(({ parent }) => parent)])].filter(Boolean);
}
