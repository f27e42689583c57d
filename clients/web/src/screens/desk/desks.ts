// The desk of each person, for as long as the page lives: what was sent goes on while another screen is open.
import { transport } from "../../api/transport";
import { hasRole } from "../../contract/access";
import { Channel } from "../../gen/hotline/record/v1/contact_pb";
import { Role } from "../../gen/hotline/record/v1/options_pb";
import type { Person } from "../../gen/hotline/record/v1/person_pb";
import { keepOf } from "../../keep/own_keep";
import { loadedOnce, type Loaded } from "../../parts/use_loaded";
import { openDesk, type Desk } from "./desk";
import { wipeSaved } from "./shelf";

const desks = new Map<string, Loaded<Desk>>();

export function deskOf(person: Person): Loaded<Desk> {
  let desk = desks.get(person.personId);
  if (!desk) {
    desk = loadedOnce(async () => openDesk(transport, await keepOf(person.personId), hasRole(person, Role.OPERATOR) ? Channel.PHONE : Channel.IN_PERSON));
    desks.set(person.personId, desk);
  }
  return desk;
}

/** The person leaves this machine: what is to be sent leaves, and what the server has stays there alone. `reach`: the
 * server still knows them. */
export async function leaveDesk(person: Person, reach: boolean): Promise<void> {
  if (reach) await (await deskOf(person).fetch()).leave();
  await wipeSaved(await keepOf(person.personId));
}

/** What was sent, waits, and is in this page alone. */
export function unkeptAt(person: Person): number {
  const parcels = deskOf(person).here?.outbox.parcels.get() ?? [];
  return parcels.filter(({ unkept, state }) => unkept && (state === "sending" || state === "waiting")).length;
}
