// Watches, shared by the tabs of a browser, which has one stream for all of them (turns.ts).
// Of all tabs that watch the same topic one, the leader (it holds the topic's Web Lock), has the stream; the others hear
// from it what came. When the leader goes, the next tab takes the lock and resumes from its own cursor, so nothing falls
// between. Only tabs that are looked at follow: one that has been out of sight for `unseen_max_ms` lets its stream go and,
// looked at again, resumes from its cursor.
//
// Messages fold into the topic's state, all that came within `gather_ms` at once; the state is never changed in place.
// The server beats every 15 s; a stream that is silent for longer than `silent_max_ms` is dead and is opened again.
import { Code, ConnectError } from "@connectrpc/connect";
import { createStore, type Store } from "../store";
import { now_ms } from "../time/server_time";
import { either } from "./either";
import { isLineDown } from "./failure";
import { lineAnswered, lineBack, lineLost, lineRestarting } from "./line";
import { sessionRefused } from "./transport";
import { inTurn } from "./turns";

export const silent_max_ms = 40_000;
const unseen_max_ms = 2_000;
const gather_ms = 30;
const reopen_first_ms = 500;
const reopen_max_ms = 15_000;

export interface Topic<Message, State> {
  /** The same for the same content: "queue/<person>", "case/<person>/<id>". Names a lock and a channel. */
  name: string;
  first: State;
  /** Opens the stream from where `state` is. */
  open(state: State, signal: AbortSignal): AsyncIterable<Message>;
  fold(state: State, messages: readonly Message[]): State;
}

export interface Watched<State> {
  state: State;
  /** When the server last spoke, by its clock; undefined until it did. */
  heard_ms: number | undefined;
  /** The server ended it for good: the right was lost, or the session. */
  refused?: unknown;
}

type Said<Message, State> = { kind: "messages"; messages: readonly Message[] } | { kind: "hello" } | { kind: "all"; watched: Watched<State> } | { kind: "refused"; code: Code; text: string };

const signIns = createStore(0);
/** Somebody signed in again: watches that the end of the session stopped go on. */
export const resumeWatches = () => signIns.set(signIns.get() + 1);

function resumed(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => (stop(), resolve());
    const stop = signIns.subscribe(go);
    signal.addEventListener("abort", go, { once: true });
  });
}

/** Resolves when the tab is looked at, or at the signal. */
function looked(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (!document.hidden || signal.aborted) return resolve();
    const look = () => {
      if (document.hidden && !signal.aborted) return;
      document.removeEventListener("visibilitychange", look);
      resolve();
    };
    document.addEventListener("visibilitychange", look);
    signal.addEventListener("abort", look, { once: true });
  });
}

/** Aborts when the tab has been out of sight for `unseen_max_ms`, or with `end`. */
function whileLooked(end: AbortSignal): { signal: AbortSignal; over(): void } {
  const unseen = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(() => unseen.abort(), unseen_max_ms);
  };
  document.addEventListener("visibilitychange", look);
  const { signal, over } = either(end, unseen.signal);
  return {
    signal,
    over: () => (over(), clearTimeout(timer), document.removeEventListener("visibilitychange", look)),
  };
}

interface Open {
  store: Store<Watched<unknown>>;
  users: number;
  close(): void;
}
const topics = new Map<string, Open>();

function start<Message, State>(topic: Topic<Message, State>): Open {
  const store = createStore<Watched<State>>({ state: topic.first, heard_ms: undefined });
  const stop = new AbortController();
  const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(`hotline.watch/${topic.name}`);
  let leads = false;
  let ended = false;

  function take(messages: readonly Message[]) {
    store.set({ state: topic.fold(store.get().state, messages), heard_ms: now_ms() });
  }
  function hear({ data }: { data: Said<Message, State> }) {
    if (leads) {
      if (data.kind === "hello" && store.get().heard_ms !== undefined) tell({ kind: "all", watched: store.get() });
      return;
    }
    if (data.kind === "all") store.set(data.watched);
    // What came before this tab has the whole is in the whole.
    else if (data.kind === "messages" && store.get().heard_ms !== undefined) take(data.messages);
    else if (data.kind === "refused") store.set({ ...store.get(), refused: new ConnectError(data.text, data.code) });
  }
  const tell = (said: Said<Message, State>) => channel?.postMessage(said);
  channel?.addEventListener("message", hear);
  tell({ kind: "hello" });

  /** Until the signal, or until the server ends it for good. */
  async function lead(until: AbortSignal) {
    leads = true;
    let wait_ms = reopen_first_ms;
    let anew = true;
    while (!until.aborted) {
      try {
        const forAnother = await inTurn(until, anew, follow);
        anew = false;
        wait_ms = reopen_first_ms;
        if (forAnother) continue;
      } catch (thrown) {
        if (until.aborted) break;
        if ((await judge(ConnectError.from(thrown))) === "over") {
          ended = true;
          break;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, wait_ms * (0.5 + Math.random())));
      wait_ms = Math.min(wait_ms * 2, reopen_max_ms);
      await lineBack(until).catch(() => {});
    }
    leads = false;
  }

  /** In line for the lead, for as long as this tab may have it. */
  async function takePart() {
    while (!stop.signal.aborted && !ended) {
      await looked(stop.signal);
      const sight = whileLooked(stop.signal);
      if (navigator.locks) await navigator.locks.request(`hotline.watch/${topic.name}`, { signal: sight.signal }, () => lead(sight.signal)).catch(() => {});
      else await lead(sight.signal);
      sight.over();
    }
  }

  async function judge(error: ConnectError): Promise<"again" | "over"> {
    if (error.code === Code.Unauthenticated) {
      sessionRefused();
      await resumed(stop.signal);
      return "again";
    }
    if (error.code === Code.InvalidArgument && store.get().state !== topic.first) {
      store.set({ state: topic.first, heard_ms: undefined }); // the cursor is of no use: from the beginning
      return "again";
    }
    if ([Code.PermissionDenied, Code.NotFound, Code.InvalidArgument].includes(error.code)) {
      store.set({ ...store.get(), refused: error });
      tell({ kind: "refused", code: error.code, text: error.rawMessage });
      return "over";
    }
    if (error.code === Code.Unavailable) lineRestarting();
    else if (isLineDown(error)) lineLost();
    return "again";
  }

  /** One stream until it ends. */
  async function follow(until: AbortSignal) {
    const dead = new AbortController();
    let silence: ReturnType<typeof setTimeout> | undefined;
    let gathering: ReturnType<typeof setTimeout> | undefined;
    let gathered: Message[] = [];
    const alive = () => {
      clearTimeout(silence);
      silence = setTimeout(() => (lineLost(), dead.abort()), silent_max_ms);
    };
    const flush = () => {
      gathering = undefined;
      if (gathered.length === 0) return;
      const first = store.get().heard_ms === undefined;
      const messages = gathered;
      gathered = [];
      take(messages);
      tell(first ? { kind: "all", watched: store.get() } : { kind: "messages", messages });
    };
    const { signal, over } = either(until, dead.signal);
    try {
      alive();
      for await (const message of topic.open(store.get().state, signal)) {
        alive();
        lineAnswered();
        gathered.push(message);
        gathering ??= setTimeout(flush, gather_ms);
      }
    } finally {
      over();
      clearTimeout(silence);
      clearTimeout(gathering);
      flush();
    }
  }

  void takePart();

  return {
    store: store as Store<Watched<unknown>>,
    users: 0,
    close() {
      stop.abort();
      channel?.close();
    },
  };
}

/** Watches until what it answers with is called; components of one tab that watch the same topic share it. */
export function watch<Message, State>(topic: Topic<Message, State>): { store: Store<Watched<State>>; close(): void } {
  let open = topics.get(topic.name);
  if (!open) topics.set(topic.name, (open = start(topic)));
  const held = open;
  ++held.users;
  return {
    store: held.store as Store<Watched<State>>,
    close() {
      // A screen that comes back at once, or a component mounted twice, finds the stream still open.
      setTimeout(() => {
        if (--held.users > 0) return;
        topics.delete(topic.name);
        held.close();
      }, 1000);
    },
  };
}
