// Who is signed in on this browser. The session itself is a cookie that scripts cannot read; here is what is known of
// it, the same in every tab.
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { SessionService, type SignInResponse } from "../gen/hotline/v1/session_pb";
import type { Person } from "../gen/hotline/record/v1/person_pb";
import { createStore } from "../store";
import { msOf } from "../time/format";
import { lineBack } from "./line";
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

// Tabs tell each other; what they tell is no more than that something changed.
const tabs = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("hotline.session");
tabs?.addEventListener("message", ({ data }) => (data === "signed_out" ? location.assign("/") : void askWho()));

function take(told: { person?: Person; expiresAt?: SignInResponse["expiresAt"]; mustChangePassword: boolean }) {
  localStorage.setItem(kept, "1");
  session.set({
    state: told.mustChangePassword ? "must_change_password" : "open",
    person: told.person!,
    expires_ms: told.expiresAt ? msOf(told.expiresAt) : 0,
  });
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
    if (ConnectError.from(thrown).code === Code.Unauthenticated) sessionEnded();
    else if (session.get().state === "asking") void lineBack().then(askWho);
  }
}

export async function signIn(login: string, password: string): Promise<void> {
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

/** Everything of the person leaves the memory with the page. */
export async function signOut(): Promise<void> {
  await client.signOut({ requestId: newRequestId() });
  localStorage.removeItem(kept);
  tabs?.postMessage("signed_out");
  location.assign("/");
}

/** The server says that the session is no more. */
export function sessionEnded() {
  const now = session.get();
  if (now.state === "none" || now.state === "ended") return;
  localStorage.removeItem(kept);
  session.set("person" in now ? { ...now, state: "ended" } : { state: "none" });
}
