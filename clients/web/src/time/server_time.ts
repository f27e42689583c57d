// The server's clock, as its answers tell it: deadlines count by it, not by the clock of an old phone.
let ahead_ms = 0;
/** What the newest answer said, and when it came: the server has come at least so far. */
let heard: { at_ms: number; here_ms: number } | undefined;

/** From the Date field of an answer, which is whole seconds: smaller differences are left alone. */
export function heardServerTime(date: string | null, here_ms = Date.now()) {
  const at = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(at)) return;
  heard = { at_ms: at, here_ms };
  const seen = at + 500 - here_ms;
  ahead_ms = Math.abs(seen) < 2000 ? 0 : seen;
}

export function now_ms(): number {
  return Date.now() + ahead_ms;
}

/** Of something that happened just now, to be told to the server: never what it would have to call the future. */
export function justNow_ms(here_ms = Date.now()): number {
  return heard ? Math.min(here_ms + ahead_ms, heard.at_ms + here_ms - heard.here_ms) : here_ms + ahead_ms;
}
