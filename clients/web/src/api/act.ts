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
// A corrected act takes the place of the one that waits; while one is on its way, none is sent beside it.
//
// Where what is typed is kept on this machine, its id is kept with it (`Memory`), before it leaves: after a reload `resume`
// sends the same act again, and it happens once. Where the form is closed before the answer is here, it goes on without
// the form (app/left_acts.ts); an act without a memory ends with its screen.
import { create, fromJsonString, toJsonString, type DescMessage, type DescMethodUnary, type MessageInitShape, type MessageShape } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { useEffect, useRef, useState } from "react";
import { createStore } from "../store";
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
  /** The box of the form in the keep. */
  box: string;
  pending?: Pending | undefined;
  remember(pending: Pending | undefined): Promise<void>;
}

export interface Act<I extends DescMessage, O extends DescMessage> extends Held {
  /** It goes on also when its screen is left. */
  goesOn: boolean;
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

/** One after the other: an open form, in any tab, has the box to itself; what was left in it is carried by one tab alone. */
export const lockOf = (box: string) => `hotline.act/${box}`;
/** How many forms were closed over an act without an answer. */
export const formsLeft = createStore(0);

/** Takes the box, also from whoever carries what was left in it. Answers with what gives it back. */
function takeBox(box: string): () => void {
  let giveBack = () => {};
  const over = new Promise<void>((resolve) => (giveBack = resolve));
  void navigator.locks?.request(lockOf(box), { steal: true }, () => over).catch(() => {}); // another tab's form has it now
  return giveBack;
}

export function useAct<I extends DescMessage, O extends DescMessage>(method: DescMethodUnary<I, O>, memory?: Memory): Act<I, O> {
  const transport = useTransport();
  const [held, setHeld] = useState<Held>({ state: "idle" });
  const state = useRef<ActState>("idle"); // as it is, also between two renderings
  function show(now: Held) {
    state.current = now.state;
    setHeld(now);
  }
  const pending = useRef<Pending | undefined>(memory?.pending);
  const stop = useRef<AbortController>(new AbortController());
  const remembered = useRef<Promise<void>>(Promise.resolve());
  const box = memory?.box;
  useEffect(() => {
    stop.current = new AbortController();
    const giveBack = box === undefined ? () => {} : takeBox(box);
    return () => {
      stop.current.abort();
      void remembered.current.then(() => {
        giveBack();
        if (box !== undefined && pending.current) formsLeft.set(formsLeft.get() + 1);
      });
    };
  }, [box]);

  function remember(now: Pending | undefined): Promise<void> {
    pending.current = now;
    return (remembered.current = memory?.remember(now) ?? Promise.resolve());
  }

  async function carryOn(): Promise<MessageShape<O> | undefined> {
    const { signal } = stop.current;
    if (!pending.current) return undefined;
    const { requestId, body } = pending.current;
    try {
      const message = fromJsonString(method.input, body);
      Object.assign(message, { requestId });
      const answer = await carry(transport, method, message, signal, (to, failure) => show({ state: to, ...(failure && { failure }) }));
      pending.current = undefined;
      show({ state: "sent", sent_ms: now_ms() });
      return answer;
    } catch (thrown) {
      if (signal.aborted) return undefined;
      const failure = failureOf(thrown);
      if (failure.refused) await forget();
      show({ state: "failed", failure });
      return undefined;
    }
  }

  async function forget() {
    if (pending.current) await remember(undefined);
  }

  async function send(input: object): Promise<MessageShape<O> | undefined> {
    const body = toJsonString(method.input, create(method.input, input as MessageInitShape<I>));
    const corrected = pending.current?.body !== body;
    // On its way it cannot be called back; and what waits goes by itself.
    if (state.current === "sending" || (state.current === "waiting" && !corrected)) return undefined;
    // The same act again keeps its id; a corrected one is another act, in the place of the one that waits.
    if (corrected) {
      stop.current.abort();
      stop.current = new AbortController();
      show({ state: "sending" });
      await remember({ requestId: newRequestId(), body });
    }
    return carryOn();
  }

  function reset() {
    stop.current.abort();
    stop.current = new AbortController();
    void forget();
    show({ state: "idle" });
  }

  return { ...held, goesOn: memory !== undefined, send: send as Act<I, O>["send"], resume: carryOn, reset };
}
