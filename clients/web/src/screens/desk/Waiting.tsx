// Drafts and calls beside the one that is open: one's own, kept on this machine, of colleagues, of nobody; and what was
// sent from forms that are not open any more.
import { Button } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { IconAlertTriangle, IconCircleCheck, IconClockHour4 } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { failureOf } from "../../api/failure";
import { usePerson } from "../../app/person";
import { IntakeService, type Draft, type SubmitContactResponse } from "../../gen/hotline/v1/intake_pb";
import { usePersonNames } from "../../parts/person_name";
import { useStore } from "../../store";
import { clockTime, msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { usePick, type Pair } from "../../words/words";
import type { Desk } from "./desk";
import { useForm } from "./desk_context";
import type { Tracked } from "./outbox";
import { fromContact, isBlank, isQuick } from "./sheet";
import { Panel } from "./SidePanel";
import { erased_ms, withOwn } from "./waiting_drafts";
import { deskWords } from "./words";
import styles from "./SidePanel.module.css";

// Asked for and not watched: a browser has six connections to a host, and the queue's stream holds one already. It is asked
// by desks that are looked at alone, one page at most, out of one unit: a dozen seats make two or three small reads a second.
const every_ms = 5000;
const page_size = 200;

/** The drafts of the office; a call that the telephone system gave to this person opens by itself on an empty form. */
function useDrafts(desk: Desk): readonly Draft[] {
  const { personId } = usePerson();
  const { writing, sheet } = useForm();
  const { data } = useQuery(IntakeService.method.listDrafts, { ofUnit: true, pageSize: page_size }, { refetchInterval: every_ms, staleTime: 0 });
  const full = (data?.drafts.length ?? 0) >= page_size; // calls that nobody took: one's own may lie behind them
  const { data: mine } = useQuery(IntakeService.method.listDrafts, { pageSize: page_size }, { enabled: full, refetchInterval: every_ms, staleTime: 0 });
  const drafts = data && withOwn(data.drafts, (full && mine?.drafts) || []);
  const known = useRef<Set<string>>(undefined);
  const open = sheet.draft;
  useEffect(() => {
    if (!drafts) return;
    const now = drafts.find(({ draftId }) => draftId === open?.id);
    if (now && now.ownerId !== personId && now.version >= open!.version && !sheet.referred) writing.lose();
    const before = known.current;
    known.current = new Set(drafts.map(({ draftId }) => draftId));
    const ringing = drafts.find((draft) => before && !before.has(draft.draftId) && draft.ownerId === personId && draft.contact && isBlank({ key: "", notKnown: [], contact: fromContact(draft.contact) }));
    if (!full) void desk.tidy(known.current);
    if (ringing && !open && isBlank(sheet)) desk.openDraft(ringing);
    // oxlint-disable-next-line react/exhaustive-deps -- once for every answer
  }, [data, mine]);
  return drafts ?? [];
}

function Line({ words, quiet, leaving, action, run }: { words: string; quiet?: string; leaving?: string; action: string; run(): void }) {
  return <li className={styles.line}><span className={styles.draft}>{words}{quiet && <span className={styles.quiet}>{quiet}</span>}{leaving && <span className={styles.leaving}>{leaving}</span>}</span><Button variant="default" onClick={run}>{action}</Button></li>;
}

export function Waiting({ desk }: { desk: Desk }) {
  const t = deskWords.use();
  const say = usePick();
  const { personId } = usePerson();
  const { sheet } = useForm();
  const now_ms = useNow(10_000);
  const [trouble, setTrouble] = useState<Pair | undefined>();
  const all = useDrafts(desk);
  const kept = useStore(desk.kept);
  const names = usePersonNames(all.map(({ ownerId }) => ownerId).filter((id) => id !== personId));
  const parcels = useStore(desk.outbox.parcels);
  // What was sent a moment ago is no draft any more, whatever the last answer says.
  const sent = new Set(parcels.filter(({ state }) => state !== "failed").map(({ body, draft }) => (draft && "id" in draft ? draft.id : body.draftId)));
  const drafts = all.filter(({ draftId }) => draftId !== sheet.draft?.id && !sent.has(draftId));
  const onlyHere = kept.filter(({ draftId }) => !drafts.some((draft) => draft.draftId === draftId));
  const time = (at_ms: number) => ({ time: nearTime(at_ms, now_ms) });

  async function attempt(act: () => Promise<unknown>) {
    setTrouble(undefined);
    try {
      await act();
    } catch (thrown) {
      setTrouble(failureOf(thrown).text);
    }
  }
  async function openKept(key: string) {
    if (!(await desk.openKept(key))) setTrouble(elsewhere);
  }
  const open = (draft: Draft) => {
    const here = kept.find(({ draftId }) => draftId === draft.draftId);
    if (here) void openKept(here.key);
    else desk.openDraft(draft);
  };

  return (
    <Panel title={t("waiting")}>
      {drafts.length === 0 && onlyHere.length === 0 && <p className={styles.quiet}>{t("waiting_none")}</p>}
      {trouble && <p role="alert">{say(trouble)}</p>}
      <ul className={styles.list}>
        {onlyHere.map(({ key, at_ms, number }) => <Line key={key} words={number ? t("additions", { ...time(at_ms), number }) : t("of_machine", time(at_ms))} action={t("go_on")} run={() => void openKept(key)} />)}
        {drafts.map((draft) => {
          const at = time(draft.updatedAt ? msOf(draft.updatedAt) : now_ms);
          const erased = erased_ms(draft, now_ms);
          const leaving = erased === undefined ? undefined : t("erased_at", time(erased));
          const place = draft.contact?.intake?.incident?.detail || t("no_place");
          if (draft.ownerId === personId) return <Line key={draft.draftId} words={t("mine", at)} quiet={place} leaving={leaving} action={t("go_on")} run={() => open(draft)} />;
          const words = draft.ownerId ? t("of_colleague", { ...at, name: names.get(draft.ownerId) || "…" }) : t("of_nobody", at);
          return <Line key={draft.draftId} words={words} leaving={leaving} action={t("take_over")} run={() => void attempt(() => desk.takeOver(draft.draftId))} />;
        })}
      </ul>
    </Panel>
  );
}

const elsewhere: Pair = ["Bản này đang mở ở cửa sổ khác.", "This one is open in another window."];

function SentLine({ parcel }: { parcel: Tracked }) {
  const t = deskWords.use();
  const say = usePick();
  const Icon = { sent: IconCircleCheck, failed: IconAlertTriangle, sending: IconClockHour4, waiting: IconClockHour4, idle: IconClockHour4 }[parcel.state];
  const number = parcel.answer && "caseNumber" in parcel.answer ? (parcel.answer as SubmitContactResponse).caseNumber : "";
  const words = { sent: `${t("recorded", { time: clockTime(parcel.sent_ms ?? 0) })}${number && ` · ${number}`}`, failed: parcel.failure ? say(parcel.failure.text) : "", sending: t("sending"), waiting: t(parcel.unkept ? "held_unkept" : "held"), idle: "" }[parcel.state];
  return <li className={styles.sent} data-state={parcel.state}><Icon size={18} aria-hidden /><span>{words}</span></li>;
}

/** What was sent from forms that are not open any more. A quick closing is shown only while it waits or where it failed. */
export function SentBefore({ parcels, open }: { parcels: readonly Tracked[]; open: string }) {
  const t = deskWords.use();
  const now_ms = useNow(1000);
  const shown = parcels.filter(({ sheetKey, state, contact, due_ms }) => {
    if (sheetKey === open) return false;
    return isQuick(contact.callType) ? state !== "sent" && (due_ms ?? 0) < now_ms : true;
  });
  if (shown.length === 0) return null;
  return <Panel title={t("sent_here")}><ul className={styles.list}>{shown.slice(-6).reverse().map((parcel) => <SentLine key={parcel.requestId} parcel={parcel} />)}</ul></Panel>;
}
