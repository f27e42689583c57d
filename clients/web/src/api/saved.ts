// What is saved where, as the strip says it. Green only for what the server has durably.
import { createStore } from "../store";
import { now_ms } from "../time/server_time";

export interface Saved {
  where: "server" | "here";
  at_ms: number;
}

export const saved = createStore<Saved | undefined>(undefined);

/** After the server's durable answer, with its own time where it gave one. */
export const savedOnServer = (at_ms = now_ms()) => saved.set({ where: "server", at_ms });
/** Kept on this machine and not sent yet. */
export const keptHere = () => saved.set({ where: "here", at_ms: now_ms() });
/** Nothing is open that could be saved. */
export const nothingToSave = () => saved.set(undefined);
