// A signed checkpoint of the log, as C2SP tlog-checkpoint writes it: the log's name, how many entries, the root hash in
// base64, then the signature lines.
export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
}

/** Undefined for a text that is none. */
export function readCheckpoint(note: string): Checkpoint | undefined {
  const [origin, size, root] = note.split("\n");
  return origin && root && /^\d+$/.test(size ?? "") ? { origin, size: Number(size), root } : undefined;
}
