// Whether somebody is at the machine. After `idle_max_ms` without a key, a touch or a movement, in any tab, the screens
// lock; the lock outlives a reload, and only a password opens it.
import { session } from "../api/session";
import { everywhere } from "./everywhere";

export const idle_max_ms = 10 * 60_000;
const look_every_ms = 5000;
const kept_use = "hotline.used_at";

export const locked = everywhere("hotline.locked");

let written_ms = 0;
function used() {
  const now = Date.now();
  if (now - written_ms < look_every_ms || !look()) return;
  written_ms = now;
  localStorage.setItem(kept_use, String(now));
}

/** Locks where nobody was here for too long, also if the machine slept meanwhile; else answers true. */
function look(): boolean {
  const last = localStorage.getItem(kept_use);
  if (last === null || Date.now() - Number(last) < idle_max_ms) return true;
  lock();
  return false;
}

export function lock() {
  locked.set(true);
}

/** The password was given. */
export function unlock() {
  localStorage.setItem(kept_use, String(Date.now()));
  locked.set(false);
}

// Whoever signs in where nobody was has just given the password.
let before = session.get().state;
session.subscribe(() => {
  const { state } = session.get();
  if (before === "none" && state !== "none") unlock();
  before = state;
});

/** While somebody is signed in. Answers with what ends it. */
export function watchIdle(): () => void {
  used();
  const events = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;
  for (const event of events) window.addEventListener(event, used, { passive: true, capture: true });
  document.addEventListener("visibilitychange", look);
  const timer = setInterval(look, look_every_ms);
  return () => {
    clearInterval(timer);
    for (const event of events) window.removeEventListener(event, used, { capture: true });
    document.removeEventListener("visibilitychange", look);
  };
}
