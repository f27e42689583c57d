// One case: what it is and who has it, what is due, what can be done now, what was reported, and how it went.
import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useEffect, useLayoutEffect, useRef, useState, type ComponentProps } from "react";
import { useLocation, useParams } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import { caseTopic, newest, versionOf } from "../../api/case_watch";
import { failureOf } from "../../api/failure";
import { useWatch } from "../../api/use_watch";
import { usePerson } from "../../app/person";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { Afterwards, useReady } from "../../parts/Afterwards";
import { EmptyState } from "../../parts/EmptyState";
import { afterFirstLook } from "../../parts/first_look";
import { Notice } from "../../parts/Notice";
import { loadedOnce, useLoaded } from "../../parts/use_loaded";
import { clockTime } from "../../time/format";
import { now_ms } from "../../time/server_time";
import { usePick } from "../../words/words";
import { actOf } from "./act_list";
import { methodOf, type ActOffer } from "./act_spec";
import { Acts } from "./Acts";
import { CaseHead } from "./CaseHead";
import { Clocks } from "./Clocks";
import { DutySaid } from "./DutySaid";
import { Facts } from "./Facts";
import type { OpenAct } from "./OpenAct";
import { Thread } from "./Thread";
import { useHistory } from "../../api/history";
import { useDrafts, type Draft } from "./drafts";
import { caseWords } from "./words";
import styles from "./Case.module.css";

interface Sent {
  words: ActOffer["words"];
  at_ms: number;
}

/** `over`: nothing is left to do here for this person. */
function SentNotice({ sent, over }: { sent: Sent; over: boolean }) {
  const t = caseWords.use();
  const say = usePick();
  const [, go] = useLocation();
  const notice = useRef<HTMLDivElement>(null);
  // The form that had the focus is gone: the keys go on from here.
  useLayoutEffect(() => notice.current?.focus({ preventScroll: true }), []);
  return (
    <div ref={notice} className={styles.done} tabIndex={-1}>
      <Notice icon={IconCircleCheck} tone="done" action={over && <Button variant="default" onClick={() => go("/queue")}>{t("to_queue")}</Button>}>
        {t("done", { what: say(sent.words), time: clockTime(sent.at_ms) })}
      </Notice>
    </div>
  );
}

function Gone({ sent, refused }: { sent: Sent | undefined; refused: unknown }) {
  const t = caseWords.use();
  const say = usePick();
  const [, go] = useLocation();
  const unknown = !refused || failureOf(refused).reason === "case_unknown" || failureOf(refused).reason === "unknown";
  return (
    <>
      {sent && <SentNotice sent={sent} over={false} />}
      <EmptyState whole title={t(sent ? "left" : "gone")} action={{ words: t("to_queue"), run: () => go("/queue") }}>
        {sent ? t("left_long") : unknown ? t("gone_long") : say(failureOf(refused).text)}
      </EmptyState>
    </>
  );
}

interface Opened {
  id: string;
  draft: Draft | undefined;
}

/** Which form is open, and what was typed into it before. */
function useOpenAct(detail: CaseDetail | undefined, drafts: ReturnType<typeof useDrafts>) {
  // The queue's own buttons open the form of their act along with the case.
  const asked = (useHistoryState() as { act?: string } | null)?.act;
  const first = asked && detail?.possible.includes(methodOf(asked)) ? asked : undefined;
  const [held, setHeld] = useState<Opened | "closed" | undefined>();
  // What was sent before a reload and is not answered goes on by itself, where one sees what becomes of it.
  const begun = drafts.found.find(({ draft }) => draft?.pending) ?? drafts.found.find(({ act }) => act === first);
  const id = begun?.act ?? first;
  const left = id ? { id, draft: begun?.draft } : undefined;
  // Once it is open it stays until it is closed: the news of what it did may be here before its answer.
  if (held === undefined && left && drafts.acts) setHeld(left);
  const open: Opened | undefined = held === "closed" ? undefined : (held ?? left);
  return {
    open,
    async show(spec: ActOffer) {
      const draft = drafts.acts?.includes(spec.id) ? await drafts.read(spec.id) : undefined;
      setHeld({ id: spec.id, draft });
    },
    close: () => setHeld("closed"),
  };
}

const formsOfActs = loadedOnce(() => import("./OpenAct"));

function LaterAct(props: ComponentProps<typeof OpenAct>) {
  const t = caseWords.use();
  const code = useLoaded(formsOfActs);
  return code ? <code.OpenAct {...props} /> : <p role="status">{t("opening")}</p>;
}

function OpenCase({ caseId }: { caseId: string }) {
  const t = caseWords.use();
  const { personId } = usePerson();
  const { state, refused } = useWatch(caseTopic(personId, caseId));
  const [answered, setAnswered] = useState<CaseDetail | undefined>();
  const [sent, setSent] = useState<Sent | undefined>();
  const [firstVersion, setFirstVersion] = useState(0);
  const detail = newest(state, answered);
  const history = useHistory(caseId, detail?.entries ?? 0);
  const drafts = useDrafts(caseId);
  const { open, show, close } = useOpenAct(detail, drafts);
  if (firstVersion === 0 && detail) setFirstVersion(versionOf(detail));

  // Whoever looks at a case may act on it in a moment; once the forms are here, off line too.
  const stands = detail !== undefined;
  useEffect(() => (stands ? afterFirstLook(() => void formsOfActs.fetch().catch(() => {})) : undefined), [stands]);

  const ready = useReady(stands && drafts.acts !== undefined);
  if (refused) return <Gone sent={sent} refused={refused} />;
  if (!detail || !drafts.acts || !ready) return <p role="status" className={styles.opening}>{t("opening")}</p>;

  function shut() {
    const id = open?.id;
    close();
    document.querySelector<HTMLElement>(`[data-act="${id}"]`)?.focus();
  }
  function start(chosen: ActOffer) {
    setSent(undefined);
    void show(chosen);
  }
  function onSent(answer: CaseDetail | undefined, spec: ActOffer) {
    setSent({ words: spec.words, at_ms: now_ms() });
    if (versionOf(answer) > 0) setAnswered(answer);
    close();
    window.scrollTo({ top: 0 });
  }
  const entries = history.entries ?? [];
  const spec = open && actOf(open.id);
  return (
    <article className={styles.page} aria-labelledby="case-title" data-form={spec ? true : undefined}>
      {!spec && sent && <SentNotice key={sent.at_ms} sent={sent} over={detail.possible.length === 0} />}
      <CaseHead detail={detail} entries={history.entries} />
      <div className={styles.left}>
        {spec && <LaterAct key={spec.id} offer={spec} detail={detail} entries={entries} drafts={drafts} draft={open.draft} onSent={onSent} onClose={shut} />}
        <Facts detail={detail} />
        <Afterwards><Thread history={history} seenVersion={firstVersion} /></Afterwards>
      </div>
      <div className={styles.right}>
        <Clocks detail={detail} />
        <DutySaid detail={detail} onOpen={start} />
        <Acts detail={detail} open={open?.id} drafts={drafts.acts} onOpen={start} />
      </div>
    </article>
  );
}

export default function CasePage() {
  const { id = "" } = useParams<{ id: string }>();
  return <OpenCase key={id} caseId={id} />;
}
