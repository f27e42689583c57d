// The one way to the server: Connect in binary, on the same origin, with the session's cookie. A call that the line
// swallowed is sent again as it was, with the same request_id; the server answers a repetition with its first answer.
import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { askedAhead } from "./asked_ahead";
import { heardServerTime } from "../time/server_time";
import { isLineDown } from "./failure";
import { lineAnswered, lineLost, lineRestarting } from "./line";

const call_max_ms = 20_000;
const retry_after_ms = [300, 1000, 2500];

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });

let ended = () => {};
/** What to do when the server knows the session no more. */
export function onSessionEnded(told: () => void) {
  ended = told;
}
/** For a stream, whose refusal comes after it was opened. */
export const sessionRefused = () => ended();

const listening: Interceptor = (next) => async (request) => {
  try {
    const answer = await next(request);
    heardServerTime(answer.header.get("date"));
    lineAnswered();
    return answer;
  } catch (thrown) {
    const error = ConnectError.from(thrown);
    if (error.code === Code.Unavailable) lineRestarting();
    else if (isLineDown(error)) lineLost();
    else if (error.code !== Code.Canceled && error.code !== Code.DeadlineExceeded) lineAnswered();
    if (error.code === Code.Unauthenticated && request.method.name !== "SignIn") ended();
    throw error;
  }
};

const patient: Interceptor = (next) => async (request) => {
  if (request.stream) return next(request);
  for (const wait_ms of retry_after_ms) {
    try {
      return await next(request);
    } catch (thrown) {
      const error = ConnectError.from(thrown);
      const busy = error.code === Code.ResourceExhausted;
      if (!busy && !isLineDown(error)) throw error;
    }
    await pause(wait_ms, request.signal);
  }
  return next(request);
};

/** A stream never ends: whoever waits for a page to be loaded, the browser first, need not wait for it. */
const fetching: typeof fetch = async (address, options) => {
  const stream = new Headers(options?.headers).get("content-type")?.startsWith("application/connect+");
  return (await askedAhead(String(address), options?.signal)) ?? fetch(address, stream ? { ...options, priority: "low" } : options);
};

export const transport = createConnectTransport({
  fetch: fetching,
  baseUrl: globalThis.location?.origin ?? "http://127.0.0.1",
  useBinaryFormat: true,
  defaultTimeoutMs: call_max_ms,
  interceptors: [patient, listening],
});
