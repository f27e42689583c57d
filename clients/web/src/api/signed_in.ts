// For what goes on behind the screens: waits until a person is signed in again.
import { session } from "./session";

export function signedIn(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (session.get().state !== "open") return;
      stop();
      resolve();
    };
    const give_up = () => {
      stop();
      reject(signal!.reason);
    };
    const stop = session.subscribe(look);
    signal?.addEventListener("abort", give_up, { once: true });
    look();
  });
}
