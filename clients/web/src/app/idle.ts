// Whether somebody is at the machine. After `idle_max_ms` without a key, a touch or a movement, in any tab, the screens
// lock; the lock outlives a reload.
import { createStore } from "../store";

export const idle_max_ms = 10 * 60_000;
const look_every_ms = 5000;
const kept_use = "hotline.used_at";
const kept_lock = "hotline.locked";

export const locked = createStore(globalThis.localStorage?.getItem(kept_lock) === "1");

let written_ms = 0;
function used() {
  const now = Date.now();
  if (now - written_ms < look_every_ms) return;
  written_ms = now;
  localStorage.setItem(kept_use, String(now));
}

export function lock() {
  localStorage.setItem(kept_lock, "1");
  locked.set(true);
}

export function unlock() {
  localStorage.removeItem(kept_lock);
  written_ms = 0;
  used();
  locked.set(false);
}

/** While somebody is signed in. Answers with what ends it. */
export function watchIdle(): () => void {
  used();
  const events = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;
  for (const event of events) window.addEventListener(event, used, { passive: true, capture: true });
  const timer = setInterval(() => {
    if (Date.now() - Number(localStorage.getItem(kept_use)) >= idle_max_ms) lock();
  }, look_every_ms);
  const elsewhere = (event: StorageEvent) => {
    if (event.key === kept_lock) locked.set(event.newValue === "1");
  };
  window.addEventListener("storage", elsewhere);
  return () => {
    clearInterval(timer);
    for (const event of events) window.removeEventListener(event, used, { capture: true });
    window.removeEventListener("storage", elsewhere);
  };
}
