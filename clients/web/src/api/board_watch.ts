// The board's numbers, live: when the server last said that one of them is another. The numbers themselves are asked for.
import { createClient } from "@connectrpc/connect";
import { SupervisionService, type WatchOverviewResponse } from "../gen/hotline/v1/supervision_pb";
import { msOf } from "../time/format";
import { transport } from "./transport";
import type { Topic } from "./watch";

const client = createClient(SupervisionService, transport);

export function boardTopic(personId: string): Topic<WatchOverviewResponse, number> {
  return {
    name: `board/${personId}`,
    first: 0,
    open: (_changed_ms, signal) => client.watchOverview({}, { signal, timeoutMs: 0 }),
    fold: (changed_ms, messages) => messages.reduce((latest, { changedAt }) => (changedAt ? msOf(changedAt) : latest), changed_ms),
  };
}
