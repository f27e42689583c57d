// Leaving: out of sight at once, and never open again without a password, whatever becomes of the line meanwhile. The lock
// stays until somebody signs in. Where something is unsent the cover asks first; `allTheSame` is the answer.
import { endSession } from "../api/session";
import { lock } from "./idle";

export function signOut(allTheSame = false) {
  lock();
  void endSession(allTheSame);
}
