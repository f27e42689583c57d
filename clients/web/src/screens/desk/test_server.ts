// For the tests of the desk: a keep in memory, and a server of which each test says what it answers.
import { create } from "@bufbuild/protobuf";
import { ConnectError, createRouterTransport, type Code, type ServiceImpl } from "@connectrpc/connect";
import { vi } from "vitest";
import { CaseService } from "../../gen/hotline/v1/case_pb";
import { FailureSchema } from "../../gen/hotline/v1/error_pb";
import { IntakeService } from "../../gen/hotline/v1/intake_pb";
import type { Keep } from "../../keep/keep";

/** A keep that lives as long as the test, as a disk does over a crash. */
export function memory(): Keep & { boxes: Map<string, Uint8Array> } {
  const boxes = new Map<string, Uint8Array>();
  return {
    boxes,
    lasts: true,
    put: async (id, bytes) => void boxes.set(id, bytes),
    get: async (id) => boxes.get(id),
    list: async (prefix = "") => [...boxes.keys()].filter((id) => id.startsWith(prefix)).map((id) => ({ id, at_ms: 0 })),
    wipe: async (id) => void boxes.delete(id),
  };
}

export const refused = (code: Code, reason: string) => new ConnectError("", code, undefined, [{ desc: FailureSchema, value: create(FailureSchema, { reason, textVi: reason, textEn: reason }) }]);
export const serving = (intake: Partial<ServiceImpl<typeof IntakeService>>, cases: Partial<ServiceImpl<typeof CaseService>> = {}) => createRouterTransport(({ service }) => void service(IntakeService, intake).service(CaseService, cases));
export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
