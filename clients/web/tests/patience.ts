// The longest that a test waits for anything, in one place. It is a failure's time alone, and long: nobody knows how busy
// the machine is.
export const patience_ms = 60_000;
