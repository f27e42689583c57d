// One run of an import: looked at first, then carried out. The server reads the whole file each time, and carries out only
// what it was compared with.
import { createClient } from "@connectrpc/connect";
import { useEffect, useRef, useState } from "react";
import { failureOf } from "../../api/failure";
import { newRequestId } from "../../api/request_id";
import { transport } from "../../api/transport";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import type { ImportUnitsResponse } from "../../gen/hotline/v1/unit_import_pb";
import type { Pair } from "../../words/words";

const client = createClient(DirectoryService, transport);
const run_max_ms = 5 * 60_000;

/** A file as it was read: the day of which it speaks where it is a list of the statistics office; whether it only amends the
 * list in use; the day for which is counted what it moves. */
export interface ListFile {
  bytes: Uint8Array;
  listDate?: string;
  amends?: boolean;
  asOf?: string;
}

export interface ImportRun {
  running: boolean;
  told?: ImportUnitsResponse;
  failed?: Pair;
}

export function useImport() {
  const [state, setState] = useState<ImportRun>({ running: false });
  const stop = useRef<AbortController | undefined>(undefined);
  const requestId = useRef("");
  useEffect(() => () => stop.current?.abort(), []);

  /** The same file, carried out again after a line that broke, is the same request. The answer says whether it was carried out. */
  async function run({ bytes: unitsCsv, ...more }: ListFile, dryRun: boolean): Promise<boolean> {
    stop.current?.abort();
    const { signal } = (stop.current = new AbortController());
    if (dryRun || !requestId.current) requestId.current = newRequestId();
    setState({ running: true });
    let applied = false;
    try {
      for await (const told of client.importUnits({ requestId: requestId.current, unitsCsv, ...more, dryRun }, { signal, timeoutMs: run_max_ms })) {
        setState({ running: !told.done, told });
        applied = told.applied;
      }
      if (dryRun) requestId.current = "";
    } catch (thrown) {
      if (!signal.aborted) setState({ running: false, failed: failureOf(thrown).text });
    }
    return applied;
  }
  function reset() {
    stop.current?.abort();
    requestId.current = "";
    setState({ running: false });
  }
  return { ...state, run, reset };
}
