// One stream at a time for a whole browser, whatever its tabs show: a browser opens six connections to a host, and a
// stream holds one for good. Where several windows stand side by side, each with a topic of its own, they take turns of
// `turn_ms`, in line (a Web Lock); whoever has just come to be looked at waits no longer than `least_ms` a window before it.
// A topic resumes from its own cursor, so between two turns it is late, never wrong. Alone, a turn does not end.
// Where Web Locks are missing (no TLS) every visible window has its own stream.
import { either } from "./either";

const turn_ms = 3_000;
const least_ms = 1_000;
const name = "hotline.stream";

type Said = "begun" | "waits" | "waits_anew";

/**
 * Runs `hold` when it is this one's turn; its signal aborts when the turn is over, or with `until`. `anew`: the first
 * turn since somebody looks. Answers whether the turn ended for another; throws what `hold` throws otherwise.
 */
export async function inTurn(until: AbortSignal, anew: boolean, hold: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
  if (!navigator.locks) return hold(until).then(() => false);
  const others = new BroadcastChannel(name);
  const tell = (said: Said) => others.postMessage(said);
  const over = new AbortController();
  let begun_ms: number | undefined;
  let end: ReturnType<typeof setTimeout> | undefined;
  let ends_ms = Infinity;
  const endAfter = (ms: number) => {
    if (begun_ms === undefined || begun_ms + ms >= ends_ms) return;
    ends_ms = begun_ms + ms;
    clearTimeout(end);
    end = setTimeout(() => over.abort(), ends_ms - Date.now());
  };
  others.addEventListener("message", ({ data }: { data: Said }) => {
    if (data === "begun") {
      if (begun_ms === undefined) tell(anew ? "waits_anew" : "waits");
    } else endAfter(data === "waits_anew" ? least_ms : turn_ms);
  });
  const ends = either(until, over.signal);
  try {
    tell(anew ? "waits_anew" : "waits");
    await navigator.locks.request(name, { signal: until }, async () => {
      begun_ms = Date.now();
      tell("begun");
      await hold(ends.signal);
    });
  } catch (thrown) {
    if (!over.signal.aborted) throw thrown;
  } finally {
    ends.over();
    clearTimeout(end);
    others.close();
  }
  return over.signal.aborted;
}
