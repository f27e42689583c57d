// The whole history of a case, oldest first; what is new is fetched when the case has more of it.
import { createClient } from "@connectrpc/connect";
import { useCallback, useEffect, useState } from "react";
import { CaseService, type HistoryEntry } from "../gen/hotline/v1/case_pb";
import { transport } from "./transport";

const client = createClient(CaseService, transport);
const page_size = 200;

export interface History {
  entries: readonly HistoryEntry[] | undefined;
  error: unknown;
  again(): void;
}

async function readAll(caseId: string, signal: AbortSignal): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  let pageToken = "";
  do {
    const page = await client.getHistory({ caseId, pageSize: page_size, pageToken }, { signal });
    entries.push(...page.entries);
    pageToken = page.nextPageToken;
  } while (pageToken);
  return entries;
}

/** `length`: how many entries the case has as it is shown; 0 until it is known. */
export function useHistory(caseId: string, length: number): History {
  const [held, setHeld] = useState<{ entries?: readonly HistoryEntry[]; error?: unknown }>({});
  const load = useCallback((signal: AbortSignal) => {
    readAll(caseId, signal).then(
      (entries) => !signal.aborted && setHeld({ entries }),
      (error: unknown) => !signal.aborted && setHeld((before) => ({ ...before, error })),
    );
  }, [caseId]);
  useEffect(() => {
    const stop = new AbortController();
    if (length > 0) load(stop.signal);
    return () => stop.abort();
  }, [load, length]);
  return { entries: held.entries, error: held.error, again: () => load(new AbortController().signal) };
}
