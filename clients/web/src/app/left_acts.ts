// Acts that were sent, are not answered, and whose form is closed: they go on by themselves until the server's answer, on
// every screen and after a reload. Each lies in the box of its form, with its request_id: sent twice it is done once. Of
// all tabs one carries a box, and none while its form is open anywhere (a Web Lock, which an open form takes).
import { fromJsonString, type DescMethodUnary } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { carry, lockOf, type Pending } from "../api/act";
import { failureOf } from "../api/failure";
import { savedOnServer } from "../api/saved";
import { signedIn } from "../api/signed_in";
import { transport } from "../api/transport";
import { CaseService } from "../gen/hotline/v1/case_pb";
import { DirectoryService } from "../gen/hotline/v1/directory_pb";
import { DutyLinkService } from "../gen/hotline/v1/duty_pb";
import { IntakeService } from "../gen/hotline/v1/intake_pb";
import { ReferralService } from "../gen/hotline/v1/referral_pb";
import { ReportService } from "../gen/hotline/v1/report_pb";
import { SupervisionService } from "../gen/hotline/v1/supervision_pb";
import { keepOf } from "../keep/own_keep";
import { writtenBy } from "../keep/written";
import { createStore } from "../store";

export interface LeftAct {
  box: string;
  /** The page where its form is. */
  address: string;
  words: "left_one" | "left_contact" | "left_hold" | "left_delegation" | "left_duty" | "left_call";
  /** The case's, where it is about one. */
  number: string | undefined;
  /** "refused": the server did not take it, and what was typed is in its form. */
  state: "waiting" | "sent" | "refused";
}

export const leftActs = createStore<readonly LeftAct[]>([]);

const again_first_ms = 2000;
const again_max_ms = 15_000;
const methods = [CaseService, ReferralService, SupervisionService, DutyLinkService].flatMap((service) => service.methods);

interface Box {
  pending?: Pending | undefined;
  number?: string;
}

interface Kind {
  address: string;
  words: LeftAct["words"];
  method: DescMethodUnary;
}

/** What a box holds, by its name: "case/<id>/<act>", "contact/<id>", "duty/<unit>". */
function kindOf(box: string): Kind | undefined {
  const [kind, id, act] = box.split("/");
  switch (kind) {
    case "case": {
      const method = methods.find(({ name }) => name === act?.split(".")[0]);
      return method?.methodKind === "unary" ? { address: `/cases/${id}`, words: "left_one", method: method as DescMethodUnary } : undefined;
    }
    case "contact": return { address: `/contacts/${id}`, words: "left_contact", method: IntakeService.method.amendContact };
    case "hold": return { address: `/contacts/${id}`, words: "left_hold", method: SupervisionService.method.setContactLegalHold };
    case "delegation": return { address: "/deputies", words: "left_delegation", method: DirectoryService.method.delegate };
    case "duty": return { address: "/roster", words: "left_duty", method: DirectoryService.method.setDuty };
    // A case by its id, a report by its address, which begins with "/".
    case "call_attempt": return { address: "/calls", words: "left_call", method: id ? CaseService.method.recordCallAttempt : ReportService.method.recordReportCall };
    default: return undefined;
  }
}

function note(act: LeftAct) {
  leftActs.set([...leftActs.get().filter(({ box }) => box !== act.box), act]);
}
export const forgetLeft = (those: (act: LeftAct) => boolean) => {
  const left = leftActs.get().filter((act) => !those(act));
  if (left.length < leftActs.get().length) leftActs.set(left);
};

/** Until the server has answered; throws what it refused. */
async function carried(method: DescMethodUnary, { requestId, body }: Pending, signal: AbortSignal): Promise<void> {
  const message = Object.assign(fromJsonString(method.input, body), { requestId });
  for (let wait_ms = again_first_ms; ; wait_ms = Math.min(wait_ms * 2, again_max_ms)) {
    try {
      await carry(transport, method, message, signal, () => {});
      return;
    } catch (thrown) {
      const { code } = ConnectError.from(thrown);
      if (signal.aborted || (failureOf(thrown).refused && code !== Code.Unauthenticated && code !== Code.ResourceExhausted)) throw thrown;
      if (code === Code.Unauthenticated) await signedIn(signal);
      else await new Promise((later) => setTimeout(later, wait_ms));
    }
  }
}

const running = new Set<string>();

async function see(personId: string, box: string) {
  const kind = kindOf(box);
  if (!kind || running.has(box)) return;
  running.add(box);
  const written = writtenBy(personId);
  async function once(signal: AbortSignal) {
    const typed = await written.read<Box>(box);
    if (!typed?.pending || signal.aborted) return;
    const tell = (state: LeftAct["state"]) => note({ box, address: kind!.address, words: kind!.words, number: typed.number, state });
    tell("waiting");
    try {
      await carried(kind!.method, typed.pending, signal);
      if (signal.aborted) return;
      await written.wipe(box);
      savedOnServer();
      tell("sent");
    } catch {
      if (signal.aborted) return;
      await written.put(box, { ...typed, pending: undefined });
      tell("refused");
    }
  }
  for (let taken = true; taken; ) {
    const stop = new AbortController();
    taken = await navigator.locks.request(lockOf(box), () => once(stop.signal)).then(() => false, ({ name }: Error) => name === "AbortError");
    stop.abort(); // its form was opened, and goes on with it; in line behind that
    if (taken) forgetLeft((act) => act.box === box);
  }
  running.delete(box);
}

/** At the start, and when a form was closed over an act without an answer. */
export async function lookForLeft(personId: string) {
  if (!navigator.locks) return;
  const written = writtenBy(personId);
  for (const { id } of await (await keepOf(personId)).list().catch(() => [])) {
    if (kindOf(id) && (await written.read<Box>(id))?.pending) void see(personId, id);
  }
}
