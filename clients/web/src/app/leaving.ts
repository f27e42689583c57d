// What is done on this machine before a person leaves it: forms that the server has whole are not kept here any more.
import type { Person } from "../gen/hotline/record/v1/person_pb";
import { keepOf } from "../keep/own_keep";

export async function leaveMachine(person: Person, reach: boolean): Promise<void> {
  const kept = await (await keepOf(person.personId))?.list("desk/");
  if (!kept || kept.length === 0) return;
  const { leaveDesk } = await import("../screens/desk/desks");
  await leaveDesk(person, reach);
}
