// Who may call what, from the contract's own (access): a screen offers only what the server would take.
import { getOption, type DescMethod } from "@bufbuild/protobuf";
import { access, Audience, Effect, Role } from "../gen/hotline/record/v1/options_pb";
import type { Person } from "../gen/hotline/record/v1/person_pb";

/** By role alone; whether this case allows it now, the case says itself (CaseDetail.possible). */
export function mayCall(person: Person, method: DescMethod): boolean {
  const demand = getOption(method, access);
  if (demand.audience !== Audience.GRANTED) return true;
  return demand.grants.some((grant) => person.memberships.some((membership) => membership.role === grant.role));
}

export function hasRole(person: Person, role: Role): boolean {
  return person.memberships.some((membership) => membership.role === role);
}

/** Reads and writes may be repeated: reads change nothing, writes carry a request_id. */
export function isWatch(method: DescMethod): boolean {
  return getOption(method, access).effect === Effect.WATCH;
}
