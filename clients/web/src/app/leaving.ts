// What is done on this machine before a person leaves it: what waits to be sent leaves, and forms that the server has
// whole are not kept here any more; and what is left that waits.
import type { Unsent } from "../api/session";
import type { Person } from "../gen/hotline/record/v1/person_pb";
import type { Keep } from "../keep/keep";
import { keepOf } from "../keep/own_keep";

export async function leaveMachine(person: Person, reach: boolean): Promise<void> {
  const keep = await keepOf(person.personId);
  if (!(await keep.list()).some(({ id }) => /^(desk|outbox)\//.test(id))) return;
  const { leaveDesk } = await import("../screens/desk/desks");
  await leaveDesk(person, reach);
}

/** Reports in the outbox, and acts whose form is kept with them. */
export async function unsentOf(person: Person): Promise<Unsent> {
  const keep = await keepOf(person.personId);
  const ids = (await keep?.list())?.map(({ id }) => id) ?? [];
  const waits = await Promise.all(ids.map(async (id) => id.startsWith("outbox/") || (!id.startsWith("desk/") && (await isPending(keep!, id)))));
  const count = waits.filter(Boolean).length;
  if (keep && count === 0) return { count, lost: false };
  const { unkeptAt } = await import("../screens/desk/desks");
  const unkept = unkeptAt(person);
  return { count: Math.max(count, unkept), lost: unkept > 0 };
}

async function isPending(keep: Keep, id: string): Promise<boolean> {
  const bytes = await keep.get(id);
  return bytes !== undefined && Boolean((JSON.parse(new TextDecoder().decode(bytes)) as { pending?: unknown } | null)?.pending);
}
