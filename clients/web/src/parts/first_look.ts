// What nobody waits for, and what is wanted soon all the same. Over a slow line it would take from what is looked at first.
const first_look_ms = 1000;

/** Runs it when that has had the line to itself for a while. Answers with what takes it back. */
export function afterFirstLook(run: () => void): () => void {
  const timer = setTimeout(run, first_look_ms);
  return () => clearTimeout(timer);
}
