// One tick a second for everything that counts down, on the whole second; none while the page is hidden.
import { useSyncExternalStore } from "react";
import { now_ms } from "./server_time";

let current = now_ms();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

function tick() {
  current = now_ms();
  for (const listener of listeners) listener();
  timer = listeners.size > 0 && !document.hidden ? setTimeout(tick, 1000 - (current % 1000)) : undefined;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined && !document.hidden) tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== undefined) {
      clearTimeout(timer);
      timer = undefined;
    }
  };
}

if (globalThis.document) {
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && timer === undefined && listeners.size > 0) tick();
  });
}

/** The server's time in milliseconds, rounded down to `every_ms`: a component renders only when that changes. */
export function useNow(every_ms = 1000): number {
  return useSyncExternalStore(subscribe, () => Math.floor(current / every_ms) * every_ms);
}
