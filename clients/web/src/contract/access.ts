// Who may call what, from the contract's own (access): a screen offers only what the server would take.
import { access } from "../gen/access";
import type { Role } from "../gen/hotline/record/v1/options_pb";
import type { Person } from "../gen/hotline/record/v1/person_pb";

/** "CaseService.GetCase" */
export type Method = keyof typeof access;

function grants(method: Method, role: Role): boolean {
  const roles: readonly Role[] | "anybody" = access[method];
  return roles === "anybody" || roles.includes(role);
}

/** By role alone; whether this case allows it now, the case says itself (CaseDetail.possible). */
export function mayCall(person: Person, method: Method): boolean {
  return access[method] === "anybody" || person.memberships.some(({ role }) => grants(method, role));
}

/** The offices for which the person may call it, each once. */
export function officesFor(person: Person, method: Method): string[] {
  return [...new Set(person.memberships.filter(({ role }) => grants(method, role)).map(({ unit }) => unit))];
}

export function hasRole(person: Person, role: Role): boolean {
  return person.memberships.some((membership) => membership.role === role);
}
