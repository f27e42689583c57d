import { session } from "../api/session";
import type { Person } from "../gen/hotline/record/v1/person_pb";
import { useStore } from "../store";

/** Who is signed in; only below <Shell>, where somebody is. */
export function usePerson(): Person {
  const now = useStore(session);
  if (!("person" in now)) throw new Error("nobody is signed in");
  return now.person;
}
