// The desk of an operator, and of an officer who receives a report: the call on top, the form in the order of the talk,
// beside it what is known, below it the next act.
import { Button } from "@mantine/core";
import { IconAlertOctagonFilled, IconHistory, IconUserShare } from "@tabler/icons-react";
import { useEffect, useLayoutEffect, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import { failureOf } from "../../api/failure";
import { keptHere, nothingToSave, savedOnServer } from "../../api/saved";
import { useCommands } from "../../app/commands";
import { usePerson } from "../../app/person";
import { CallTypeSchema, ContactClass } from "../../gen/hotline/record/v1/contact_pb";
import { label } from "../../contract/labels";
import { pointsAtHalfDay } from "../../parts/half_day";
import { useLeaking } from "../../parts/LeakWarning";
import { Notice } from "../../parts/Notice";
import { useLoaded } from "../../parts/use_loaded";
import { useStore } from "../../store";
import { clockTime, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { usePick, type Pair } from "../../words/words";
import { CallLine, Kind, QuickClose, quickKeys, useQuickClose } from "./CallBar";
import { Conflicts } from "./Conflicts";
import type { Desk } from "./desk";
import { FormContext, useForm, type OpenForm } from "./desk_context";
import { deskOf } from "./desks";
import { Footer } from "./Footer";
import { IntakeForm } from "./IntakeForm";
import { SentCard } from "./SentCard";
import { flawsToSend, joinOf, leaksOf } from "./sheet";
import { Known, Office, useSimilar } from "./SidePanel";
import { focusPath } from "./stops";
import { emergencyReasons, type Reason } from "./triage";
import { SentBefore, Waiting } from "./Waiting";
import { deskWords } from "./words";
import type { WritingState } from "./writing";
import styles from "./Desk.module.css";

function Danger({ reasons }: { reasons: readonly Reason[] }) {
  const t = deskWords.use();
  const { sheet } = useForm();
  const now_ms = useNow(60_000);
  const began_ms = Date.parse(sheet.contact.receivedAt ?? sheet.contact.startedAt ?? "");
  const why = reasons.map((reason) => t(`why_${reason}`)).join("; ");
  return (
    <Notice tone="danger" icon={IconAlertOctagonFilled}>
      <strong>{t("emergency")}</strong> {t("because", { why })}. {Number.isFinite(began_ms) && t("emergency_clock", { time: nearTime(began_ms, now_ms) })}
    </Notice>
  );
}

function Told({ desk, answered }: { desk: Desk; answered: boolean }) {
  const t = deskWords.use();
  const say = usePick();
  const { writing, sheet } = useForm();
  const { taken, refusal, unkept } = useStore(writing.store);
  const found_ms = useStore(desk.found_ms);
  return (
    <>
      {found_ms !== undefined && <Notice tone="calm" icon={IconHistory}>{t("found", { time: clockTime(found_ms) })}</Notice>}
      {unkept && <Notice>{t("unkept")}</Notice>}
      {sheet.referred && !answered && <Notice tone="calm" icon={IconHistory}>{t("amending", { number: sheet.referred.number })}</Notice>}
      {taken && (
        <Notice icon={IconUserShare} action={<div className={styles.choices}><Button variant="default" onClick={writing.keepMine}>{t("keep_mine")}</Button><Button variant="subtle" color="gray" onClick={() => void writing.wipe().then(desk.next)}>{t("drop_mine")}</Button></div>}>
          {t("taken")}
        </Notice>
      )}
      <Conflicts />
      {refusal && <Notice>{say(refusal.text)}</Notice>}
    </>
  );
}

/** What the strip on top says of the form that is open. */
function useSaved({ stored, stored_ms, unkept }: WritingState) {
  useEffect(() => {
    if (stored === "here" && !unkept) keptHere();
    else if (stored === "server") savedOnServer(stored_ms);
    else nothingToSave();
  }, [stored, stored_ms, unkept]);
  useEffect(() => nothingToSave, []);
}

/** A new form begins at its top, with the keys in its first question from the moment it is seen. */
function FirstFocus() {
  useLayoutEffect(() => {
    document.querySelector<HTMLElement>("[data-stops] [data-stop]:not(:disabled)")?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, []);
  return null;
}

function Open({ desk }: { desk: Desk }) {
  const t = deskWords.use();
  const say = usePick();
  const writing = useStore(desk.writing);
  const written = useStore(writing.store);
  const { sheet, taken } = written;
  const parcels = useStore(desk.outbox.parcels);
  const attempted = Object.keys(useStore(desk.flaws)).length > 0;
  const [paper, setPaper] = useState(false);
  const [trouble, setTrouble] = useState<Pair | undefined>();
  const similar = useSimilar(sheet);
  useSaved(written);

  const parcel = parcels.findLast(({ sheetKey }) => sheetKey === sheet.key);
  const busy = parcel?.state === "sending" || parcel?.state === "waiting";
  const over = parcel?.state === "sent" && !sheet.referred;
  const frozen = taken || (busy && !sheet.referred) || over;
  const sent = parcels.findLast(({ sheetKey, state }) => sheetKey === sheet.key && state === "sent");
  const first = parcels.find(({ sheetKey, state, method }) => sheetKey === sheet.key && state === "sent" && method === "submitContact");
  // The parcel that took the call itself along; a refused one lets the call go on.
  const left = parcels.findLast(({ sheetKey, state, contact }) => sheetKey === sheet.key && state !== "failed" && contact.endedAt);
  const intervention = sheet.contact.contactClass === ContactClass.INTERVENTION;
  const reasons = intervention ? emergencyReasons(sheet.contact) : [];
  const leaking = useLeaking(intervention ? leaksOf(sheet.contact) : []);
  const quick = useQuickClose(desk, sheet);
  const form = useMemo<OpenForm>(
    () => ({ writing, sheet, flaws: attempted ? flawsToSend(sheet) : {}, failure: parcel?.state === "failed" ? parcel.failure : undefined, leaks: leaking.leaks }),
    [writing, sheet, attempted, parcel, leaking.leaks],
  );

  async function send() {
    if (frozen || busy || pointsAtHalfDay(document)) return;
    if (leaking.stops()) return;
    const wrong = await desk.send();
    leaking.clear();
    setTrouble(undefined);
    if (wrong) setTimeout(() => focusPath(wrong.replace(/^contact\./, "")));
  }

  function next() {
    setPaper(false);
    desk.next();
  }

  /** What had the keys is gone with the long form; what is typed next is the question, and no digit in it closes the call. */
  function onlyAsks() {
    flushSync(() => writing.change("contactClass", ContactClass.INFORMATION));
    focusPath("asked");
  }

  function onPaper(on: boolean) {
    flushSync(() => setPaper(on));
    if (on) focusPath("paperSheet");
    else for (const path of ["paperSheet", "receivedAt"]) writing.change(path, undefined);
  }

  const free = !frozen && !sheet.referred;
  useCommands([
    ...quickKeys.map(([keys, type]) =>
      type === undefined
        ? { id: "desk.information", words: ["Cuộc gọi hỏi thông tin", "A call for information"] as const, keys, run: () => free && onlyAsks() }
        : { id: `desk.close ${type}`, words: [label(CallTypeSchema, type, "vi"), label(CallTypeSchema, type, "en")] as const, keys, run: () => free && quick.close(type) },
    ),
    { id: "desk.undo", words: ["Hoàn tác đóng cuộc gọi", "Undo the closing"], keys: "Alt+Z", run: desk.undo },
    { id: "desk.send", words: ["Chuyển, ghi nhận, gửi bổ sung", "Refer, record, send additions"], keys: "Mod+Enter", run: () => void send() },
    { id: "desk.next", words: ["Cuộc mới (bản này được lưu)", "New contact (this one is kept)"], keys: "Alt+N", run: next },
    { id: "desk.same_child", words: ["Gắn vào ca đầu tiên giống vậy", "Add to the first case like this"], keys: "Alt+G", run: () => free && similar.cases[0] && writing.set({ joins: joinOf(similar.cases[0]) }) },
    { id: "desk.paper", words: ["Nhập từ phiếu giấy", "Enter from paper"], keys: "Alt+P", run: () => free && onPaper(!showPaper) },
    { id: "desk.place", words: ["Tới ô nơi xảy ra", "Go to the place"], keys: "F2", run: () => focusPath("intake.incident") },
  ]);
  const showPaper = paper || Boolean(sheet.contact.paperSheet ?? sheet.contact.receivedAt);

  return (
    <FormContext value={form}>
      <div className={styles.page} data-emergency={reasons.length > 0 || undefined}>
        <header className={styles.head}><h1>{t("title")}</h1><CallLine sent={left} /></header>
        <QuickClose desk={desk} close={quick.close} onlyAsks={onlyAsks} doubtful={quick.doubtful} />
        <Kind paper={showPaper} onPaper={onPaper} />
        <div className={styles.columns}>
          <div className={styles.main} data-stops key={sheet.key}>
            <Told desk={desk} answered={sent !== undefined} />
            {trouble && <Notice>{say(trouble)}</Notice>}
            {first && <SentCard parcel={first} />}
            {sent && sent !== first && <SentCard parcel={sent} />}
            {reasons.length > 0 && <Danger reasons={reasons} />}
            <fieldset disabled={frozen} className={styles.fields}><IntakeForm /></fieldset>
            <FirstFocus />
            <Footer doubtful={quick.doubtful} parcel={parcel} emergency={reasons.length > 0} frozen={frozen} over={over} send={() => void send()} next={next} discard={() => void desk.discard().catch((thrown: unknown) => setTrouble(failureOf(thrown).text))} />
          </div>
          <aside className={styles.side} aria-label={t("beside")}>
            {intervention && <Office />}
            {!sheet.referred && <Known similar={similar} />}
            <SentBefore parcels={parcels} open={sheet.key} />
            <Waiting desk={desk} />
          </aside>
        </div>
      </div>
    </FormContext>
  );
}

export default function DeskPage() {
  const t = deskWords.use();
  const desk = useLoaded(deskOf(usePerson()));
  return desk ? <Open desk={desk} /> : <p role="status" className={styles.loading} data-opening>{t("opening")}</p>;
}
