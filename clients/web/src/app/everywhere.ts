// Yes or no, the same in every tab of this browser, and after a reload.
import { createStore, type Store } from "../store";

export function everywhere(key: string): Store<boolean> {
  const storage = globalThis.localStorage as Storage | undefined; // none where logic is tested
  const held = createStore(storage?.getItem(key) === "1");
  globalThis.addEventListener?.("storage", (event) => {
    if (event.key === key || event.key === null) held.set(storage!.getItem(key) === "1");
  });
  return {
    ...held,
    set(next) {
      if (next) storage?.setItem(key, "1");
      else storage?.removeItem(key);
      held.set(next);
    },
  };
}
