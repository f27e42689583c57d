// What is done on this machine before a person leaves it: what waits to be sent leaves, and forms that the server has
// whole are not kept here any more.
import type { Person } from "../gen/hotline/record/v1/person_pb";
import { keepOf } from "../keep/own_keep";

export async function leaveMachine(person: Person, reach: boolean): Promise<void> {
  const keep = await keepOf(person.personId);
  // Where the disk keeps nothing, the desk itself knows what there is.
  if (keep && !(await keep.list()).some(({ id }) => /^(desk|outbox)\//.test(id))) return;
  const { leaveDesk } = await import("../screens/desk/desks");
  await leaveDesk(person, reach);
}
