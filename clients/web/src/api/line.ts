// The state of the line to the server, seen from what calls come back with, and looked after while it is down.
//   online      the server answered last
//   offline     nothing comes back: cable, network, or a server that is gone
//   restarting  the server said that it is stopping or not ready yet
import { createStore } from "../store";

export type LineState = "online" | "offline" | "restarting";
export interface Line {
  state: LineState;
  since_ms: number;
}

export const line = createStore<Line>({ state: "online", since_ms: Date.now() });
const probe_first_ms = 1000;
const probe_max_ms = 10_000;
let probe: ReturnType<typeof setTimeout> | undefined;

function turn(state: LineState) {
  if (line.get().state !== state) line.set({ state, since_ms: Date.now() });
  if (state === "online") {
    clearTimeout(probe);
    probe = undefined;
  } else if (probe === undefined) {
    probe = setTimeout(ask, probe_first_ms, probe_first_ms);
  }
}

async function ask(waited_ms: number) {
  try {
    const answer = await fetch("/readyz", { cache: "no-store", signal: AbortSignal.timeout(5000) });
    if (answer.ok) return turn("online");
    turn("restarting");
  } catch {
    if (line.get().state === "online") return;
  }
  const next_ms = Math.min(waited_ms * 2, probe_max_ms);
  probe = setTimeout(ask, next_ms, next_ms);
}

/** The server answered, whatever it said. */
export const lineAnswered = () => turn("online");
/** Nothing came back. A server that said it restarts is still restarting. */
export const lineLost = () => turn(line.get().state === "restarting" ? "restarting" : "offline");
/** The server said `unavailable`. */
export const lineRestarting = () => turn("restarting");

/** Resolves once the server answers again. */
export function lineBack(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (line.get().state !== "online") return;
      stop();
      resolve();
    };
    const give_up = () => {
      stop();
      reject(signal!.reason);
    };
    const stop = line.subscribe(look);
    signal?.addEventListener("abort", give_up, { once: true });
    look();
  });
}

if (globalThis.window) {
  window.addEventListener("offline", () => turn("offline"));
  window.addEventListener("online", () => {
    clearTimeout(probe);
    probe = undefined;
    if (line.get().state !== "online") void ask(probe_first_ms);
  });
}
