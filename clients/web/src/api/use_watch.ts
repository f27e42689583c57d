import { useEffect, useState } from "react";
import { createStore, useStore } from "../store";
import { watch, type Topic, type Watched } from "./watch";

/** A topic's state as it changes. The topic is told apart by its name alone. */
export function useWatch<Message, State>(topic: Topic<Message, State>): Watched<State> {
  const [store, setStore] = useState(() => createStore<Watched<State>>({ state: topic.first, heard_ms: undefined }));
  const { name } = topic;
  useEffect(() => {
    const watched = watch(topic);
    setStore(watched.store);
    return watched.close;
    // oxlint-disable-next-line react/exhaustive-deps -- the name stands for the topic
  }, [name]);
  return useStore(store);
}
