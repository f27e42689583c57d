// Leaving: out of sight at once, and never open again without a password, whatever becomes of the line meanwhile. The lock
// stays until somebody signs in.
import { endSession } from "../api/session";
import { lock } from "./idle";

export function signOut() {
  lock();
  void endSession();
}
