// The server's clock, as its answers tell it: deadlines count by it, not by the clock of an old phone.
let ahead_ms = 0;

/** From the Date field of an answer, which is whole seconds: smaller differences are left alone. */
export function heardServerTime(date: string | null, here_ms = Date.now()) {
  const at = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(at)) return;
  const seen = at + 500 - here_ms;
  ahead_ms = Math.abs(seen) < 2000 ? 0 : seen;
}

export function now_ms(): number {
  return Date.now() + ahead_ms;
}
