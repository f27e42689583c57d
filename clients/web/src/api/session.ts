// Who is signed in on this browser. The session itself is a cookie that scripts cannot read; here is what is known of
// it, the same in every tab.
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { SessionService, SignOutRequestSchema, type SignInResponse } from "../gen/hotline/v1/session_pb";
import { create, fromJson, toJson, type JsonValue } from "@bufbuild/protobuf";
import { PersonSchema, type Person } from "../gen/hotline/record/v1/person_pb";
import { createStore } from "../store";
import { msOf } from "../time/format";
import { now_ms } from "../time/server_time";
import { carry } from "./act";
import { line, lineBack } from "./line";
import { newRequestId } from "./request_id";
import { transport } from "./transport";
import { resumeWatches } from "./watch";

export type Session =
  | { state: "asking" }
  | { state: "none" }
  /** `ended`: the screen stays as it is behind a cover until the same person signs in again. */
  | { state: "open" | "must_change_password" | "ended"; person: Person; expires_ms: number };

export const session = createStore<Session>({ state: "asking" });
const client = createClient(SessionService, transport);

// Whether it is worth asking who is signed in; a first visit asks nothing.
const kept = "hotline.signed_in";
// Who this tab belongs to, for a reload while the line is down; gone with the tab, and no key to anything.
const of_tab = "hotline.person";

function rememberInTab(person: Person, expires_ms: number) {
  sessionStorage.setItem(of_tab, JSON.stringify({ person: toJson(PersonSchema, person), expires_ms }));
}

function knownInTab(): { person: Person; expires_ms: number } | undefined {
  const text = sessionStorage.getItem(of_tab);
  if (!text) return undefined;
  const { person, expires_ms } = JSON.parse(text) as { person: JsonValue; expires_ms: number };
  return expires_ms > now_ms() ? { person: fromJson(PersonSchema, person), expires_ms } : undefined;
}

// Tabs tell each other; what they tell is no more than that something changed.
const tabs = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("hotline.session");
tabs?.addEventListener("message", ({ data }) => {
  if (data !== "signed_out") return void askWho();
  sessionEnded(); // nothing is to be seen while it is tidied up
  void tidyUp(false).then(leave);
});

/** What the person sent from this machine and the server has not answered; `lost`: some of it goes with the page. */
export interface Unsent {
  count: number;
  lost: boolean;
}

/** `tidy`: what is done on this machine before a person leaves it; `reach`: while the server still knows them. */
interface Leaving {
  tidy(person: Person, reach: boolean): Promise<void>;
  unsent(person: Person): Promise<Unsent>;
}

let leaving: Leaving | undefined;
const tidy_max_ms = 3000;
const look_again_ms = 1000;

export function onLeaving(how: Leaving) {
  leaving = how;
}

/** However long that would take, and whether it works: whoever wants to leave leaves. */
async function tidyUp(reach: boolean) {
  const now = session.get();
  if (!leaving || !("person" in now)) return;
  const enough = new Promise((go) => setTimeout(go, tidy_max_ms));
  await Promise.race([leaving.tidy(now.person, reach).catch(() => {}), enough]);
}

/** Asks for as long as something waits to be sent; where that leaves meanwhile, there is nothing to ask. */
async function askOfUnsent(signal: AbortSignal) {
  const now = session.get();
  if (!leaving || !("person" in now)) return;
  for (;;) {
    const left = await leaving.unsent(now.person).catch(() => undefined);
    if (signal.aborted || !left?.count) return;
    unsent.set(left);
    signingOut.set("unsent");
    await new Promise((go) => setTimeout(go, look_again_ms));
  }
}

function leave() {
  sessionStorage.removeItem(of_tab);
  location.assign("/");
}

/** How far signing out has come: "unsent": the person is asked; "waiting" for the line, after which it goes on; "failed" at
 * the server. */
export const signingOut = createStore<"no" | "going" | "unsent" | "waiting" | "failed">("no");
export const unsent = createStore<Unsent>({ count: 0, lost: false });
let stop = new AbortController();

function take(told: { person?: Person; expiresAt?: SignInResponse["expiresAt"]; mustChangePassword: boolean }) {
  const [person, expires_ms] = [told.person!, told.expiresAt ? msOf(told.expiresAt) : 0];
  localStorage.setItem(kept, "1");
  rememberInTab(person, expires_ms);
  session.set({ state: told.mustChangePassword ? "must_change_password" : "open", person, expires_ms });
  resumeWatches();
}

/** At the start, after a line that was down, and when another tab signed in or out. */
export async function askWho(): Promise<void> {
  if (session.get().state === "asking" && localStorage.getItem(kept) === null) return session.set({ state: "none" });
  try {
    const told = await client.whoAmI({});
    const before = session.get();
    if ("person" in before && before.person.personId !== told.person?.personId) return location.reload();
    take(told);
  } catch (thrown) {
    if (ConnectError.from(thrown).code === Code.Unauthenticated) return sessionEnded();
    const known = session.get().state === "asking" ? knownInTab() : undefined;
    if (known) session.set({ state: "open", ...known });
    if (line.get().state !== "online") void lineBack().then(askWho);
    else if (session.get().state === "asking") session.set({ state: "none" }); // the server failed: signing in tells how
  }
}

export async function signIn(login: string, password: string): Promise<void> {
  stop.abort(); // whoever signs in stays: a sign-out that waits would end the new session
  signingOut.set("no");
  const told = await client.signIn({ requestId: newRequestId(), login, password, asCookie: true });
  const before = session.get();
  if ("person" in before && before.person.personId !== told.person?.personId) {
    tabs?.postMessage("changed");
    return location.reload(); // nothing of the person before may stay on the screen
  }
  take(told);
  tabs?.postMessage("changed");
}

export async function changePassword(oldPassword: string, newPassword: string): Promise<void> {
  await client.changePassword({ requestId: newRequestId(), oldPassword, newPassword });
  const now = session.get();
  if ("person" in now) session.set({ ...now, state: "open" });
  tabs?.postMessage("changed");
}

/** Everything of the person leaves the memory with the page. `allTheSame`: also with something unsent. */
export async function endSession(allTheSame = false): Promise<void> {
  stop.abort();
  stop = new AbortController();
  const { signal } = stop;
  signingOut.set("going");
  await tidyUp(true);
  if (!allTheSame) await askOfUnsent(signal);
  if (signal.aborted) return;
  try {
    await carry(transport, SessionService.method.signOut, create(SignOutRequestSchema, { requestId: newRequestId() }), signal, (state) => signingOut.set(state === "waiting" ? "waiting" : "going"));
  } catch (thrown) {
    if (signal.aborted) return;
    if (ConnectError.from(thrown).code !== Code.Unauthenticated) return signingOut.set("failed");
  }
  localStorage.removeItem(kept);
  tabs?.postMessage("signed_out");
  leave();
}

/** The server says that the session is no more. */
export function sessionEnded() {
  const now = session.get();
  if (now.state === "none" || now.state === "ended") return;
  localStorage.removeItem(kept);
  sessionStorage.removeItem(of_tab);
  session.set("person" in now ? { ...now, state: "ended" } : { state: "none" });
}
