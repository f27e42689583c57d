// Always in the same corner: what can be done with the form that is open, and whether it is enough for that.
import { Button } from "@mantine/core";
import { IconCloudOff, IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { ContactClass } from "../../gen/hotline/record/v1/contact_pb";
import { EmergencyMark } from "../../parts/EmergencyMark";
import type { Leak } from "../../parts/leak";
import { LeakWarning } from "../../parts/LeakWarning";
import { clockTime } from "../../time/format";
import { usePick } from "../../words/words";
import { useForm } from "./desk_context";
import type { Tracked } from "./outbox";
import { isBlank, isEnough } from "./sheet";
import { deskWords } from "./words";
import styles from "./Footer.module.css";

interface Props {
  /** The account betrays the informant, and that was said once. */
  leaking: readonly Leak[];
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

function Standing({ parcel, emergency, leaking }: Pick<Props, "parcel" | "emergency" | "leaking">) {
  const t = deskWords.use();
  const say = usePick();
  const { sheet, flaws } = useForm();
  const wrong = Object.keys(flaws).length;
  if (parcel?.state === "sending") return <p role="status">{t("sending")}</p>;
  if (parcel?.state === "waiting") return <p role="status" className={styles.held}><IconCloudOff size={20} aria-hidden />{t("held")}</p>;
  if (parcel?.state === "failed" && parcel.failure) return <p role="alert" className={styles.held}>{say(parcel.failure.text)}</p>;
  if (leaking.length > 0) return <LeakWarning leaks={leaking} />;
  if (wrong > 0) return <p role="alert" className={styles.held}>{t("flawed", { count: wrong })}</p>;
  if (sheet.referred) {
    const told = parcel?.state === "sent" && (parcel.method === "amendIntake" || parcel.method === "addNote");
    return <p role="status">{told ? t("amended", { number: sheet.referred.number, time: clockTime(parcel.sent_ms ?? 0) }) : t("go_on_typing")}</p>;
  }
  if (sheet.joins) return <p>{t("joined", { number: sheet.joins.number })}</p>;
  if (sheet.contact.contactClass !== ContactClass.INTERVENTION) return <p>{t("plain_enough")}</p>;
  return <p>{emergency && <EmergencyMark />} {t(isEnough(sheet) ? "enough" : "not_enough")}</p>;
}

export function Footer({ parcel, emergency, leaking, frozen, over, send, next, discard }: Props) {
  const t = deskWords.use();
  const { sheet } = useForm();
  const [sure, setSure] = useState(false);
  const blank = isBlank(sheet);
  const plain = sheet.contact.contactClass !== ContactClass.INTERVENTION;
  const words = sheet.referred ? t("amend") : sheet.joins ? t("join", { number: sheet.joins.number }) : t(plain ? "record" : "refer");
  return (
    <div className={styles.bar} data-blank={blank || undefined}>
      <div className={styles.standing}><Standing parcel={parcel} emergency={emergency} leaking={leaking} /></div>
      <div className={styles.acts}>
        {!blank && !sheet.referred && !frozen && !over && (
          <Button variant="subtle" color="gray" onClick={() => (sure ? discard() : setSure(true))} onBlur={() => setSure(false)}>{t(sure ? "discard_sure" : "discard")}</Button>
        )}
        {!(blank && !over) && <Button variant="default" rightSection={<kbd>Alt N</kbd>} onClick={next}>{t(sheet.referred || frozen || over ? "next" : "later")}</Button>}
        {!over && <Button leftSection={<IconSend size={18} />} rightSection={<kbd className={styles.key}>Ctrl Enter</kbd>} disabled={frozen} onClick={send}>{words}</Button>}
      </div>
    </div>
  );
}
