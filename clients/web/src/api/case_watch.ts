// One case, live: as it is now, and again after each change.
import { createClient } from "@connectrpc/connect";
import type { CaseDetail } from "../gen/hotline/v1/case_detail_pb";
import { CaseService, type WatchCaseResponse } from "../gen/hotline/v1/case_pb";
import { transport } from "./transport";
import type { Topic } from "./watch";

const client = createClient(CaseService, transport);

export const versionOf = (detail: CaseDetail | undefined) => detail?.row?.version ?? 0;

/** The later of two readings of one case. */
export function newest(a: CaseDetail | undefined, b: CaseDetail | undefined): CaseDetail | undefined {
  return versionOf(b) > versionOf(a) ? b : a;
}

export function caseTopic(personId: string, caseId: string): Topic<WatchCaseResponse, CaseDetail | undefined> {
  return {
    name: `case/${personId}/${caseId}`,
    first: undefined,
    open: (detail, signal) => client.watchCase({ caseId, afterVersion: versionOf(detail) }, { signal, timeoutMs: 0 }),
    // A heartbeat has no case. The same version again may still say something new: how surely the referral arrived.
    fold: (detail, messages) => messages.findLast((message) => message.case)?.case ?? detail,
  };
}
