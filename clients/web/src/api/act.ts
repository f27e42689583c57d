// Sending a mutation from a screen. One act of a person has one request_id, kept through every retry, also by hand and
// after a line that was down: the server carries it out once. "sent" stands only behind the server's durable answer.
//
//   const act = useAct(ReferralService.method.acceptReferral);
//   await act.send({ caseId, expectedVersion, referralId });      // the answer, or undefined: act.failure says why
//
//   idle → sending → sent
//                  → waiting (line down; goes on by itself) → sending …
//                  → failed (refused, or unclear: sending the same again keeps the request_id)
//
// Where what is typed is kept on this machine, its id is kept with it (`Memory`), before it leaves: after a reload or on
// another screen in between, `resume` sends the same act again, and it happens once.
import { create, fromJsonString, toJsonString, type DescMessage, type DescMethodUnary, type MessageInitShape, type MessageShape } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { useEffect, useRef, useState } from "react";
import { now_ms } from "../time/server_time";
import { failureOf, type Failure } from "./failure";
import { lineBack } from "./line";
import { newRequestId } from "./request_id";

export type ActState = "idle" | "sending" | "waiting" | "sent" | "failed";

interface Held {
  state: ActState;
  failure?: Failure;
  /** When the server's answer came, by its clock. */
  sent_ms?: number;
}

/** An act that left and is not answered: its id, and the request without it, in JSON. */
export interface Pending {
  requestId: string;
  body: string;
}

/** Where the act that is under way is remembered beyond the screen. */
export interface Memory {
  pending?: Pending | undefined;
  remember(pending: Pending | undefined): Promise<void>;
}

export interface Act<I extends DescMessage, O extends DescMessage> extends Held {
  send(input: Omit<MessageInitShape<I>, "requestId" | "$typeName">): Promise<MessageShape<O> | undefined>;
  /** Sends again what left before the screen was opened; undefined also where there is nothing. */
  resume(): Promise<MessageShape<O> | undefined>;
  /** Stops waiting for the line, and forgets the failure. */
  reset(): void;
}

/** Sends a message that has its request_id, and goes on by itself after a line that was down. Throws what the server
 * refused, and what is left unclear. `tell` hears "sending" and "waiting". */
export async function carry<I extends DescMessage, O extends DescMessage>(
  transport: Transport,
  method: DescMethodUnary<I, O>,
  message: MessageShape<I>,
  signal: AbortSignal,
  tell: (state: "sending" | "waiting", failure?: Failure) => void,
): Promise<MessageShape<O>> {
  for (;;) {
    tell("sending");
    try {
      const answer = await transport.unary(method, signal, undefined, undefined, message as MessageInitShape<I>);
      return answer.message;
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (signal.aborted || failure.reason !== "line_down") throw thrown;
      tell("waiting", failure);
      await lineBack(signal);
    }
  }
}

export function useAct<I extends DescMessage, O extends DescMessage>(method: DescMethodUnary<I, O>, memory?: Memory): Act<I, O> {
  const transport = useTransport();
  const [held, setHeld] = useState<Held>({ state: "idle" });
  const pending = useRef<Pending | undefined>(memory?.pending);
  const stop = useRef<AbortController>(new AbortController());
  useEffect(() => {
    stop.current = new AbortController();
    return () => stop.current.abort();
  }, []);

  async function carryOn(): Promise<MessageShape<O> | undefined> {
    const { signal } = stop.current;
    if (!pending.current) return undefined;
    const { requestId, body } = pending.current;
    try {
      const message = fromJsonString(method.input, body);
      Object.assign(message, { requestId });
      const answer = await carry(transport, method, message, signal, (state, failure) => setHeld({ state, ...(failure && { failure }) }));
      pending.current = undefined;
      setHeld({ state: "sent", sent_ms: now_ms() });
      return answer;
    } catch (thrown) {
      if (signal.aborted) return undefined;
      const failure = failureOf(thrown);
      if (failure.refused) await forget();
      setHeld({ state: "failed", failure });
      return undefined;
    }
  }

  async function forget() {
    if (pending.current) await memory?.remember(undefined);
    pending.current = undefined;
  }

  async function send(input: object): Promise<MessageShape<O> | undefined> {
    const body = toJsonString(method.input, create(method.input, input as MessageInitShape<I>));
    // The same act again keeps its id; a corrected one is another act.
    if (pending.current?.body !== body) {
      pending.current = { requestId: newRequestId(), body };
      setHeld({ state: "sending" });
      await memory?.remember(pending.current);
    }
    return carryOn();
  }

  function reset() {
    stop.current.abort();
    stop.current = new AbortController();
    void forget();
    setHeld({ state: "idle" });
  }

  return { ...held, send: send as Act<I, O>["send"], resume: carryOn, reset };
}
