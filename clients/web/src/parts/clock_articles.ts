// Which text of the law sets each deadline that holds today, by the server's rules: rows of lists know the kind alone.
import { createClient } from "@connectrpc/connect";
import { transport } from "../api/transport";
import { DeadlineService } from "../gen/hotline/v1/deadline_pb";
import type { ClockKind } from "../gen/hotline/v1/case_detail_pb";
import { isoDate } from "../time/format";
import { now_ms } from "../time/server_time";

export async function articlesNow(): Promise<ReadonlyMap<ClockKind, string>> {
  const { sources } = await createClient(DeadlineService, transport).getDeadlines({});
  const today = isoDate(now_ms());
  return new Map(sources.filter(({ article, from }) => article && from <= today).map(({ kind, article }) => [kind, article]));
}
