// Always in the same corner: what can be done with the form that is open, and whether it is enough for that.
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconArrowsSplit2, IconCloudOff, IconSend } from "@tabler/icons-react";
import { useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import { label } from "../../contract/labels";
import { CallTypeSchema, ContactClass, type CallType } from "../../gen/hotline/record/v1/contact_pb";
import { EmergencyMark } from "../../parts/EmergencyMark";
import { LeakWarning } from "../../parts/LeakWarning";
import { clockTime } from "../../time/format";
import { useLanguage, usePick } from "../../words/words";
import { toConflicts } from "./Conflicts";
import { useForm } from "./desk_context";
import type { Tracked } from "./outbox";
import { isBlank, isEnough } from "./sheet";
import { deskWords } from "./words";
import styles from "./Footer.module.css";

interface Props {
  /** The key that would close a form with text or an emergency, pressed once. */
  doubtful: CallType | undefined;
  parcel: Tracked | undefined;
  emergency: boolean;
  /** Sent, and the answer is not there. */
  frozen: boolean;
  /** There is nothing more to do with this form. */
  over: boolean;
  send(): void;
  next(): void;
  discard(): void;
}

/** What must be read before anything else is done; undefined while there is nothing of the kind. */
function useUrgent({ parcel, doubtful, emergency }: Pick<Props, "parcel" | "doubtful" | "emergency">): ReactNode {
  const t = deskWords.use();
  const say = usePick();
  const lang = useLanguage();
  const { sheet, flaws, leaks } = useForm();
  const wrong = Object.keys(flaws).length;
  const contested = Object.keys(sheet.conflicts ?? {}).length;
  if (parcel?.state === "waiting") return <p role="status" className={styles.held}><IconCloudOff size={20} aria-hidden />{t(parcel.unkept ? "held_unkept" : "held")}</p>;
  if (doubtful !== undefined) {
    const words = label(CallTypeSchema, doubtful, lang);
    return <p role="alert" className={styles.held}><IconAlertTriangle size={20} aria-hidden />{t(emergency ? "quick_again_emergency" : "quick_again", { what: words.charAt(0).toUpperCase() + words.slice(1) })}</p>;
  }
  // The choices may be out of sight: what is sent here is sent over what another wrote.
  if (contested > 0) return <div className={styles.held}><IconArrowsSplit2 size={20} aria-hidden /><span className={styles.contested}>{t("contested", { count: contested })}</span><Button variant="default" onClick={toConflicts}>{t("to_conflicts")}</Button></div>;
  if (parcel?.state === "failed" && parcel.failure) return <p role="alert" className={styles.held}>{say(parcel.failure.text)}</p>;
  if (leaks.length > 0) return <LeakWarning leaks={leaks} />;
  if (wrong > 0) return <p role="alert" className={styles.held}>{t("flawed", { count: wrong })}</p>;
  return undefined;
}

function Standing({ parcel }: Pick<Props, "parcel">) {
  const t = deskWords.use();
  const { sheet } = useForm();
  if (parcel?.state === "sending") return <p role="status">{t("sending")}</p>;
  if (sheet.referred) {
    const told = parcel?.state === "sent" && (parcel.method === "amendIntake" || parcel.method === "addNote");
    return <p role="status">{told ? t("amended", { number: sheet.referred.number, time: clockTime(parcel.sent_ms ?? 0) }) : t("go_on_typing")}</p>;
  }
  if (sheet.joins) return <p>{t("joined", { number: sheet.joins.number })}</p>;
  if (sheet.contact.contactClass !== ContactClass.INTERVENTION) return <p>{t("plain_enough")}</p>;
  return <p>{t(isEnough(sheet) ? "enough" : "not_enough")}</p>;
}

/** What gets the focus rests above the bar, however high it is; and what is being typed is not covered when the bar grows. */
function useRoomAbove(bar: RefObject<HTMLDivElement | null>) {
  useLayoutEffect(() => {
    const element = bar.current!;
    const root = document.documentElement;
    function measure() {
      const sticky = getComputedStyle(element).position === "sticky";
      root.style.setProperty("--foot", `${sticky ? element.offsetHeight : 0}px`);
      const here = document.activeElement;
      if (sticky && here?.matches("[data-stops] :is(input, textarea)") && here.getBoundingClientRect().bottom > element.getBoundingClientRect().top) here.scrollIntoView({ block: "nearest" });
    }
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    return () => {
      sizes.disconnect();
      root.style.removeProperty("--foot");
    };
  }, [bar]);
}

export function Footer({ parcel, doubtful, emergency, frozen, over, send, next, discard }: Props) {
  const t = deskWords.use();
  const { sheet } = useForm();
  const [sure, setSure] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  useRoomAbove(bar);
  const urgent = useUrgent({ parcel, doubtful, emergency });
  const blank = isBlank(sheet);
  const plain = sheet.contact.contactClass !== ContactClass.INTERVENTION;
  const words = sheet.referred ? t("amend") : sheet.joins ? t("join", { number: sheet.joins.number }) : t(plain ? "record" : "refer");
  return (
    <div ref={bar} className={styles.bar} data-blank={blank || undefined} data-urgent={urgent !== undefined || undefined}>
      {emergency && <div className={styles.mark}><EmergencyMark /></div>}
      <div className={styles.standing}>{urgent ?? <Standing parcel={parcel} />}</div>
      <div className={styles.acts}>
        {!blank && !sheet.referred && !frozen && !over && (
          <Button variant="subtle" color="gray" onClick={() => (sure ? discard() : setSure(true))} onBlur={() => setSure(false)}>{t(sure ? "discard_sure" : "discard")}</Button>
        )}
        {!(blank && !over) && <Button variant="default" rightSection={<kbd>Alt N</kbd>} onClick={next}>{t(sheet.referred || frozen || over ? "next" : "later")}</Button>}
        {!over && <Button data-main leftSection={<IconSend size={18} />} rightSection={<kbd className={styles.key}>Ctrl Enter</kbd>} disabled={frozen} onClick={send}>{words}</Button>}
      </div>
    </div>
  );
}
