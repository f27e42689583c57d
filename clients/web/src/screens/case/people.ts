// Whoever acts on the case is known by name, also who was not there a while ago.
import { useEffect } from "react";
import type { HistoryEntry } from "../../gen/hotline/v1/case_pb";
import { usePerson } from "../../app/person";
import { usePeople } from "../../parts/person_name";

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
